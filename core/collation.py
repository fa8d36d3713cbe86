"""Order and search of names in Kazakh and Russian.

The database sorts by bytes (its only collation that every machine has), which puts Ё, І, Ә and Қ
in the wrong place. A stored key brings the alphabet's order back. Nothing here imports Django.
"""

import unicodedata

_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}
_FOLD = str.maketrans("ёіқғңөұүәһй", "еикгноууахи")


def sort_key(text: str) -> str:
    """A key whose byte order is the order of the Kazakh alphabet (Russian letters included)."""
    letters = unicodedata.normalize("NFC", text).lower()
    return "".join(_PLACE.get(letter, letter) for letter in letters if letter not in "«»\"'")


def search_key(text: str) -> str:
    """A folded form in which Ё = Е, І = И, Қ = К, case and quotes do not matter."""
    letters = unicodedata.normalize("NFKC", text).lower().translate(_FOLD)
    return " ".join("".join(ch if ch.isalnum() else " " for ch in letters).split())
