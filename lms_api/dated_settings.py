"""Parameters of what comes in that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

FILE_KEPT_DAYS = declare(
    "files.kept_days",
    90,
    title=_("Сколько дней хранится загруженный школой файл"),
    source=_("допущение: до конца квартала, чтобы успеть исправить и сверить акт"),
)
