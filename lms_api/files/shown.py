"""What the pages of a file show: its stage, its findings in words, its source of the act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.web.templatetags.ortabilim import month as in_words
from core.web.templatetags.ortabilim import short_date
from lms_api.files.forms import quarter_words
from lms_api.files.kinds import COLUMNS, FileKind
from lms_api.files.models import FileUpload
from lms_api.files.report import findings_of
from lms_api.files.texts import said
from schools.models import LmsBinding, School, Subject
from schools.selectors.contingent import in_force
from schools.statuses import SubmissionStatus

PAGE = 50
_STAGES = {
    "unreadable": (_("Не прочитан"), "stop"),
    "stopped": (_("Не принят: месяц закрыт"), "stop"),
    "checking": (_("Проверяется"), "info"),
    "waiting": (_("Проверен, ждёт вас"), "warn"),
    "accepting": (_("Принимается"), "info"),
    SubmissionStatus.APPLIED: (_("Принят"), "ok"),
    SubmissionStatus.QUARANTINED: (_("Ждёт подтверждения школы"), "warn"),
    SubmissionStatus.REJECTED: (_("Отклонён"), "stop"),
    SubmissionStatus.SUPERSEDED: (_("Заменён новым"), "plain"),
}
ROWS_LABELS = {
    FileKind.PUPILS: _("Учеников в файле"),
    FileKind.TEACHERS: _("Преподавателей в файле"),
    FileKind.MARKS: _("Учеников в файле"),
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a row of the table."""

    line: int | None
    column: str
    code: str
    tone: str
    text: str
    remedy: str


def stage_of(upload: FileUpload) -> tuple[Any, str]:
    """Words and tone of where a file stands."""
    told = upload.told
    if upload.submission is not None:
        stage = upload.submission.status
    elif "unreadable" in told or "stopped" in told:
        stage = "unreadable" if "unreadable" in told else "stopped"
    elif not told:
        stage = "checking"
    else:
        stage = "accepting" if upload.accepted_at else "waiting"
    return _STAGES.get(stage, (stage, "plain"))


def period_words(upload: FileUpload) -> str:
    """«октябрь 2025», «1 четверть 2025–26»."""
    if upload.kind == FileKind.MARKS:
        return quarter_words(upload.period)
    return str(in_words(upload.month))


def next_text(report: dict[str, Any]) -> str:
    """What accepting a checked file means."""
    if report.get("rejected"):
        return str(
            _(
                "Верные строки станут данными периода целиком. Строки с ошибками в них не войдут,"
                " пока вы не загрузите исправленный файл."
            )
        )
    return str(_("Ошибок нет. Эти строки станут данными периода целиком."))


def done_text(upload: FileUpload) -> str:
    """Revision, who accepted and when."""
    if upload.submission is None or upload.accepted_by is None:
        return ""
    return str(
        _("Ревизия %(revision)d · %(who)s · %(when)s")
        % {
            "revision": upload.submission.revision,
            "who": upload.accepted_by.user.short_name,
            "when": short_date(upload.accepted_at),
        }
    )


def finding_page(upload: FileUpload, *, number: str) -> Page[Any]:
    """A page of :class:`FindingLine`: errors and warnings by line of the file."""
    report = upload.report or {}
    found = [one for one in findings_of(report) if one.line is not None]
    page: Page[Any] = Paginator(found, PAGE).get_page(number)
    words = _column_words(upload, report.get("places", {}))
    page.object_list = [_line(one, words) for one in page.object_list]
    return page


def general_findings(upload: FileUpload) -> list[FindingLine]:
    """What is said of the file as a whole; whose data feed the act is told elsewhere."""
    return [
        _line(one, {})
        for one in findings_of(upload.report or {})
        if one.line is None and one.code != "NOT_PRIMARY"
    ]


def names_of(names: Iterable[str], kind: str) -> str:
    """Captions of fields in the language of the page; other names (sheets) as they are."""
    language = get_language() or "ru"
    captions = {one.field: one.words(language) for one in COLUMNS[FileKind(kind)]}
    return ", ".join(captions.get(name, name) for name in names)


def sources_of(schools: Iterable[School], *, on_date: Any) -> list[dict[str, Any]]:
    """By whose data the act of each school is built on a day."""
    primary = {
        one.school_id: one
        for one in LmsBinding.objects.filter(in_force(on_date), is_primary=True, school__in=schools)
        .select_related("vendor")
        .order_by("since", "pk")
    }
    return [
        {
            "school": school,
            "source": primary[school.pk].vendor if school.pk in primary else None,
            "is_file": school.pk in primary
            and primary[school.pk].vendor_id == school.organisation_id,
        }
        for school in schools
    ]


def _column_words(upload: FileUpload, places: dict[str, int]) -> dict[int, str]:
    language = get_language() or "ru"
    captions = {one.field: one.words(language) for one in COLUMNS[FileKind(upload.kind)]}
    if upload.kind == FileKind.MARKS:
        field = f"name_{language}"
        captions |= dict(Subject.objects.values_list("subject_id", field))
    return {place: captions.get(name, name) for name, place in places.items()}


def _line(finding: Any, words: dict[int, str]) -> FindingLine:
    text, remedy = said(finding.code, get_language() or "ru")
    return FindingLine(
        line=finding.line,
        column=words.get(finding.column, "") if finding.column is not None else "",
        code=finding.code,
        tone="stop" if finding.is_error else "warn",
        text=text,
        remedy=remedy,
    )
