"""From a cell to the value of the API: what is mended, and what is left for the rule to refuse."""

import datetime as dt

import pytest

from lms_api.files.cells import read_date, read_grade, read_hours, read_iin, read_word
from tests.factories.cast import synthetic_iin

BORN = dt.date(2008, 3, 7)
IIN = synthetic_iin(BORN)
LOST = IIN.lstrip("0")
OTHER = "140512550013"


def test_the_iin_of_the_tests_has_lost_a_zero():
    assert len(LOST) == 11


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (OTHER, OTHER),
        (int(OTHER), OTHER),
        (float(OTHER), OTHER),
        (f" {OTHER[:6]}\u00a0{OTHER[6:]} ", OTHER),
        (f"'{OTHER}", OTHER),
        (None, None),
        ("не ИИН", "неИИН"),
        ("1405125500131", "1405125500131"),
        (True, "True"),
    ],
)
def test_an_iin_is_read_as_text_of_digits(value, read):
    assert read_iin(value, born="2014-05-12") == (read, None)


@pytest.mark.parametrize("value", [LOST, int(LOST), float(LOST)])
def test_lost_zeros_come_back_with_a_warning(value):
    assert read_iin(value, born="2008-03-07") == (IIN, "IIN_ZEROS_RESTORED")


def test_five_lost_zeros_come_back():
    iin = synthetic_iin(dt.date(2000, 1, 5))
    assert read_iin(int(iin), born="2000-01-05") == (iin, "IIN_ZEROS_RESTORED")


@pytest.mark.parametrize(
    ("value", "born"),
    [
        (LOST, None),
        (LOST, "2008-03-08"),
        (LOST[:-1] + str((int(LOST[-1]) + 1) % 10), "2008-03-07"),
        (OTHER[:11], "2014-05-12"),
    ],
)
def test_zeros_are_never_guessed(value, born):
    assert read_iin(value, born=born) == (value, "IIN_ZEROS_LOST")


@pytest.mark.parametrize("value", ["1,40512E+11", "1.40512E+11", "8E+10"])
def test_lost_digits_are_told_apart(value):
    assert read_iin(value, born=None) == (value, "IIN_SCIENTIFIC")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (5, 5), (5.0, 5), ("5", 5), ("5 А", 5), ("11-Ә", 11), ("0", 0), ("10 «Б»", 10),
        ("5.0", 5), (13, 13), (5.5, "5.5"), ("пятый", "пятый"), ("5 АБ", "5 АБ"), (None, None),
        (True, "True"), ("105", "105"),
    ],
)  # fmt: skip
def test_a_grade_is_a_whole_number(value, read):
    assert read_grade(value) == (read, None)


@pytest.mark.parametrize(
    ("value", "read", "note"),
    [
        (dt.datetime.fromisoformat("2015-12-31"), "2015-12-31", None),
        (dt.datetime.fromisoformat("2015-12-31T09:30"), "2015-12-31", None),
        (dt.date(2015, 12, 31), "2015-12-31", None),
        (42369, "2015-12-31", None),
        (42369.0, "2015-12-31", None),
        ("42369", "2015-12-31", None),
        ("2015-12-31", "2015-12-31", None),
        ("2015-12-31 00:00:00", "2015-12-31", None),
        ("2015-12-31T00:00:00", "2015-12-31", None),
        ("31.12.2015", "2015-12-31", None),
        ("1.2.2015", "2015-02-01", None),
        ("31-12-2015", "2015-12-31", None),
        ("31.12.2015 г.", "2015-12-31", None),
        ("31.12.2015 0:00", "2015-12-31", None),
        ("31.02.2015", "2015-02-31", None),
        ("31.12.15", "31.12.15", "DATE_SHORT_YEAR"),
        ("12/31/15", "12/31/15", "DATE_SHORT_YEAR"),
        ("05/06/2015", "05/06/2015", "DATE_AMBIGUOUS"),
        ("31 декабря 2015", "31 декабря 2015", "DATE_WRITTEN"),
        (5, "5", "DATE_WRITTEN"),
        (20151231, "20151231", "DATE_WRITTEN"),
        (None, None, None),
    ],
)
def test_a_date_has_one_reading_or_is_left_as_it_is(value, read, note):
    assert read_date(value) == (read, note)


def test_the_calendar_of_old_macs_begins_four_years_later():
    assert read_date(40907, uses_1904=True) == ("2015-12-31", None)


@pytest.mark.parametrize(
    ("value", "read"),
    [(72, "72"), (72.0, "72"), (72.5, "72.5"), ("72,5", "72.5"), ("много", "много"), (None, None)],
)
def test_hours_are_text_with_a_point(value, read):
    assert read_hours(value) == (read, None)


def test_a_word_is_known_by_any_of_its_captions_and_another_is_told_apart():
    words = {"на дому": "home", "home": "home"}
    assert read_word("  На  ДОМУ*", words, unknown="X") == ("home", None)
    assert read_word("очное", words, unknown="X") == ("очное", "X")
    assert read_word(None, words, unknown="X") == (None, "X")
