"""What a person may have meant by a line of text: words, a number, a sum. Pure."""

from contextlib import suppress
from dataclasses import dataclass

from core.collation import search_key
from core.money import InvalidMoney, parse_tenge

LONGEST = 100
SHORTEST = 2
_MOST_WORDS = 8
_LARGEST = 2**62
"""Larger sums do not fit the column; nothing costs that much."""


@dataclass(frozen=True)
class Word:
    """A word as typed, for numbers, and folded (ё/е, і/и, қ/к, case), for names; may fold away."""

    typed: str
    folded: str


@dataclass(frozen=True)
class Asked:
    """A line of text read in both ways."""

    text: str
    words: tuple[Word, ...]
    """Empty when the text can only be a sum: «22 418 640,00» is not five words."""
    tiyn: int | None

    @property
    def is_empty(self) -> bool:
        """Too short to look for."""
        return len(self.text) < SHORTEST


def read(text: str) -> Asked:
    """Read what was typed; whatever it is, it never fails."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    tiyn = None
    with suppress(InvalidMoney):
        tiyn = parse_tenge(text)
    if tiyn is not None and not 0 < tiyn <= _LARGEST:
        tiyn = None
    if tiyn is not None and not text.isdigit():
        return Asked(text, (), tiyn)
    words = tuple(Word(word, search_key(word)) for word in text.split()[:_MOST_WORDS])
    return Asked(text, words, tiyn)
