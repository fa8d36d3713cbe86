"""One line of text is read as words, as a number and as a sum."""

import pytest

from portal.search.asked import LONGEST, read


@pytest.mark.parametrize(
    "text", ["22 418 640,00", "22418640,00", "22 418 640,00 ₸", "22\u00a0418\u00a0640.00"]
)
def test_a_sum_is_only_a_sum(text: str) -> None:
    asked = read(text)
    assert asked.tiyn == 22_418_640_00
    assert asked.words == ()


def test_bare_digits_may_be_a_number_a_bin_or_a_sum() -> None:
    asked = read("120740915014")
    assert asked.tiyn == 120_740_915_014_00
    assert [word.typed for word in asked.words] == ["120740915014"]


def test_words_are_folded_for_names_and_kept_for_numbers() -> None:
    asked = read("  Қазақ   №12 ")
    assert [(word.typed, word.folded) for word in asked.words] == [
        ("Қазақ", "казак"),
        ("№12", "no12"),
    ]


def test_signs_alone_fold_away_without_an_error() -> None:
    assert [word.folded for word in read("«%»").words] == [""]


@pytest.mark.parametrize("text", ["", " ", "а", "\x00"])
def test_what_is_too_short_is_not_looked_for(text: str) -> None:
    assert read(text).is_empty


@pytest.mark.parametrize("text", ["0", "-5", "9" * 17, "1" * 400, "слово " * 90])
def test_no_text_is_too_much(text: str) -> None:
    asked = read(text)
    assert asked.tiyn is None or 0 < asked.tiyn <= 2**62
    assert len(asked.text) <= LONGEST
    assert len(asked.words) <= 8
