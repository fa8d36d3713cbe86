"""The words of a payment order that a bank reads: purpose of payment and code of the payment."""

import datetime as dt
import re

from core.periods import Month

PURPOSE_LENGTH = 412
"""Characters of «назначение платежа» that МТ100 carries (6 lines)."""

_STREAMS = {
    "tuition": "обучение (А1)",
    "construction": "строительство (А2)",
    "reconstruction": "реконструкция (А3)",
}
_MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
_FOREIGN = re.compile(r"[^0-9A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі№«»\"'(),.:;/+\- ]")


def payment_code(*, payer_code: str, payee_code: str, purpose_code: str) -> str:
    """ЕКНП in one word: КОд + КБе + currency + КНП, e.g. ``1217KZT859``."""
    return f"{payer_code}{payee_code}KZT{purpose_code}"


def purpose_text(
    *,
    act_number: str,
    act_signed_on: dt.date,
    month: Month,
    contract_number: str,
    contract_date: dt.date,
    stream: str,
) -> str:
    """Write the purpose of payment in Russian, at most 412 characters of kk and ru letters."""
    text = (
        f"Оплата по акту № {act_number} от {act_signed_on:%d.%m.%Y} "
        f"за {_MONTHS[month.month - 1]} {month.year} года "
        f"по договору № {contract_number} от {contract_date:%d.%m.%Y}. "
        f"Государственный образовательный заказ, {_STREAMS[stream]}. Без НДС"
    )
    return bank_text(text, PURPOSE_LENGTH)


def bank_text(text: str, length: int) -> str:
    """Keep what a bank's system carries: letters, digits, common signs; cut at ``length``."""
    plain = _FOREIGN.sub(" ", text.replace("–", "-").replace("—", "-"))
    return re.sub(r" +", " ", plain).strip()[:length].rstrip()
