"""The quick look at a row and the explaining one never disagree."""

import datetime as dt
from typing import Any
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import Iin, InvalidIdentifier, check_digit
from core.periods import Month
from schools import rules_of_rows
from schools.quick_look import quick_look
from schools.rules_of_rows import OLDEST, YOUNGEST, PupilRow, age, check_rows

OCTOBER = Month(2025, 10)
DAYS = st.dates(dt.date(1899, 1, 1), dt.date(2031, 1, 1)).map(dt.date.isoformat)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, True, 1.0, [], {}, "2025-02-29", "2014-W20-1", "٢٠٢٥-١٠-٠١", "x" * 70, "\u202e"]
)


@st.composite
def iins(draw: st.DrawFn) -> str:
    day = draw(st.dates(dt.date(2000, 1, 1), dt.date(2022, 1, 1)))
    head = f"{day:%y%m%d}{draw(st.sampled_from('0123456789'))}{draw(st.integers(0, 9999)):04d}"
    digit = check_digit(head)
    return head + str(draw(st.sampled_from([digit or 0, 0, 9])))


@st.composite
def rows(draw: st.DrawFn) -> PupilRow:
    iin = draw(iins() | ODD)
    born = f"20{iin[:2]}-{iin[2:4]}-{iin[4:6]}" if isinstance(iin, str) else None
    return PupilRow(
        iin=iin,
        grade=draw(st.integers(-1, 14) | ODD),
        birth_date=draw(st.just(born) | DAYS | ODD),
        study_type=draw(st.sampled_from(["general", "home", "other"]) | ODD),
        row_id=draw(st.none() | st.text(max_size=13) | ODD),
        enrolled_on=draw(st.none() | DAYS | ODD),
        left_on=draw(st.none() | DAYS | ODD),
    )


@given(st.lists(rows(), max_size=6))
def test_both_ways_say_the_same(sent: list[PupilRow]) -> None:
    quick = check_rows(sent, month=OCTOBER)
    sees_nothing = mock.Mock(return_value=None)
    with mock.patch.object(rules_of_rows, "quick_look", return_value=sees_nothing):
        slow = check_rows(sent, month=OCTOBER)
    assert quick == slow


@given(iins())
def test_an_unsound_number_is_never_taken_at_a_look(iin: str) -> None:
    try:
        Iin.parse(iin)
        is_right = True
    except InvalidIdentifier:
        is_right = False
    born = f"20{iin[:2]}-{iin[2:4]}-{iin[4:6]}"
    taken = quick_look(OCTOBER)(0, PupilRow(iin=iin, grade=5, birth_date=born, study_type="home"))
    assert taken is None or is_right


def test_every_right_number_is_taken_at_a_look_and_no_other() -> None:
    """Among them those of the second weights, one of eleven."""
    look = quick_look(OCTOBER)
    for number in range(1_000):
        head = f"1405125{number:04d}"
        taken = {
            digit
            for digit in range(10)
            if look(0, PupilRow(f"{head}{digit}", 5, "2014-05-12", "home")) is not None
        }
        assert taken == {check_digit(head)} - {None}


@given(
    st.dates(dt.date(2003, 1, 1), dt.date(2022, 1, 1)), st.sampled_from([Month(2024, 2), OCTOBER])
)
def test_the_bounds_of_age_are_those_of_the_rules(born: dt.date, month: Month) -> None:
    head = f"{born:%y%m%d}5"
    iin = next(
        f"{head}{number:04d}{digit}" for number in range(99)
        if (digit := check_digit(f"{head}{number:04d}")) is not None
        and quick_look(Month.of(born.replace(year=born.year + 10)))(
            0, PupilRow(f"{head}{number:04d}{digit}", 5, born.isoformat(), "home")
        )
    )  # fmt: skip
    taken = quick_look(month)(0, PupilRow(iin, 5, born.isoformat(), "home"))
    assert (taken is not None) == (YOUNGEST <= age(born, month.last_day) <= OLDEST)
