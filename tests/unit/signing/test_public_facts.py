"""Only known facts appear on a public page, in words."""

import pytest

from signing.facts import public_facts


def lines(facts: dict[str, object]) -> dict[str, str]:
    return {str(fact.label): fact.value for fact in public_facts(facts)}


@pytest.mark.parametrize(
    ("facts", "label", "value"),
    [
        ({"amount_tiyn": "2241864000"}, "Сумма", "22\u00a0418\u00a0640,00\u00a0₸"),
        ({"month": "2025-10"}, "Месяц услуги", "октябрь 2025"),
        ({"date": "2025-11-07"}, "Дата", "07.11.2025"),
        ({"parties": [{"name": "УО", "bin": "201150000110"}]}, "Сторона", "УО, БИН 201150000110"),
        ({"schools": 0}, "Школ", "0"),
    ],
)
def test_fact_in_words(facts: dict[str, object], label: str, value: str) -> None:
    assert lines(facts) == {label: value}


@pytest.mark.parametrize("facts", [{"pupils": ["•••• 4417"]}, {"number": ""}, {"number": None}])
def test_unknown_and_empty_facts_stay_hidden(facts: dict[str, object]) -> None:
    assert lines(facts) == {}
