"""Twelve-digit numbers as the registries themselves check them."""

import datetime as dt

_WEIGHTS = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_CENTURY = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def is_valid(number: str) -> bool:
    """Test length, digits and the check digit."""
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return False
    for weights in _WEIGHTS:
        control = sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11
        if control < 10:
            return control == int(number[11])
    return False


def birth_date(iin: str) -> dt.date | None:
    """The date inside an IIN; None where there is none."""
    try:
        return dt.date(_CENTURY[iin[6]] + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except (KeyError, ValueError):
        return None
