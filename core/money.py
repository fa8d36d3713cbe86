"""Money: integer tiyn (1/100 tenge), one rounding and one split.

Nothing here imports Django. A sum of money is an ``int`` of tiyn everywhere inside the system;
tenge appear only at the edge (a form, a page, a document, a JSON string ``"1234.50"``).
"""

import re
from collections.abc import Sequence

TIYN_PER_TENGE = 100
_TENGE = re.compile(r"(?P<sign>-?)(?P<whole>\d{1,17})(?:[.,](?P<part>\d{1,2}))?")
_NO_BREAK_SPACE = "\u00a0"


class InvalidMoney(ValueError):
    """The text is not a sum in tenge with at most two decimal places."""


def half_up(numerator: int, denominator: int) -> int:
    """Divide non-negative integers and round half up: the one rounding point of the system.

    :raises ValueError: a negative numerator or a denominator that is not positive
    """
    if numerator < 0 or denominator <= 0:
        raise ValueError("half_up takes a non-negative numerator and a positive denominator")
    return (2 * numerator + denominator) // (2 * denominator)


def split_by_weights(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` in proportion to ``weights`` so that the parts add up to it exactly.

    Largest remainder: every part is floored, the missing units go one by one to the largest
    fractional parts, ties to the earlier position. All weights zero gives all parts zero.

    :raises ValueError: a negative total or weight
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("split_by_weights takes non-negative numbers")
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    missing = total - sum(parts)
    order = sorted(range(len(weights)), key=lambda position: (-remainders[position], position))
    for position in order[:missing]:
        parts[position] += 1
    return parts


def split_evenly(total: int, parts: int) -> list[int]:
    """Split ``total`` into equal parts; the spare units go to the earliest ones."""
    return split_by_weights(total, [1] * parts)


def parse_tenge(text: str) -> int:
    """Read tenge as a person types them (``"1 234,50"``, ``"1234.5"``) into tiyn.

    :raises InvalidMoney: anything but digits, optional spaces and at most two decimals
    """
    compact = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("₸")
    found = _TENGE.fullmatch(compact)
    if not found or not compact.isascii():
        raise InvalidMoney(text)
    tiyn = int(found["whole"]) * TIYN_PER_TENGE + int((found["part"] or "").ljust(2, "0"))
    return -tiyn if found["sign"] else tiyn


def tenge_string(tiyn: int) -> str:
    """Write tiyn as the wire form ``"1234.50"``."""
    sign = "-" if tiyn < 0 else ""
    whole, part = divmod(abs(tiyn), TIYN_PER_TENGE)
    return f"{sign}{whole}.{part:02d}"


def format_tenge(tiyn: int) -> str:
    """Write tiyn for people: ``"1 234,50"`` with no-break spaces (the same in ru, kk and en)."""
    sign = "\u2212" if tiyn < 0 else ""
    whole, part = divmod(abs(tiyn), TIYN_PER_TENGE)
    return f"{sign}{whole:,},{part:02d}".replace(",", _NO_BREAK_SPACE, f"{whole:,}".count(","))
