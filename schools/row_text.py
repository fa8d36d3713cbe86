"""The shape of a code's words: a sentence and its remedy in three languages at once.

The texts leave the house in one answer in all three languages, so they are data and not messages
of a page's language.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowText:
    """A code's sentence and its remedy, ``{"ru", "kk", "en"}`` each."""

    message: dict[str, str]
    how_to_fix: dict[str, str]


def text(message: tuple[str, str, str], how_to_fix: tuple[str, str, str]) -> RowText:
    """Name the languages of both."""
    languages = ("ru", "kk", "en")
    return RowText(
        dict(zip(languages, message, strict=True)), dict(zip(languages, how_to_fix, strict=True))
    )
