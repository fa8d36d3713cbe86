"""What the watch over all tests takes for somebody's number."""

import pytest

from tests.personal_traces import personal_numbers

IIN = "901203300562"


@pytest.mark.parametrize(
    "text",
    [
        f"/pupils/{IIN}/",
        f"/pupils/?iin={IIN}&page=2",
        f'{{"iin": "{IIN}"}}',
        f"iin{IIN}",
        f"pupil-{IIN}-2025",
        f"registry gbd_fl {IIN}: 200 [119547bf5eb04be0a95d901203300562]",
    ],
)
def test_a_full_number_is_noticed(text: str) -> None:
    assert personal_numbers(text) == [IIN]


@pytest.mark.parametrize(
    "text",
    [
        f"lms-calls:119547bf5eb04be0a95d{IIN}:vendor:2397",
        f'{{"id": "119547bf-5eb0-4be0-a95d-{IIN}"}}',
        f"sha256 a{IIN}f{'0c' * 25}",
        f"1{IIN}",
        "901203300563",
    ],
)
def test_chance_and_other_numbers_are_nobodys(text: str) -> None:
    assert personal_numbers(text) == []
