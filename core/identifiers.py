"""Identifiers of Kazakhstan: IIN, BIN, IBAN (ИИК) and the school id of the national database.

Each is parsed once at the boundary; inside the system an identifier is already valid. None of
them is ever logged in full. Nothing here imports Django.
"""

import datetime as dt
import re
from typing import Self

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

_FIRST_WEIGHTS = range(1, 12)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class InvalidIdentifier(ValueError):
    """The text is not such an identifier; ``code`` is stable and has a text for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_digit(digits: str) -> int | None:
    """Compute the twelfth digit of an IIN or BIN from its first eleven.

    :returns: None where both passes give 10: such a number is never issued
    """
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        control = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
        if control < 10:
            return control
    return None


def _checked_twelve(text: str, prefix: str) -> str:
    digits = text.strip(" ")
    if not _TWELVE_DIGITS.fullmatch(digits):
        raise InvalidIdentifier(f"{prefix}_FORMAT")
    if check_digit(digits[:11]) != int(digits[11]):
        raise InvalidIdentifier(f"{prefix}_CHECKSUM")
    return digits


class Iin(str):
    """Individual identification number: YYMMDD, century and sex, four serial digits, check."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an IIN; the date inside must exist.

        :raises InvalidIdentifier: ``IIN_FORMAT``, ``IIN_CHECKSUM`` or ``IIN_DATE``
        """
        digits = _checked_twelve(text, "IIN")
        iin = cls(digits)
        if iin._date() is None:
            raise InvalidIdentifier("IIN_DATE")
        return iin

    def _date(self) -> dt.date | None:
        century = _CENTURIES.get(self[6])
        if century is None:
            return None
        try:
            return dt.date(century + int(self[:2]), int(self[2:4]), int(self[4:6]))
        except ValueError:
            return None

    @property
    def birth_date(self) -> dt.date:
        """Date of birth that the number itself carries."""
        born = self._date()
        if born is None:
            raise InvalidIdentifier("IIN_DATE")
        return born

    @property
    def is_male(self) -> bool:
        """Whether the seventh digit is odd."""
        return int(self[6]) % 2 == 1

    @property
    def masked(self) -> str:
        """The only form fit for pages and messages: four bullets and the last four digits."""
        return f"•••• {self[-4:]}"


class Bin(str):
    """Business identification number: YYMM, kind of entity (4–6), branch sign, serial, check."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a BIN.

        :raises InvalidIdentifier: ``BIN_FORMAT``, ``BIN_CHECKSUM`` or ``BIN_KIND``
        """
        digits = _checked_twelve(text, "BIN")
        if digits[4] not in "456" or not 1 <= int(digits[2:4]) <= 12:
            raise InvalidIdentifier("BIN_KIND")
        return cls(digits)


class Iban(str):
    """Bank account (ИИК): ``KZ``, two check digits, three digits of the bank, 13 characters."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an account of a bank of Kazakhstan.

        :raises InvalidIdentifier: ``IBAN_FORMAT`` or ``IBAN_CHECKSUM``
        """
        compact = re.sub(r"\s", "", text).upper()
        if not re.fullmatch(r"KZ[0-9]{2}[0-9]{3}[0-9A-Z]{13}", compact):
            raise InvalidIdentifier("IBAN_FORMAT")
        try:
            IBAN(compact)
        except SchwiftyException as problem:
            raise InvalidIdentifier("IBAN_CHECKSUM") from problem
        return cls(compact)

    @property
    def masked(self) -> str:
        """Country, check digits and bank, then only the last four characters."""
        return f"{self[:7]}•••{self[-4:]}"


class SchoolId(str):
    """Identifier of a school in the national education database (НОБД): 18 digits."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a school id.

        :raises InvalidIdentifier: ``SCHOOL_ID_FORMAT``
        """
        digits = text.strip(" ")
        if not re.fullmatch(r"[1-9][0-9]{17}", digits):
            raise InvalidIdentifier("SCHOOL_ID_FORMAT")
        return cls(digits)
