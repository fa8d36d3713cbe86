"""What a push makes of the month's act: before it is formed, and what came of it later."""

from typing import Any

from accounts.models import Organisation
from acts.models import Act
from acts.services.forecast import forecast
from acts.statuses import ActKind, ActStatus
from core.identifiers import Iin
from core.periods import Month
from schools.models import Person, PupilMonth, School, Submission, SubmissionKind
from schools.rules_of_rows import GoodRow
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.submission_result import SubmissionResult


def forecast_of(
    *,
    school: School,
    vendor: Organisation,
    month: Month,
    result: SubmissionResult,
    is_patch: bool,
) -> dict[str, Any]:
    """``{"forecast": …}`` in strings of tiyn; nothing where no contract or not this vendor pays."""
    if result.is_refused or primary_vendor(school, cut_off_day(month)) != vendor:
        return {}
    rows = list(result.good)
    if is_patch:
        rows += _untouched(school, vendor, month, {row.iin for row in rows})
    told = forecast(school=school, month=month, rows=rows)
    if told is None:
        return {}
    return {
        "forecast": {
            "act_tiyn": str(told.act_tiyn),
            "held_tiyn": str(told.held_tiyn),
            "waiting_tiyn": str(told.waiting_tiyn),
        }
    }


def money_effect(*, submission: Submission) -> dict[str, Any]:
    """``{"money": …}``: what the month's act pays, holds and awaits by the data in force.

    Only for the contingent that feeds the act.
    """
    if submission.kind != SubmissionKind.CONTINGENT or submission.status != "applied":
        return {}
    month = Month.of(submission.month)
    vendor = primary_vendor(submission.school, cut_off_day(month))
    if vendor is None or vendor.pk != submission.vendor_id:
        return {}
    act = (
        Act.objects.filter(
            school_id=submission.school_id, month=submission.month, kind=ActKind.MAIN
        )
        .exclude(status__in=(ActStatus.ANNULLED, ActStatus.AWAITING_DATA))
        .first()
    )
    if act is None:
        return {"money": None}
    return {
        "money": {
            "act_status": act.status,
            "act_tiyn": str(act.amount_tiyn),
            "held_tiyn": str(act.held_tiyn),
        }
    }


def _untouched(
    school: School, vendor: Organisation, month: Month, named: set[Iin]
) -> list[GoodRow]:
    """Rows of the month that a patch does not name."""
    rows = PupilMonth.objects.filter(
        source__school=school, source__vendor=vendor, month=month.first_day
    )
    people = Person.objects.in_bulk(list(rows.values_list("person_id", flat=True)))
    found = []
    for row in rows:
        iin = people[row.person_id].reveal_iin()
        if iin not in named:
            found.append(GoodRow(-1, iin, row.grade, row.study_type, row.enrolled_on, row.left_on))
    return found
