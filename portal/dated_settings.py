"""Parameters of notifications that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

SMS_HOURS = declare(
    "notifications.sms_hours",
    [9, 21],
    title=_("Часы, в которые уходят SMS: с какого и до какого"),
    source=_("допущение: ночью людям не пишут"),
)
