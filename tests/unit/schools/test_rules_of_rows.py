"""Each rule of a row at its boundary."""

import datetime as dt

import pytest

from core.periods import Month
from schools.contingent_body import ContingentBody, rows_of
from schools.row_texts import TEXTS
from schools.rules_of_rows import check_rows, month_of_push
from tests.factories.cast import synthetic_iin
from tests.factories.contingent import pupil_row

OCTOBER = Month(2025, 10)


def codes(*rows):
    body = ContingentBody(school_id="1", year=2025, month=10, pupils=list(rows))
    _good, errors = check_rows(rows_of(body), month=OCTOBER)
    return [error.code for error in errors]


def wrong_check(iin):
    return iin[:-1] + str((int(iin[-1]) + 1) % 10)


RIGHT = [
    {},
    {"grade": 0},
    {"grade": 12},
    {"study_type": "correction"},
    {"study_type": "special_needs"},
    {"study_type": "home"},
    {"row_id": "x" * 64},
    {"row_id": "5А / 17"},
    {"row_id": None},
    {"enrolled_on": "2025-10-31"},
    {"enrolled_on": None},
    {"left_on": "2025-10-01"},
    {"left_on": "2025-12-30"},
    {"enrolled_on": "2025-10-05", "left_on": "2025-10-05"},
    {"extra": "field"},
]


@pytest.mark.parametrize("change", RIGHT, ids=str)
def test_a_right_row_passes(change):
    assert codes(pupil_row() | change) == []


WRONG = [
    ({"iin": None}, ["IIN_FORMAT"]),
    ({"iin": ""}, ["IIN_FORMAT"]),
    ({"iin": "12345678901"}, ["IIN_FORMAT"]),
    ({"iin": "1234567890123"}, ["IIN_FORMAT"]),
    ({"iin": "14051255000a"}, ["IIN_FORMAT"]),
    ({"iin": "١٤٠٥١٢٥٥٠٠٠١"}, ["IIN_FORMAT"]),
    ({"iin": "１４０５１２５５０００１"}, ["IIN_FORMAT"]),
    ({"iin": "\u00a014051255000"}, ["IIN_FORMAT"]),
    ({"iin": "14051255000 "}, ["IIN_FORMAT"]),
    ({"iin": 140512550001}, ["IIN_FORMAT"]),
    ({"iin": 1.4e11}, ["IIN_FORMAT"]),
    ({"iin": True}, ["IIN_FORMAT"]),
    ({"iin": ["140512550001"]}, ["IIN_FORMAT"]),
    ({"grade": -1}, ["GRADE_RANGE"]),
    ({"grade": 13}, ["GRADE_RANGE"]),
    ({"grade": None}, ["GRADE_RANGE"]),
    ({"grade": True}, ["GRADE_RANGE"]),
    ({"grade": 5.0}, ["GRADE_RANGE"]),
    ({"grade": "5"}, ["GRADE_RANGE"]),
    ({"grade": "1А"}, ["GRADE_RANGE"]),
    ({"grade": 10**30}, ["GRADE_RANGE"]),
    ({"study_type": None}, ["STUDY_TYPE_UNKNOWN"]),
    ({"study_type": ""}, ["STUDY_TYPE_UNKNOWN"]),
    ({"study_type": "General"}, ["STUDY_TYPE_UNKNOWN"]),
    ({"study_type": "evening"}, ["STUDY_TYPE_UNKNOWN"]),
    ({"study_type": 1}, ["STUDY_TYPE_UNKNOWN"]),
    ({"study_type": []}, ["STUDY_TYPE_UNKNOWN"]),
    ({"birth_date": None}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": ""}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "12.05.2014"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "2014-5-12"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "2014-02-30"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "20140512"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "2014-W19-1"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "2014-05-12T00:00"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "٢٠١٤-٠٥-١٢"}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": 20140512}, ["BIRTH_DATE_FORMAT"]),
    ({"birth_date": "2014-05-13"}, ["BIRTH_DATE_MISMATCH"]),
    ({"row_id": ""}, ["ROW_ID_FORMAT"]),
    ({"row_id": "x" * 65}, ["ROW_ID_FORMAT"]),
    ({"row_id": 17}, ["ROW_ID_FORMAT"]),
    ({"row_id": "a\nb"}, ["ROW_ID_FORMAT"]),
    ({"enrolled_on": "yesterday"}, ["ENROLLED_ON_FORMAT"]),
    ({"enrolled_on": ""}, ["ENROLLED_ON_FORMAT"]),
    ({"enrolled_on": "2025-02-29"}, ["ENROLLED_ON_FORMAT"]),
    ({"enrolled_on": "2025-11-01"}, ["ENROLLED_AFTER_MONTH"]),
    ({"enrolled_on": "2014-05-11"}, ["ENROLLED_BEFORE_BIRTH"]),
    ({"left_on": "31.10.2025"}, ["LEFT_ON_FORMAT"]),
    ({"left_on": "2025-09-30"}, ["LEFT_BEFORE_MONTH"]),
    ({"enrolled_on": "2025-10-06", "left_on": "2025-10-05"}, ["DATES_REVERSED"]),
    (
        {"iin": "1", "grade": 13, "birth_date": "x", "study_type": "x"},
        ["IIN_FORMAT", "GRADE_RANGE", "BIRTH_DATE_FORMAT", "STUDY_TYPE_UNKNOWN"],
    ),
]


@pytest.mark.parametrize(("change", "expected"), WRONG, ids=lambda one: str(one)[:60])
def test_a_wrong_row_names_everything_at_once(change, expected):
    assert codes(pupil_row() | change) == expected


def test_a_wrong_check_digit_is_told_apart():
    assert codes(pupil_row() | {"iin": wrong_check(synthetic_iin(dt.date(2014, 5, 12)))}) == [
        "IIN_CHECKSUM"
    ]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (dt.date(2020, 10, 31), []),
        (dt.date(2020, 11, 1), ["AGE_RANGE"]),
        (dt.date(2004, 11, 1), []),
        (dt.date(2004, 10, 31), ["AGE_RANGE"]),
        (dt.date(1985, 3, 3), ["AGE_RANGE"]),
    ],
)
def test_a_pupil_is_five_to_twenty_years_old(born, expected):
    assert codes(pupil_row(synthetic_iin(born))) == expected


@pytest.mark.parametrize("row", [None, 1, "row", [], [[]], True])
def test_a_row_that_is_no_object_is_told_apart(row):
    assert codes(pupil_row(), row) == ["ROW_SHAPE"]


def test_the_later_row_of_the_same_pupil_is_the_duplicate():
    row = pupil_row()
    assert codes(row, row | {"grade": 6}) == ["DUPLICATE_IN_PUSH"]
    assert codes(row | {"grade": 99}, row) == ["GRADE_RANGE", "DUPLICATE_IN_PUSH"]


def test_every_code_has_a_text_and_a_remedy_in_three_languages():
    for text in TEXTS.values():
        assert set(text.message) == set(text.how_to_fix) == {"ru", "kk", "en"}
        assert all([*text.message.values(), *text.how_to_fix.values()])


@pytest.mark.parametrize(
    ("year", "month", "code"),
    [
        (2025, 11, ""),
        (2020, 1, ""),
        (2019, 12, "MONTH_RANGE"),
        (2025, 12, "MONTH_FUTURE"),
        (2025, 13, "MONTH_RANGE"),
        (2025, 0, "MONTH_RANGE"),
    ],
)
def test_a_month_is_the_present_or_a_past_one(year, month, code):
    assert month_of_push(year, month, today=dt.date(2025, 11, 14))[1] == code
