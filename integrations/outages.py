"""The register of outages: when a registry fell silent, what waits, when it answered again.

Told by the evidence itself as it is written. Silence decides nothing: it only moves terms.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, outbox, settings_book
from core.periods import ALMATY, WorkingCalendar
from core.workflow import record_note
from integrations.dated_settings import OUTAGE_AFTER_FAILURES, OUTAGE_HOURS_COST_A_DAY
from integrations.models import Evidence, EvidenceOutcome, Outage
from integrations.outage_days import lost_working_days
from integrations.sources import short_name

ANSWERED_AGAIN = "integrations.answered_again"
EXTENDED = "extend_term"
_ANSWERED = (EvidenceOutcome.OK, EvidenceOutcome.NOT_FOUND)
_SUBJECTS_AT_LEAST = 2
"""One subject may be what the registry stumbles over; two are the registry."""
_LOOK_BACK = 500


def note_answers(rows: Sequence[Evidence]) -> None:
    """Read what the newest questions to one registry say of it. Inside the caller's transaction."""
    answered = [row.answered_at for row in rows if row.outcome in _ANSWERED]
    silent = [row for row in rows if row.outcome == EvidenceOutcome.UNAVAILABLE]
    if answered:
        _close(rows[0].source, at=min(answered))
    elif silent:
        _go_on(silent)


def open_outages() -> models.QuerySet[Outage]:
    """Registries that are silent now, the longest first."""
    return Outage.objects.filter(ended_at__isnull=True).order_by("began_at")


def kept_waiting(outage: Outage, subject_kind: str) -> models.QuerySet[Evidence]:
    """Subjects (``subject_id``) of a kind about which the registry did not answer in the outage."""
    rows = Evidence.objects.filter(
        source=outage.source,
        subject_kind=subject_kind,
        outcome=EvidenceOutcome.UNAVAILABLE,
        asked_at__gte=outage.began_at,
    )
    if outage.ended_at is not None:
        rows = rows.filter(asked_at__lte=outage.ended_at)
    return rows.values("subject_id")


def days_lost(outage: Outage) -> int:
    """Working days by which terms are moved after an ended outage."""
    assert outage.ended_at is not None
    hours = int(settings_book.value(OUTAGE_HOURS_COST_A_DAY, clock.local_date(outage.ended_at)))
    return lost_working_days(outage.began_at, outage.ended_at, hours_that_cost_a_day=hours)


def extend_terms(outage: Outage, rows: models.QuerySet, *, subject_kind: str) -> int:
    """Give the records that waited for the registry the working days it was silent.

    ``rows`` are the records whose move depends on its answer; they have ``due_on``. Each gets a
    line of its history. Returns how many were given time.
    """
    days = days_lost(outage)
    if not days:
        return 0
    waited = rows.filter(
        pk__in=kept_waiting(outage, subject_kind), due_on__isnull=False
    ).select_for_update(of=("self",))
    calendar = WorkingCalendar()
    with transaction.atomic():
        given = list(waited.order_by("pk"))
        for record in given:
            record.due_on = calendar.add_working_days(record.due_on, days)
            record.save(update_fields=["due_on"])
            record_note(record, EXTENDED, reason=_why(outage, days))
        Outage.objects.filter(pk=outage.pk).update(extended_terms=F("extended_terms") + len(given))
    return len(given)


def _why(outage: Outage, days: int) -> str:
    assert outage.ended_at is not None
    silence = _("%(registry)s: нет ответа с %(began)s по %(ended)s") % {
        "registry": short_name(outage.source),
        "began": _moment(outage.began_at),
        "ended": _moment(outage.ended_at),
    }
    more = ngettext(
        "срок продлён на %(days)d рабочий день", "срок продлён на %(days)d рабочих дней", days
    )
    return f"{silence}; {more % {'days': days}}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(ALMATY):%d.%m.%Y %H:%M}"


def _close(source: str, *, at: dt.datetime) -> None:
    for outage in open_outages().filter(source=source).select_for_update():
        outage.ended_at = max(at, outage.last_failed_at)
        outage.waiting = _waiting(outage)
        outage.save(update_fields=["ended_at", "waiting"])
        outbox.emit_if_handled(ANSWERED_AGAIN, outage_id=outage.pk)


def _go_on(silent: Sequence[Evidence]) -> None:
    source, last = silent[-1].source, max(row.answered_at for row in silent)
    outage = open_outages().filter(source=source).select_for_update().first()
    if outage is not None:
        outage.last_failed_at = max(last, outage.last_failed_at)
        outage.failures += len(silent)
        outage.reason = silent[-1].reason
        outage.waiting = _waiting(outage)
        outage.save(update_fields=["last_failed_at", "failures", "reason", "waiting"])
        return
    streak = _unanswered_in_a_row(source)
    enough = int(settings_book.value(OUTAGE_AFTER_FAILURES))
    if len(streak) < enough or len({row[:2] for row in streak}) < _SUBJECTS_AT_LEAST:
        return
    opened = Outage(
        source=source,
        began_at=min(row[2] for row in streak),
        last_failed_at=last,
        failures=len(streak),
        reason=silent[-1].reason,
    )
    opened.waiting = _waiting(opened)
    # another worker may open it at the same moment: one row a registry
    Outage.objects.bulk_create([opened], ignore_conflicts=True)


def _unanswered_in_a_row(source: str) -> list[tuple[str, int, dt.datetime]]:
    """Kind, subject and time of the newest questions, back to the last answer."""
    newest = (
        Evidence.objects.filter(source=source)
        .order_by("-id")
        .values_list("subject_kind", "subject_id", "asked_at", "outcome")[:_LOOK_BACK]
    )
    silent = takewhile(lambda row: row[3] == EvidenceOutcome.UNAVAILABLE, newest)
    return [(kind, subject, asked) for kind, subject, asked, _outcome in silent]


def _waiting(outage: Outage) -> dict[str, int]:
    rows = Evidence.objects.filter(
        source=outage.source,
        outcome=EvidenceOutcome.UNAVAILABLE,
        asked_at__gte=outage.began_at,
    )
    counted = (
        rows.order_by()
        .values("subject_kind")
        .annotate(subjects=models.Count("subject_id", distinct=True))
    )
    return {row["subject_kind"]: row["subjects"] for row in counted}
