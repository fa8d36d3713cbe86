"""Teachers and marks of a school as pages show them, as its primary vendor last said."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Func, IntegerField, Sum
from django.utils.translation import get_language

from core.periods import Month
from schools.models import PeriodKind, QuarterMarks, School, Subject, TeacherHours
from schools.packing import unpack_hours
from schools.selectors.contingent import cut_off_day, primary_vendor

PAGE = 50
_BYTES_A_MARK = 3


@dataclass(frozen=True, slots=True)
class TaughtLine:
    """A subject of a teacher; hours with two places."""

    subject: str
    hours: str


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """One teacher of the table."""

    name: str
    masked: str
    subjects: tuple[TaughtLine, ...]
    hours: str


@dataclass(frozen=True, slots=True)
class MarksLine:
    """What was delivered of a quarter and a class."""

    quarter: Month
    grade: int
    pupils: int
    marks: int


def teaching_months(school: School) -> list[Month]:
    """Months with teachers, newest first."""
    days = (
        TeacherHours.objects.filter(school=school, kind=PeriodKind.MONTH)
        .order_by("-period")
        .values_list("period", flat=True)
        .distinct()
    )
    return [Month.of(day) for day in days]


def teacher_page(*, school: School, month: Month, number: str) -> Page:
    """A page of :class:`TeacherLine`; only its own names are opened."""
    rows = (
        TeacherHours.objects.filter(
            school=school,
            vendor=primary_vendor(school, cut_off_day(month)),
            period=month.first_day,
            kind=PeriodKind.MONTH,
        )
        .select_related("person")
        .order_by("person_id")
    )
    pages = Paginator(rows, PAGE)
    # Django cannot count a composite key
    pages.count = rows.order_by().values("person_id").count()
    page = pages.get_page(number)
    names = subject_names()
    page.object_list = [_line(row, names) for row in page.object_list]
    return page


def marks_delivered(school: School) -> list[MarksLine]:
    """Pupils and marks by quarter and class, the newest quarter first."""
    size = Func("marks", function="octet_length", output_field=IntegerField())
    rows = (
        QuarterMarks.objects.filter(school=school)
        .values("quarter", "grade")
        .annotate(pupils=Count("person_id", distinct=True), size=Sum(size))
        .order_by("-quarter", "grade")
    )
    return [
        MarksLine(
            Month.of(row["quarter"]), row["grade"], row["pupils"], row["size"] // _BYTES_A_MARK
        )
        for row in rows
    ]


def _line(row: TeacherHours, names: dict[int, str]) -> TeacherLine:
    return TeacherLine(
        name=row.person.name or "—",
        masked=row.person.masked,
        subjects=tuple(
            TaughtLine(names.get(subject, "—"), hours_words(hundredths))
            for subject, hundredths in unpack_hours(row.hours)
        ),
        hours=hours_words(row.total_hundredths),
    )


def hours_words(hundredths: int) -> str:
    """«72,50»; whole hours without places."""
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02d}" if part else str(whole)


def subject_names() -> dict[int, str]:
    """Number of a subject → its name in the language of the page."""
    language = (get_language() or "ru")[:2]
    field = f"name_{language}" if language in ("ru", "kk", "en") else "name_ru"
    return dict(Subject.objects.values_list("number", field))
