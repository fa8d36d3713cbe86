"""Synthetic people and organisations with valid numbers, made without any state.

Everything is a function of a number: person n is always the same person, so nothing has to be
remembered between runs, and 332 000 pupils take seconds. Nobody real is meant; by chance a number
may be somebody's, therefore each kind stays in a documented reserved range:

=====================  ===========================================================================
IIN                    four serial digits 8000–9999 of the birth date and sex
BIN of a school        five serial digits 80000–99999
BIN of another body    five serial digits 60000–79999 (departments, vendors, finance centre)
account (IBAN)         thirteen characters from ``DEMO``
school id              ``39`` + eight digits of the serial number + eight digits ``27000000``
=====================  ===========================================================================

Serial ranges come in pairs a fixed distance apart because some numbers have no check digit: when
the number with the upper leading digit has none, the lower one has (its first control sum differs
from 10 by the weight of that digit, and no weight is 0 modulo 11).
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.identifiers import check_digit
from portal.demo.chance import mixed
from portal.demo.names import person_name

SCHOOL_YEAR_STARTS_ON = dt.date(2025, 9, 1)
# Younger grades are fuller. 27 has no common factor with the slots below, otherwise every grade
# would keep one sex and a few birthdays for itself.
GRADE_CYCLE = (1, 5, 2, 8, 3, 6, 4, 9, 1, 7, 2, 10, 3, 5, 4, 8, 1, 6, 2, 11, 3, 9, 4, 7, 1, 2, 3)
# Birth dates of one grade × two sexes; the stride has no common factor with it.
SLOTS_OF_A_GRADE = 365 * 2
STRIDE = 277
LAPS = 1000
PLACES_OF_A_GRADE = SLOTS_OF_A_GRADE * LAPS
# Adults are born from 1965 on, in about thirty-three years.
ADULTS_BORN_FROM = dt.date(1965, 1, 1)
ADULT_SLOTS = 12_007 * 2
ADULT_STRIDE = 7919


class Person(NamedTuple):
    """One synthetic person, as the register of persons would tell."""

    iin: str
    birth_date: dt.date
    male: bool
    surname: str
    first_name: str
    patronymic: str

    @property
    def full_name(self) -> str:
        return f"{self.surname} {self.first_name} {self.patronymic}"


class Pupil(NamedTuple):
    """One synthetic pupil; `grade` on 1 September 2025, `study_type` as in the LMS interface."""

    number: int
    iin: str
    birth_date: dt.date
    male: bool
    surname: str
    first_name: str
    patronymic: str
    grade: int
    study_type: str

    @property
    def full_name(self) -> str:
        return f"{self.surname} {self.first_name} {self.patronymic}"


def synthetic_iin(*, birth_date: dt.date, male: bool, nth: int) -> str:
    """Make the nth (0–999) reserved IIN of a birth date and sex; different nth never collide.

    :raises ValueError: the range of this date and sex is used up, or another century
    """
    if not 0 <= nth < 1000 or not 1900 <= birth_date.year < 2100:
        raise ValueError("no reserved IIN for this date and number")
    century = (3 if birth_date.year < 2000 else 5) + (not male)
    return _with_check_digit(f"{birth_date:%y%m%d}{century}", ("9", "8"), f"{nth:03}")


def school_bin(serial: int) -> str:
    """Make the BIN of the organisation of a school; different serials below 10 000 differ."""
    return _synthetic_bin(serial, ("9", "8"))


def body_bin(number: int) -> str:
    """Make the BIN of a department, vendor or other body; numbers below 10 000 differ."""
    return _synthetic_bin(number, ("7", "6"))


def school_id(serial: int) -> str:
    """Make the 18 digits of a school in the national education database."""
    return f"39{serial:08}27000000"


def synthetic_iban(*, bank_code: str, number: int) -> str:
    """Make a valid account; `bank_code` is the three digits of a bank («070» is the treasury)."""
    if not 0 <= number < 10**9 or not (len(bank_code) == 3 and bank_code.isdigit()):
        raise ValueError("no such bank code or account number")
    account = f"{bank_code}DEMO{number:09}"
    # ISO 13616: letters are 10–35, the country and 00 stand behind, the remainder is cut from 98.
    digits = "".join(str(int(letter, 36)) for letter in f"{account}KZ00")
    return f"KZ{98 - int(digits) % 97:02}{account}"


def grade_window(grade: int) -> tuple[dt.date, dt.date]:
    """Return the first and last birth date of children in a grade on 1 September 2025.

    A first-grader is six on that day; windows of neighbouring grades do not overlap.
    """
    first = SCHOOL_YEAR_STARTS_ON.replace(year=SCHOOL_YEAR_STARTS_ON.year - 6 - grade)
    first += dt.timedelta(days=1)
    return first, first + dt.timedelta(days=364)


def pupils(*, first: int, count: int, seed: int = 0) -> Iterator[Pupil]:
    """Yield the pupils with the national numbers `first` … `first + count - 1`.

    A number gives the same pupil in every call with the same seed, alone or in a stretch.
    `seed` changes names, grades and study types, never the uniqueness of the IINs.

    :raises ValueError: a number beyond the 4.9 million that the reserved ranges of all grades hold
    """
    for number in range(first, first + count):
        draw = mixed(seed, number, 3)
        # Neighbours fill a cycle of grades, so that every school of 27 pupils has all of them.
        grade = GRADE_CYCLE[(number + seed) % len(GRADE_CYCLE)]
        lap, slot = divmod(_place(number, grade, seed), SLOTS_OF_A_GRADE)
        slot = slot * STRIDE % SLOTS_OF_A_GRADE
        born, male = _grade_birth_date(grade, slot >> 1), slot & 1 == 1
        iin = synthetic_iin(birth_date=born, male=male, nth=lap)
        names = person_name(number=number, male=male, seed=seed)
        yield Pupil(number, iin, born, male, *names, grade, _study_type(draw))


def adult(number: int, *, seed: int = 0) -> Person:
    """Return an adult (head of a school, officer, teacher, parent); different numbers differ.

    :raises ValueError: a number beyond the reserved range (24 million)
    """
    lap, slot = divmod(number, ADULT_SLOTS)
    slot = slot * ADULT_STRIDE % ADULT_SLOTS
    born, male = ADULTS_BORN_FROM + dt.timedelta(days=slot >> 1), slot & 1 == 1
    iin = synthetic_iin(birth_date=born, male=male, nth=lap)
    return Person(iin, born, male, *person_name(number=~number, male=male, seed=seed))


def _place(number: int, grade: int, seed: int) -> int:
    """The place of a pupil among the birth dates, sexes and numbers of his grade.

    The first 730 000 take the place of their own number, which leaves most places of each grade
    free: those of the numbers that belong to other grades. Later pupils fill them.
    """
    if number < PLACES_OF_A_GRADE:
        return number
    length = len(GRADE_CYCLE)
    before, others = _cycle_of(grade)
    cycle, position = divmod(number + seed, length)
    cycle -= (PLACES_OF_A_GRADE + seed) // length
    # as many of the grade stand in a cycle as ``others`` lacks
    nth = cycle * (length - len(others)) + before[position]
    cycle, position = divmod(nth, len(others))
    place = cycle * length + (others[position] - seed) % length
    if place >= PLACES_OF_A_GRADE:
        raise ValueError("no reserved IIN for this number")
    return place


@cache
def _cycle_of(grade: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many of a grade stand before each position of the cycle; the positions of others."""
    before = tuple(GRADE_CYCLE[:position].count(grade) for position in range(len(GRADE_CYCLE)))
    return before, tuple(n for n, other in enumerate(GRADE_CYCLE) if other != grade)


@cache
def _grade_birth_date(grade: int, day: int) -> dt.date:
    return grade_window(grade)[0] + dt.timedelta(days=day)


def _study_type(draw: int) -> str:
    """Of a thousand pupils 960 are in general classes, 25 have special needs, 10 home, 5 apart."""
    chance = draw % 1000
    if chance < 960:
        return "general"
    if chance < 985:
        return "special_needs"
    return "home" if chance < 995 else "correction"


def _synthetic_bin(number: int, leading: tuple[str, str]) -> str:
    if not 0 <= number < 10_000:
        raise ValueError("no reserved BIN for this number")
    draw = mixed(number, 5)
    registered = f"{5 + draw % 20:02}{1 + draw // 20 % 12:02}"
    return _with_check_digit(f"{registered}40", leading, f"{number:04}")


def _with_check_digit(head: str, leading: tuple[str, str], tail: str) -> str:
    for digit in leading:
        eleven = f"{head}{digit}{tail}"
        check = check_digit(eleven)
        if check is not None:
            return f"{eleven}{check}"
    raise AssertionError("one of two neighbouring serial ranges always has a check digit")
