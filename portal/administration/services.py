"""What an administrator may change. Every change leaves a row of the history."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Role
from core import clock, tracing
from core.doorbell import ring
from core.models import Job, JobState, OutboxEvent, Transition
from core.tasks import relay_outbox, run_job
from core.workflow import Actor, TransitionForbidden, TransitionImpossible


@transaction.atomic
def end_membership(*, membership: Membership, reason: str, actor: Actor) -> Membership:
    """End a person's role at once: the next request of an open session is refused.

    :raises TransitionImpossible: it has ended before, or it is the actor's own
    """
    _only_administrator(actor)
    if membership.pk == actor.membership_id:
        raise TransitionImpossible(_("Свою роль прекращает другой администратор."))
    ended = Membership.objects.filter(pk=membership.pk, ended_on__isnull=True).update(
        ended_on=clock.today()
    )
    if not ended:
        raise TransitionImpossible(_("Эта роль уже прекращена."))
    _note(membership, "end", "ended", actor=actor, reason=reason)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def run_job_again(*, job: Job, actor: Actor) -> None:
    """Queue a job that gave up; it goes on from where it stopped.

    :raises TransitionImpossible: it is not a failed one
    """
    _only_administrator(actor)
    queued = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, finished_at=None, lease_until=None, due_at=_host_now()
    )
    if not queued:
        raise TransitionImpossible(_("Повторить можно только неудавшееся задание."))
    transaction.on_commit(lambda: ring(run_job, str(job.pk)), robust=True)


@transaction.atomic
def deliver_again(*, event: OutboxEvent, actor: Actor) -> None:
    """Put an event that gave up back into the queue.

    :raises TransitionImpossible: it is not a dead one
    """
    _only_administrator(actor)
    revived = OutboxEvent.objects.filter(pk=event.pk, dead=True, done_at__isnull=True).update(
        dead=False, attempts=0, due_at=clock.now()
    )
    if not revived:
        raise TransitionImpossible(_("Повторить можно только остановленное событие."))
    _note(event, "retry", "due", actor=actor)
    transaction.on_commit(lambda: ring(relay_outbox), robust=True)


def _only_administrator(actor: Actor) -> None:
    if actor.role != Role.ADMINISTRATOR:
        raise TransitionForbidden("administration")


def _host_now() -> dt.datetime:
    """Jobs are due on real time, as ``core.jobs`` counts it."""
    return dt.datetime.now(dt.UTC)


def _note(record: Any, name: str, state: str, *, actor: Actor, reason: str = "") -> None:
    Transition.objects.create(
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        name=name,
        from_state="",
        to_state=state,
        at=clock.now(),
        actor_id=actor.user_id,
        membership_id=actor.membership_id,
        role=actor.role,
        on_behalf_of_id=actor.on_behalf_of_id,
        actor_label=actor.label,
        reason=reason,
        request_id=tracing.request_id(),
    )
