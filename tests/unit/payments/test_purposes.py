"""What a bank reads in a payment order."""

import datetime as dt

from core.periods import Month
from payments.purposes import PURPOSE_LENGTH, bank_text, payment_code, purpose_text


def purpose(**changes: object) -> str:
    values = {
        "act_number": "ША-2025-10-0117",
        "act_signed_on": dt.date(2025, 11, 5),
        "month": Month(2025, 10),
        "contract_number": "ДГ-2025-0042",
        "contract_date": dt.date(2025, 9, 1),
        "stream": "tuition",
        **changes,
    }
    return purpose_text(**values)  # type: ignore[arg-type]


def test_the_purpose_names_act_contract_month_and_stream():
    assert purpose() == (
        "Оплата по акту № ША-2025-10-0117 от 05.11.2025 за октябрь 2025 года "
        "по договору № ДГ-2025-0042 от 01.09.2025. "
        "Государственный образовательный заказ, обучение (А1). Без НДС"
    )


def test_the_purpose_never_exceeds_what_a_bank_carries():
    assert len(purpose(contract_number="Д" * 500)) <= PURPOSE_LENGTH


def test_kazakh_letters_stay_and_strange_signs_go():
    assert bank_text("ТОО «Әлем — Қала»\n😀 №1", 100) == "ТОО «Әлем - Қала» №1"


def test_the_code_of_payment_is_one_word():
    assert payment_code(payer_code="12", payee_code="17", purpose_code="859") == "1217KZT859"
