"""Long work with a lease.

A job function takes a :class:`JobRun`, commits in chunks and calls ``checkpoint`` after each; the
checkpoint stores the cursor and renews the lease in the chunk's own transaction. Whoever finds a
job without a live lease takes it up at its cursor; a late duplicate sees the lease or the finished
state and returns.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q

from core import clock
from core.models import Job, JobState

LEASE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 5
_RETRY_AFTER = dt.timedelta(seconds=20)
_log = logging.getLogger(__name__)


class LeaseLost(RuntimeError):
    """Another worker has taken the job over; this one must stop at once."""


class JobRun:
    """One attempt at a job, in the hands of the function that does the work."""

    def __init__(self, job: Job, token: uuid.UUID) -> None:
        self.job = job
        self.params: dict[str, Any] = job.params
        self.cursor: Any = job.cursor
        self._token = token

    def checkpoint(
        self, *, cursor: Any, done: int, total: int | None = None, **result: Any
    ) -> None:
        """Store how far the work came and renew the lease; call it inside the chunk's transaction.

        :raises LeaseLost: the lease ran out and another worker holds the job
        """
        changes: dict[str, Any] = {
            "cursor": cursor,
            "done": done,
            "lease_until": _host_now() + LEASE,
        }
        if total is not None:
            changes["total"] = total
        if result:
            self.job.result = {**self.job.result, **result}
            changes["result"] = self.job.result
        held = Job.objects.filter(
            pk=self.job.pk, lease_token=self._token, state=JobState.RUNNING
        ).update(**changes)
        if not held:
            raise LeaseLost(str(self.job.pk))
        self.cursor = cursor


JobFunction = Callable[[JobRun], None]
_functions: dict[str, JobFunction] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Register the function that does the work of a kind."""

    def register(function: JobFunction) -> JobFunction:
        if kind in _functions:
            raise ValueError(f"job {kind} is registered twice")
        _functions[kind] = function
        return function

    return register


def enqueue(kind: str, *, requested_by: int | None = None, **params: Any) -> Job:
    """Write a job inside the caller's transaction and ring after the commit."""
    if kind not in _functions:
        raise LookupError(f"no such job: {kind}")
    now = _host_now()
    created = Job.objects.create(
        kind=kind, params=params, requested_by_id=requested_by, created_at=clock.now(), due_at=now
    )
    transaction.on_commit(lambda: _ring(created.pk), robust=True)
    return created


def run(job_id: uuid.UUID | str) -> bool:
    """Take the lease and do the work; returns False where there is nothing to do."""
    taken = _take(job_id)
    if taken is None:
        return False
    work, token = taken
    try:
        _functions[work.kind](JobRun(work, token))
    except LeaseLost:
        _log.warning("job %s lost its lease", work.pk)
        return False
    except Exception as problem:  # the job row tells; the worker goes on
        _log.exception("job %s of kind %s failed", work.pk, work.kind)
        _finish_badly(work, token, problem)
        return False
    Job.objects.filter(pk=work.pk, lease_token=token).update(
        state=JobState.DONE, finished_at=clock.now(), lease_until=None
    )
    return True


def run_now(work: Job) -> Job:
    """Do a job in this process, for commands and tests; returns the fresh row."""
    run(work.pk)
    work.refresh_from_db()
    return work


def due_ids() -> list[uuid.UUID]:
    """Jobs that nobody works at: queued, or running under a lease that ran out."""
    now = _host_now()
    return list(
        Job.objects.filter(
            Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now),
            due_at__lte=now,
        )
        .order_by("due_at")
        .values_list("pk", flat=True)[:200]
    )


def _take(job_id: uuid.UUID | str) -> tuple[Job, uuid.UUID] | None:
    now, token = _host_now(), uuid.uuid4()
    with transaction.atomic():
        work = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
        if work is None or work.state in (JobState.DONE, JobState.FAILED):
            return None
        if work.state == JobState.RUNNING and work.lease_until and work.lease_until > now:
            return None
        work.state, work.attempts = JobState.RUNNING, work.attempts + 1
        work.lease_until, work.lease_token = now + LEASE, token
        work.save()
    return work, token


def _finish_badly(work: Job, token: uuid.UUID, problem: Exception) -> None:
    gave_up = work.attempts >= MAX_ATTEMPTS
    Job.objects.filter(pk=work.pk, lease_token=token).update(
        state=JobState.FAILED if gave_up else JobState.QUEUED,
        error=f"{type(problem).__name__}: {problem}"[:500],
        lease_until=None,
        due_at=_host_now() + _RETRY_AFTER * work.attempts,
        finished_at=clock.now() if gave_up else None,
    )


def _host_now() -> dt.datetime:
    """Leases run on real time: the demo's day may stand still, a killed worker's lease may not."""
    return dt.datetime.now(dt.UTC)


def _ring(job_id: uuid.UUID) -> None:
    from core.doorbell import ring
    from core.tasks import run_job  # tasks import this module

    ring(run_job, str(job_id))
