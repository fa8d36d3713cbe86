"""The end of a seeding: events are delivered, and no queue of stale work waits for the worker."""

import datetime as dt

from django.db.models import F

from core import clock, jobs
from core.models import Job, JobState
from portal.demo.seed import actors
from portal.demo.seed.early_steps import deliver
from portal.models import Notification

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
        _read_old_notices()


def _read_old_notices() -> None:
    """People read what came until yesterday; else a region's officer begins with hundreds."""
    until = clock.now() - dt.timedelta(days=1)
    old = Notification.objects.filter(created_at__lt=until, read_at=None)
    old.update(read_at=F("created_at") + dt.timedelta(hours=2))


def _drop() -> None:
    Job.objects.filter(kind__in=_DONE_BY_THE_STORIES, state=JobState.QUEUED).delete()
