"""What a school hands in by file."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models import SubmissionKind


class FileKind(models.TextChoices):
    """One file holds one of these."""

    PUPILS = "pupils", _("Ученики за месяц")
    TEACHERS = "teachers", _("Преподаватели за месяц")
    MARKS = "marks", _("Оценки за четверть")


class FileType(models.TextChoices):
    """By the bytes, never by the name."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


SUBMISSION_KIND = {
    FileKind.PUPILS: SubmissionKind.CONTINGENT,
    FileKind.TEACHERS: SubmissionKind.TEACHERS,
    FileKind.MARKS: SubmissionKind.GRADES,
}


@dataclass(frozen=True, slots=True)
class Caption:
    """Words of a column, ``ru kk en``, and its name in the API."""

    field: str
    ru: str
    kk: str
    en: str
    required: bool = True
    also: tuple[str, ...] = ()
    """Other captions that schools use."""

    def words(self, language: str) -> str:
        """The caption in a language of the portal."""
        return {"kk": self.kk, "en": self.en}.get(language, self.ru)


_IIN = Caption("iin", "ИИН", "ЖСН", "IIN", also=("ИИН ученика", "ЖСН/ИИН", "ИИН/ЖСН"))
_GRADE = Caption("grade", "Класс", "Сынып", "Grade", also=("Class", "Параллель"))
_NAME = Caption(
    "note",
    "ФИО (для себя, не передаётся)",
    "Аты-жөні (өзіңіз үшін, жіберілмейді)",
    "Name (for yourself, not sent)",
    required=False,
    also=("ФИО", "Аты-жөні", "Name", "Ученик", "ФИО ученика", "Преподаватель"),
)
PUPIL_COLUMNS = (
    _IIN,
    _NAME,
    _GRADE,
    Caption("birth_date", "Дата рождения", "Туған күні", "Birth date", also=("Date of birth",)),
    Caption("study_type", "Тип обучения", "Оқыту түрі", "Study type", also=("Вид обучения",)),
    Caption(
        "enrolled_on",
        "Дата зачисления",
        "Қабылданған күні",
        "Enrolled on",
        required=False,
        also=("Зачислен",),
    ),
    Caption(
        "left_on",
        "Дата выбытия",
        "Кеткен күні",
        "Left on",
        required=False,
        also=("Выбыл",),
    ),
    Caption("row_id", "row_id", "row_id", "row_id", required=False),
)
TEACHER_COLUMNS = (
    Caption("iin", "ИИН", "ЖСН", "IIN", also=("ИИН преподавателя", "ЖСН/ИИН", "ИИН/ЖСН")),
    _NAME,
    Caption("subject_id", "Предмет", "Пән", "Subject"),
    Caption(
        "hours", "Часов за месяц", "Айдағы сағат саны", "Hours a month", also=("Часы", "Hours")
    ),
)
MARK_COLUMNS = (
    _IIN,
    _NAME,
    _GRADE,
)
COLUMNS = {
    FileKind.PUPILS: PUPIL_COLUMNS,
    FileKind.TEACHERS: TEACHER_COLUMNS,
    FileKind.MARKS: MARK_COLUMNS,
}

WRONG = Caption("wrong", "Что не так", "Не дұрыс емес", "What is wrong", required=False)
MEND = Caption("mend", "Как исправить", "Қалай түзетуге болады", "How to mend", required=False)
MARKED = (WRONG, MEND)
"""The two columns that the file gets back; when it comes again they are passed over."""
