"""Who can mend what keeps a pupil's money back, and how: one entry for every code.

Codes are the reasons of act lines (``acts.calculations.Reason``) and those of rows that were not
taken (``schools.row_texts``). A reason that nobody has to mend (a pupil left) has no entry.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acts.calculations import Reason
from acts.reasons import WORDS
from schools.row_texts import TEXTS


class Fixer(models.TextChoices):
    """Whose move it is."""

    SCHOOL = "school", _("Школа")
    VENDOR = "vendor", _("Поставщик LMS")
    REGISTRY = "registry", _("Реестр")
    DEPARTMENT = "department", _("Управление образования")


@dataclass(frozen=True, slots=True)
class Cure:
    """Who mends it and how, in words."""

    fixer: Fixer
    how: Any


OF_REASONS: dict[str, Cure] = {
    Reason.NO_NORM: Cure(
        Fixer.DEPARTMENT, _("Если класс должен финансироваться, внесите норматив с датой.")
    ),
    Reason.NOT_ALIVE: Cure(
        Fixer.SCHOOL, _("Сверьте ИИН с документом ученика; при ошибке передайте верный ИИН.")
    ),
    Reason.NOT_CITIZEN: Cure(
        Fixer.SCHOOL, _("Сверьте ИИН и документы: финансируются граждане Казахстана.")
    ),
    Reason.CASE_LOST: Cure(
        Fixer.SCHOOL, _("Уберите ученика из LMS или обжалуйте решение по делу.")
    ),
    Reason.SAME_OWNER: Cure(
        Fixer.SCHOOL, _("Оставьте ученика в одной из ваших школ: передайте дату выбытия в другой.")
    ),
    Reason.CLAIMED_ELSEWHERE: Cure(
        Fixer.DEPARTMENT, _("Решите дело о споре; школы прикладывают документы о зачислении.")
    ),
    Reason.FUNDED_ELSEWHERE: Cure(
        Fixer.DEPARTMENT, _("Сверьте, где учится ученик: месяц стоит в акте другой школы.")
    ),
    Reason.REGISTRY_SILENT: Cure(Fixer.REGISTRY, _("Ничего не делайте: запрос повторится сам.")),
    Reason.REGISTRY_STALE: Cure(Fixer.REGISTRY, _("Ничего не делайте: запрос повторится сам.")),
    Reason.NO_DOCUMENT: Cure(
        Fixer.SCHOOL, _("Приложите документ об особом типе обучения: разница выплатится.")
    ),
    Reason.OVER_CAPACITY: Cure(
        Fixer.SCHOOL, _("Если мест стало больше, обновите заключение и мощность в паспорте.")
    ),
    Reason.OVER_CONTRACT: Cure(
        Fixer.DEPARTMENT, _("Нужны деньги сверх договора: дополнительный приём или соглашение.")
    ),
}

_BY_SCHOOL = frozenset(
    {
        "IIN_CHECKSUM", "IIN_DATE", "BIRTH_DATE_MISMATCH", "AGE_RANGE", "ENROLLED_BEFORE_BIRTH",
        "ENROLLED_AFTER_MONTH", "LEFT_BEFORE_MONTH", "DATES_REVERSED", "GRADE_RANGE",
        "HOURS_RANGE", "TEACHER_AGE", "MARK_VALUE", "PUPIL_NOT_REPORTED", "DROP_QUARANTINED",
        "K4", "CITIZENSHIP", "NO_DOCUMENT", "SIBLING_SCHOOL", "NOT_PRIMARY",
    }
)  # fmt: skip
"""A wrong value that people typed: the school corrects it in its LMS. All else is the LMS's own."""

_BY_OTHERS = {"K4_WAITING": Fixer.REGISTRY, "K5": Fixer.DEPARTMENT}

NO_DATA = "NO_DATA"
"""Of a school's ended month nothing was taken: not a row's code, but the dearest of all."""
_NO_DATA_CURE = Cure(Fixer.VENDOR, _("Передайте контингент месяца: без него акт не сформируется."))

NOT_ERRORS = frozenset({"", str(Reason.LEFT), str(Reason.NOT_ENROLLED_YET)})
"""Reasons that are facts: the pupil came later or has left."""


def fixer_of(code: str) -> str:
    """Whose move a code is; empty where nobody has to do anything."""
    if code in OF_REASONS:
        return str(OF_REASONS[code].fixer)
    if code == NO_DATA:
        return str(_NO_DATA_CURE.fixer)
    if code in NOT_ERRORS:
        return ""
    if code in _BY_OTHERS:
        return str(_BY_OTHERS[code])
    return str(Fixer.SCHOOL if code in _BY_SCHOOL else Fixer.VENDOR)


def text_of(code: str) -> Any:
    """What is wrong, in the language of the page."""
    if code in WORDS:
        return WORDS[code]
    if code == NO_DATA:
        return _("Контингент месяца не передан: ждёт вся сумма месяца по договору")
    return _row_words(TEXTS[code].message) if code in TEXTS else code


def cure_of(code: str) -> Any:
    """How to mend it, in the language of the page."""
    if code in OF_REASONS:
        return OF_REASONS[code].how
    if code == NO_DATA:
        return _NO_DATA_CURE.how
    return _row_words(TEXTS[code].how_to_fix) if code in TEXTS else ""


def _row_words(words: dict[str, str]) -> str:
    return words.get(get_language() or "ru", words["ru"])
