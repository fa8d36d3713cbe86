"""Parameters of registry checks that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

EVIDENCE_FRESH_DAYS = declare(
    "integrations.evidence_fresh_days",
    10,
    title=_("Сколько дней ответ реестра считается свежим"),
    source=_("допущение: проверка контингента не старше 10 дней на день акта"),
)

OUTAGE_AFTER_FAILURES = declare(
    "integrations.outage_after_failures",
    3,
    title=_("После скольких вопросов подряд без ответа сбой реестра записывается"),
    source=_("допущение: три вопроса подряд хотя бы о двух предметах"),
)
OUTAGE_HOURS_COST_A_DAY = declare(
    "integrations.outage_hours_cost_a_day",
    1,
    title=_("Сколько часов молчания реестра за день продлевают сроки на рабочий день"),
    source=_("допущение по правилам госзакупок: срок продлевается на время сбоя"),
)
