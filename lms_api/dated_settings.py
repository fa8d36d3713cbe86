"""Parameters of what comes in that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

FILE_KEPT_DAYS = declare(
    "files.kept_days",
    90,
    title=_("Сколько дней хранится загруженный школой файл"),
    source=_("допущение: до конца квартала, чтобы успеть исправить и сверить акт"),
)

DELIVERY_DAYS = declare(
    "delivery.month_working_days",
    3,
    title=_("Рабочих дней после конца месяца, чтобы LMS передала контингент и преподавателей"),
    source=_("допущение: до начала формирования актов"),
)
MARKS_DAYS = declare(
    "delivery.quarter_working_days",
    5,
    title=_("Рабочих дней после конца четверти, чтобы LMS передала оценки"),
    source=_("допущение"),
)
REQUEST_LOG_DAYS = declare(
    "lms.request_log_days",
    400,
    title=_("Сколько дней хранится строка журнала запросов LMS"),
    source=_("допущение: учебный год и квартал на разбор споров"),
)
