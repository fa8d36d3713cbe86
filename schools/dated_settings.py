"""Parameters of digitisation and of the contingent that are data with a date and a source."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop as _

from core import settings_book
from core.models import SourceStatus
from core.settings_book import declare

FIRST_DAY = dt.date(2025, 1, 1)
"""The settings below begin here; months before it follow their first value."""


def setting(key: str, on_date: dt.date) -> Any:
    """The value of a setting of this room on a day, also before the book begins."""
    return settings_book.value(key, max(on_date, FIRST_DAY))


SCHOOL_DAYS = declare(
    "terms.school_days",
    5,
    title=_("Рабочих дней у школы на её шаг"),
    source=_("презентация OrtaBilim, стр. 5: «5 рабочих дней» у школы; на какой шаг, не сказано"),
)
DEPARTMENT_DAYS = declare(
    "terms.department_days",
    5,
    title=_("Рабочих дней у управления образования на его шаг"),
    source=_("допущение: тот же срок, что у школы"),
)
APPEAL_DAYS = declare(
    "schools.appeal_working_days",
    10,
    title=_("Срок рассмотрения обжалования отказа в оцифровке, рабочих дней"),
    source=_("допущение: тот же срок, что у обжалования заявки"),
)
PERMIT_COVERS_ALL_SHIFTS = declare(
    "capacity.permit_covers_all_shifts",
    True,
    title=_("Санитарное заключение считает места всех смен вместе"),
    source=_("допущение по примеру 482 / 442 / 793: больше 442 мест не финансируется"),
)
CUT_OFF_DAY = declare(
    "contingent.cut_off_day",
    "last",
    title=_("День месяца, на который считается контингент (last: последний)"),
    source=_("допущение: последний день месяца"),
)
DROP_PERCENT = declare(
    "contingent.quarantine_drop_percent",
    20,
    title=_("Падение числа учеников в процентах, после которого школа подтверждает данные"),
    source=_("договорённость LMS API, раздел 5"),
    status=SourceStatus.CONFIRMED,
)
DROP_PUPILS = declare(
    "contingent.quarantine_drop_pupils",
    10,
    title=_("Падение числа учеников, после которого школа подтверждает данные"),
    source=_("договорённость LMS API, раздел 5"),
    status=SourceStatus.CONFIRMED,
)
RAW_BODY_YEARS = declare(
    "lms.raw_body_years",
    5,
    title=_("Сколько лет хранится тело передачи LMS"),
    source=_("допущение: срок хранения первичных учётных документов, 5 лет"),
)
PROOFS_OF_CORRECTION = declare(
    "study_proofs.of_correction",
    "pmpc_conclusion",
    title=_("Чем подтверждается коррекционный класс"),
    source=_("допущение: заключение ПМПК (приказ МОН РК от 27.05.2020 № 223, приложение 1)"),
)
PROOFS_OF_SPECIAL_NEEDS = declare(
    "study_proofs.of_special_needs",
    "pmpc_conclusion",
    title=_("Чем подтверждаются особые образовательные потребности"),
    source=_("допущение: заключение ПМПК (приказ МОН РК от 27.05.2020 № 223, приложение 1)"),
)
PROOFS_OF_HOME = declare(
    "study_proofs.of_home",
    "vkk_conclusion pmpc_conclusion",
    title=_("Чем подтверждается обучение на дому"),
    source=_(
        "допущение: заключение ВКК или ПМПК (приказ МОН РК от 27.05.2020 № 223, приложение 3)"
    ),
)
PROOF_EXPIRES_DAYS = declare(
    "study_proofs.expiry_days",
    30,
    title=_("За сколько дней предупреждать об окончании документа об особых условиях обучения"),
    source=_("допущение"),
)
