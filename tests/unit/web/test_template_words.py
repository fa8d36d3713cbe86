"""Filters that put values into words."""

import datetime as dt

import pytest
from django.utils import translation

from core.periods import Month
from core.web.templatetags import ortabilim as words


@pytest.fixture(autouse=True)
def _in_russian() -> object:
    with translation.override("ru"):
        yield


def test_money_is_grouped_with_no_break_spaces() -> None:
    assert words.money(2241864000) == "22\u00a0418\u00a0640,00"


def test_money_not_known_is_a_dash_and_zero_is_zero() -> None:
    assert words.money(None) == "—"
    assert words.money(0) == "0,00"


@pytest.mark.parametrize(
    ("tiyn", "text"),
    [(0, "0,0"), (4_999_999, "0,0"), (5_000_000, "0,1"), (164_691_357_800, "1\u00a0646,9")],
)
def test_millions_round_half_up_to_one_decimal(tiyn: int, text: str) -> None:
    assert words.millions(tiyn) == text


@pytest.mark.parametrize("value", [dt.date(2025, 10, 1), Month(2025, 10)])
def test_a_month_is_named(value: object) -> None:
    assert words.month(value) == "октябрь 2025"


def test_a_moment_is_shown_in_the_time_of_kazakhstan() -> None:
    assert words.short_date(dt.datetime(2025, 11, 14, 13, 30, tzinfo=dt.UTC)) == "14.11.2025 18:30"
    assert words.short_date(dt.date(2025, 11, 14)) == "14.11.2025"


def test_an_iin_shows_four_digits() -> None:
    assert words.masked_iin("850101450018") == "•••• 0018"


def test_counts_are_grouped() -> None:
    assert words.whole(331852).replace("\u00a0", " ") == "331 852"


def test_a_tag_escapes_its_word() -> None:
    assert words.tag("<b>", "ok") == '<span class="tag tag-ok">&lt;b&gt;</span>'


def test_percent_never_leaves_its_bounds() -> None:
    assert [words.percent_of(*pair) for pair in ((1, 3), (5, 3), (1, 0))] == [33, 100, 0]
