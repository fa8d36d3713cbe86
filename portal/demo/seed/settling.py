"""The end of a seeding: events are delivered, and no queue of stale work waits for the worker."""

from core import jobs
from core.models import Job, JobState
from portal.demo.seed import actors
from portal.demo.seed.early_steps import deliver

_DONE_BY_THE_STORIES = (
    "signing.render_pdf",  # a page makes the PDF when it is asked for
    "acts.form_act",
    "contracts.prepare_documents",
    "schools.check_persons",  # the answers are written in bulk
)
_REFORM = "acts.reform"


def settle() -> None:
    """Deliver what is left, form acts again where duplicates ask for it, drop the rest."""
    with actors.on(11, 13, 19):
        deliver()
        _drop()
        seen: set[str] = set()
        for job in Job.objects.filter(kind=_REFORM, state=JobState.QUEUED).order_by("created_at"):
            if (key := str(job.params)) in seen:
                job.delete()
                continue
            seen.add(key)
            jobs.run_now(job)
        deliver()
        _drop()


def _drop() -> None:
    Job.objects.filter(kind__in=_DONE_BY_THE_STORIES, state=JobState.QUEUED).delete()
