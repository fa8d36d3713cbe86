"""Pupils of a school's month as pages show them: name, masked IIN, what the checks say."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from core.periods import Month
from schools.models import DuplicateCase, LifeStatus, PupilMonth, School, Submission
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.statuses import DuplicateCaseStatus, SubmissionStatus

PAGE = 50


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One row of the pupils' table."""

    name: str
    masked: str
    grade: int
    study_type: Any
    enrolled_on: dt.date | None
    left_on: dt.date | None
    tone: str
    check: Any


def months_of(school: School) -> list[Month]:
    """Months for which the primary vendor reported, newest first."""
    days = (
        PupilMonth.objects.filter(source__school=school)
        .order_by("-month")
        .values_list("month", flat=True)
        .distinct()
    )
    return [Month.of(day) for day in days]


def pupil_page(*, school: School, month: Month, number: int) -> Page:
    """A page of :class:`PupilLine`; only its own names are opened."""
    vendor = primary_vendor(school, cut_off_day(month))
    rows = (
        PupilMonth.objects.filter(
            source__school=school, source__vendor=vendor, month=month.first_day
        )
        .select_related("person")
        .order_by("grade", "person_id")
    )
    pages = Paginator(rows, PAGE)
    # Django cannot count a composite key
    pages.count = rows.order_by().values("person_id").count()
    page = pages.get_page(number)
    disputed = _disputed(month, [row.person_id for row in page.object_list])
    page.object_list = [_line(row, disputed.get(row.person_id)) for row in page.object_list]
    return page


def waiting_submissions(school: School) -> list[Submission]:
    """Pushes that wait for the school's word."""
    return list(
        Submission.objects.filter(
            school=school, status=SubmissionStatus.QUARANTINED
        ).select_related("vendor")
    )


def _disputed(month: Month, persons: list[int]) -> dict[int, str]:
    return dict(
        DuplicateCase.objects.filter(month=month.first_day, person_id__in=persons)
        .exclude(status=DuplicateCaseStatus.RESOLVED)
        .values_list("person_id", "number")
    )


def _line(row: PupilMonth, case: str | None) -> PupilLine:
    person = row.person
    if person.life_status == LifeStatus.NOT_ALIVE:
        tone, check = "stop", _("Жизненный статус не соответствует")
    elif case:
        tone, check = "warn", _("Заявлен двумя организациями: дело %(number)s") % {"number": case}
    elif person.life_status == LifeStatus.UNKNOWN:
        tone, check = "warn", _("Ждёт ответа ГБД ФЛ")
    else:
        tone, check = "ok", _("Проверен %(day)s") % {"day": f"{person.facts_on:%d.%m.%Y}"}
    return PupilLine(
        name=person.name or "—",
        masked=person.masked,
        grade=row.grade,
        study_type=row.get_study_type_display(),
        enrolled_on=row.enrolled_on,
        left_on=row.left_on,
        tone=tone,
        check=check,
    )
