"""Parameters of payment orders that are data with a date and a source."""

from django.utils.translation import gettext_noop as _

from core.settings_book import declare

PURPOSE_CODE = declare(
    "payments.purpose_code",
    "859",
    title=_("КНП платёжного поручения за образовательные услуги"),
    source=_("уточняется у Финансового центра; ЕКНП: постановление НБ РК № 203 от 31.08.2016"),
)
STATEMENT_WAIT_DAYS = declare(
    "payments.statement_wait_days",
    2,
    title=_("Через сколько рабочих дней отправленное поручение без выписки считается просроченным"),
    source=_("трёхсторонняя сверка акта, поручения и выписки: не дольше 2 рабочих дней"),
)
