"""Dates and numbers as readers of each language write them; sums alike in all three."""

import datetime as dt

import pytest
from django.utils import formats, translation

from core.money import format_tenge
from core.web.templatetags.ortabilim import whole, with_unit

DAY = dt.date(2025, 11, 4)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("ru", "4 ноября 2025 г.", "Ноябрь 2025"),
        ("kk", "2025 жылғы 4 қараша", "2025 жылғы қараша"),
        ("en", "4 November 2025", "November 2025"),
    ],
)
def test_dates_are_written_as_in_the_language(language: str, day: str, month: str) -> None:
    with translation.override(language):
        assert formats.date_format(DAY) == day
        assert formats.date_format(DAY, "YEAR_MONTH_FORMAT") == month
        assert formats.date_format(DAY, "SHORT_DATE_FORMAT") == "04.11.2025"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_count_and_a_sum_use_the_same_marks_in_every_language(language: str) -> None:
    with translation.override(language):
        assert whole(331852) == "331\u00a0852"
        assert formats.number_format("1234.5", force_grouping=True) == "1\u00a0234,5"
        assert format_tenge(1_234_50) == "1\u00a0234,50"


def test_the_unit_of_a_heading_is_not_left_alone_on_a_line() -> None:
    assert with_unit("Сумма, ₸") == "Сумма,\u00a0₸"
    assert with_unit("Месяц") == "Месяц"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("typed", ["2025-11-04", "04.11.2025"])
def test_a_day_may_be_typed_the_local_way_in_every_language(language: str, typed: str) -> None:
    with translation.override(language):
        read = [
            dt.datetime.strptime(typed, one).date()  # noqa: DTZ007
            for one in formats.get_format("DATE_INPUT_FORMATS")
            if _fits(typed, one)
        ]
    assert read == [DAY]


def _fits(text: str, pattern: str) -> bool:
    try:
        dt.datetime.strptime(text, pattern)  # noqa: DTZ007
    except ValueError:
        return False
    return True
