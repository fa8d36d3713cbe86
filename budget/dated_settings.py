"""Parameters of money and terms of this room, each with its source and mark."""

import datetime as dt

from django.utils.translation import gettext_noop as _

from core.models import SourceStatus
from core.settings_book import declare

MONTHS_BASE = declare(
    "budget.months_base",
    12,
    title=_("На сколько месяцев делится годовой норматив"),
    source=_("допущение: школы называют среди неоплаченных и летние месяцы (база 12)"),
)
DISTRIBUTION_VARIANT = declare(
    "budget.distribution_variant",
    "T",
    title=_("Вариант распределения остатка после первой смены"),
    source=_("слайд процесса: «остаток – пропорционально контингенту»; пределы — допущение"),
)
RESERVE_ORDER = declare(
    "budget.reserve_order",
    ["approved_at", "number"],
    title=_("Порядок заявок в резервном списке"),
    source=_("допущение: по времени одобрения, затем по номеру заявки"),
)
MODERATION_DAYS = declare(
    "budget.moderation_working_days",
    5,
    title=_("Срок рассмотрения заявки управлением, рабочих дней"),
    source=_("допущение: слайд процесса указывает «5 рабочих дней» без предмета срока"),
)
SCHOOL_DAYS = declare(
    "budget.school_working_days",
    5,
    title=_("Срок ответа школы на возврат заявки, рабочих дней"),
    source=_("слайд процесса: «5 рабочих дней» рядом со школой; отнесение к шагу — допущение"),
)
APPEAL_DAYS = declare(
    "budget.appeal_working_days",
    10,
    title=_("Срок рассмотрения обжалования отказа, рабочих дней"),
    source=_("допущение: срок в доступном тексте Механизма не найден"),
)
CHECK_RETRY_MINUTES = declare(
    "budget.check_retry_minutes",
    30,
    title=_("Через сколько минут повторить проверку, если реестр не ответил"),
    source=_("допущение: молчание реестра не является ни допуском, ни отказом"),
)
MRP_TIYN = "reference.mrp_tiyn"
for _since, _value in ((dt.date(2025, 1, 1), "393200"), (dt.date(2026, 1, 1), "432500")):
    declare(
        MRP_TIYN,
        _value,
        title=_("Месячный расчётный показатель (МРП), тиын"),
        source=f"закон о республиканском бюджете на {_since.year} год: {int(_value) // 100} ₸",
        status=SourceStatus.CONFIRMED,
        since=_since,
    )
FEE_CEILING_MRP = declare(
    "budget.parental_fee_ceiling_mrp",
    {"general": 1200, "international": 2400},
    title=_("Предел родительской платы в год, МРП"),
    source=_("приказ от 22.01.2020 № 29; принят ли проект снижения до 600 / 1200, не подтверждено"),
)
