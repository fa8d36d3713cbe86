"""Parameters of registry checks that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

EVIDENCE_FRESH_DAYS = declare(
    "integrations.evidence_fresh_days",
    10,
    title=_("Сколько дней ответ реестра считается свежим"),
    source=_("допущение: проверка контингента не старше 10 дней на день акта"),
)
