"""The quick look at a row and the explaining one never disagree."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import Iin, InvalidIdentifier, check_digit
from core.periods import Month
from schools import rules_of_rows
from schools.rules_of_rows import PupilRow, check_rows

OCTOBER = Month(2025, 10)
DAYS = st.dates(dt.date(1899, 1, 1), dt.date(2031, 1, 1)).map(dt.date.isoformat)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, True, 1.0, [], {}, "2025-02-29", "٢٠٢٥-١٠-٠١", "x" * 70, "\u202e"]
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
    look = rules_of_rows._Look.right
    rules_of_rows._Look.right = lambda *_args: None  # type: ignore[method-assign]
    try:
        slow = check_rows(sent, month=OCTOBER)
    finally:
        rules_of_rows._Look.right = look  # type: ignore[method-assign]
    assert quick == slow


@given(iins())
def test_a_sound_number_is_what_the_identifier_says(iin: str) -> None:
    try:
        Iin.parse(iin)
        wrong = ""
    except InvalidIdentifier as problem:
        wrong = problem.code
    assert rules_of_rows._is_sound(iin) == (wrong in ("", "IIN_DATE"))
