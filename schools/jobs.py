"""Long work of this room."""

import datetime as dt

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Now

from core import clock, outbox
from core.jobs import JobRun, job
from core.models import Job
from core.periods import Month
from schools.services.body_retention import SLICE, erase_bodies, kept_since
from schools.services.checks import (
    CHECK_PERSONS,
    CHUNK,
    ask_about,
    persons_to_ask,
    remember_answers,
)

ERASE_BODIES = "schools.erase_bodies"
_FIRST_PAUSE = dt.timedelta(minutes=1)
_LONGEST_PAUSE = dt.timedelta(hours=6)
_MOST_ATTEMPTS = 20


@job(CHECK_PERSONS)
def check_persons(run: JobRun) -> None:
    """Ask ГБД ФЛ about everybody of a school's month whose facts are not fresh.

    ``params``: ``school_id`` (key of the school), ``month`` "YYYY-MM", ``attempt``. Tells
    ``schools.persons_checked`` when done; who stays unknown is due again, ever later.
    """
    school_id, month = int(run.params["school_id"]), Month.parse(run.params["month"])
    attempt = int(run.params.get("attempt", 0))
    today = clock.today()
    total = persons_to_ask(school_id=school_id, month=month, on_date=today).count()
    done, after = (run.cursor or {}).get("done", 0), (run.cursor or {}).get("after", 0)
    known = (run.cursor or {}).get("known", 0)
    while True:
        waiting = persons_to_ask(school_id=school_id, month=month, on_date=today, after=after)
        persons = list(waiting[:CHUNK])
        if not persons:
            break
        answers = ask_about(persons=persons)
        with transaction.atomic():
            known += remember_answers(checks=answers)
            done, after = done + len(persons), persons[-1].pk
            run.checkpoint(
                cursor={"after": after, "done": done, "known": known},
                done=done,
                total=max(total, done),
            )
    with transaction.atomic():
        if known or not attempt:
            outbox.emit("schools.persons_checked", school_id=school_id, month=str(month))
        if done > known:
            _again_later(school_id=school_id, month=month, attempt=attempt + 1)
        run.checkpoint(cursor=run.cursor, done=done, total=done, known=known, unknown=done - known)


def _again_later(*, school_id: int, month: Month, attempt: int) -> None:
    """Leave a row for the sweeper; nobody is rung now. Real time, as for every lease."""
    if attempt > _MOST_ATTEMPTS:
        return
    pause = min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE)
    Job.objects.create(
        kind=CHECK_PERSONS,
        params={"school_id": school_id, "month": str(month), "attempt": attempt},
        created_at=clock.now(),
        due_at=Now() + Value(pause),
    )


@job(ERASE_BODIES)
def erase_old_bodies(run: JobRun) -> None:
    """Erase the bodies whose term is over, slice by slice; a killed run goes on where it was."""
    before = kept_since(clock.now())
    done = (run.cursor or {}).get("done", 0)
    while True:
        with transaction.atomic():
            gone = erase_bodies(before=before)
            done += gone
            run.checkpoint(cursor={"done": done}, done=done, erased=done)
        if gone < SLICE:
            return
