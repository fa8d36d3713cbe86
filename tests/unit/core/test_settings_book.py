"""A dated setting answers by the day, and last year's answer stays."""

import datetime as dt

import pytest

from core import settings_book
from core.models import DatedSetting

KEY = "test.months_base"


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        DatedSetting(key=KEY, value=9, since=dt.date(2025, 1, 1)),
        DatedSetting(key=KEY, value=12, since=dt.date(2025, 9, 1)),
        DatedSetting(key="test.other", value=1, since=dt.date(2025, 1, 1)),
    ]
    monkeypatch.setattr(settings_book, "_book", lambda: rows)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (dt.date(2025, 1, 1), 9),
        (dt.date(2025, 8, 31), 9),
        (dt.date(2025, 9, 1), 12),
        (dt.date(2030, 1, 1), 12),
    ],
)
def test_the_latest_value_that_has_begun_is_in_force(day: dt.date, value: int) -> None:
    assert settings_book.value(KEY, day) == value


def test_before_the_first_day_nothing_is_in_force() -> None:
    with pytest.raises(settings_book.UnknownSetting):
        settings_book.value(KEY, dt.date(2024, 12, 31))


def test_an_unknown_key_is_an_error_and_not_a_default() -> None:
    with pytest.raises(settings_book.UnknownSetting):
        settings_book.value("test.misspelt", dt.date(2025, 9, 1))


def test_every_declared_setting_has_a_source_and_one_value_a_day() -> None:
    declared = settings_book.declarations()
    assert declared
    assert all(one.source.strip() and str(one.title).strip() for one in declared)
    assert len({(one.key, one.since) for one in declared}) == len(declared)
