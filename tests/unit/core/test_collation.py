"""The order of the Kazakh alphabet, and search that forgives a keyboard without its letters."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.collation import search_key, sort_key

ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert sorted(ALPHABET, key=sort_key) == list(ALPHABET)
    assert sorted(ALPHABET) != list(ALPHABET), "bytes alone would do"


@pytest.mark.parametrize(
    "names",
    [
        ["Абай", "Астана", "Әйтеке", "Береке"],
        ["Елім", "Ёлка", "Жас"],
        ["Кемел", "Қазақ", "Лицей"],
        ["Ырыс", "Ізгі", "Эврика"],
        ["ТОО «Алтын»", "ТОО Болашақ", "ТОО «Білім»"],
    ],
)
def test_names_are_sorted_as_a_reader_expects(names: list[str]) -> None:
    for shuffled in itertools.permutations(names):
        assert sorted(shuffled, key=sort_key) == names


def test_bytes_of_the_key_give_the_same_order() -> None:
    """The database compares bytes, Python compares letters."""
    names = ["Қазақ", "Кемел", "Ёлка", "Елім", "Школа 2", "Ізгі"]
    assert sorted(names, key=sort_key) == sorted(names, key=lambda name: sort_key(name).encode())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("елка", "Ёлка"),
        ("казак", "ҚАЗАҚ"),
        ("болашак", "ТОО «Болашақ»"),
        ("билим", "Білім"),
        ("оркен", "Өркен"),
        ("айтеке", "Әйтеке"),
    ],
)
def test_search_forgives_letters_that_a_keyboard_lacks(typed: str, stored: str) -> None:
    assert search_key(typed) in search_key(stored)


@given(st.text(max_size=40))
@settings(deadline=None)
def test_a_search_key_of_a_search_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
