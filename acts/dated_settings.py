"""Parameters of acts that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.models import SourceStatus
from core.settings_book import declare

LINE_ORDER = declare(
    "acts.line_order",
    ["enrolled_on", "first_seen_on", "person_id"],
    title=_("Порядок учеников в акте: последние стоят сверх мощности и сверх договора"),
    source=_("допущение: дата зачисления, первое появление в данных, номер записи"),
)
INVOICE_DAYS = declare(
    "acts.invoice_working_days",
    5,
    title=_("Рабочих дней у школы, чтобы выписать ЭСФ после подписания акта"),
    source=_("допущение: срок шага школы со слайда процесса"),
)
REGISTER_DAYS = declare(
    "acts.register_working_days",
    3,
    title=_("Рабочих дней у Финансового центра, чтобы принять или вернуть реестр"),
    source=_("допущение"),
)
INVOICE_SEARCH_DAYS = declare(
    "acts.invoice_search_days",
    90,
    title=_("За сколько дней до сегодняшнего искать ЭСФ акта"),
    source=_("допущение: предел одного запроса ИС ЭСФ — квартал"),
    status=SourceStatus.ASSUMPTION,
)
