"""From a cell to the value that the API takes, and what the file itself did to it.

Whatever cannot be told stays as it is, so that the rule of the API refuses it: nothing is guessed
silently. The second value of each reader is a code of :data:`lms_api.files.texts.CELLS`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from core.identifiers import Iin, InvalidIdentifier
from lms_api.files.sheet import plain

_IIN_LENGTH = 12
_FEWEST_DIGITS = 7
"""Born in January 2000 with a low number: «000105500012» loses five zeros at most."""
_EXPONENT = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
_GRADE = re.compile(r"([0-9]{1,2})(?:\.0)?\s*[-–]?\s*[«\"']?[^\W\d_]?[»\"']?")
_DOTTED = re.compile(r"([0-9]{1,2})[.\-]([0-9]{1,2})[.\-]([0-9]{4})(?:\s*г\.?|\s+0?0:00(?::00)?)?")
_SHORT = re.compile(r"[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/][0-9]{2}")
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_SERIAL = re.compile(r"[0-9]{5}")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050
"""1954-10-03 and 2099-12-31: a number outside is no date of a pupil."""

_LARGEST = 999
"""A larger number goes on as text: JSON of the body has no room for numbers without an end."""

Read = tuple[Any, str | None]


def read_iin(value: Any, *, born: Any) -> Read:
    """An IIN. Lost zeros come back only where the check digit and the birth date agree.

    :param born: the birth date of the row as the API takes it, or None where there is none
    """
    if value is None:
        return None, None
    text = _digits_of(value)
    if _EXPONENT.fullmatch(text) and not text.isdigit():
        return text, "IIN_SCIENTIFIC"
    if not (text.isascii() and text.isdigit()) or not _FEWEST_DIGITS <= len(text) < _IIN_LENGTH:
        return text, None
    full = text.zfill(_IIN_LENGTH)
    try:
        found = Iin.parse(full)
    except InvalidIdentifier:
        return text, "IIN_ZEROS_LOST"
    if found.birth_date.isoformat() != born:
        return text, "IIN_ZEROS_LOST"
    return full, "IIN_ZEROS_RESTORED"


def read_grade(value: Any) -> Read:
    """A class: 5, «5», «5 А», «11-Ә»; the letter is not reported."""
    whole = _whole(value)
    if whole is not None and abs(whole) <= _LARGEST:
        return whole, None
    found = _GRADE.fullmatch(str(value)) if isinstance(value, str) else None
    if found:
        return int(found[1]), None
    return _as_text(value), None


def read_date(value: Any, *, uses_1904: bool = False) -> Read:
    """A date: a cell of dates, Excel's number, «31.12.2015», ISO. Nothing that has two readings."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat(), None
    if isinstance(value, dt.date):
        return value.isoformat(), None
    serial = _whole(value)
    if serial is None and isinstance(value, str) and _SERIAL.fullmatch(value):
        serial = int(value)
    if serial is not None and _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        epoch = CALENDAR_MAC_1904 if uses_1904 else CALENDAR_WINDOWS_1900
        return from_excel(serial, epoch).date().isoformat(), None
    text = _as_text(value)
    if text is None:
        return None, None
    if found := _ISO.fullmatch(text):
        return found[1], None
    if found := _DOTTED.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}", None
    if _SHORT.fullmatch(text):
        return text, "DATE_SHORT_YEAR"
    return text, "DATE_AMBIGUOUS" if _SLASHED.fullmatch(text) else "DATE_WRITTEN"


def read_word(value: Any, words: Mapping[str, str], *, unknown: str) -> Read:
    """A word of a list by any of its captions (as of ``plain``); another stays as written.

    :param unknown: the note about a word that is not of the list
    """
    text = _as_text(value)
    if text is None:
        return None, unknown
    found = words.get(plain(text))
    return (text, unknown) if found is None else (found, None)


def read_hours(value: Any) -> Read:
    """Hours as the API takes them: «72», «72.5»; a comma is a point."""
    whole = _whole(value)
    if whole is not None:
        return str(whole), None
    text = _as_text(value)
    return (None if text is None else text.replace(",", ".").replace(" ", "")), None


def is_excel_error(value: Any) -> bool:
    """«#N/A», «#REF!» and their like."""
    return isinstance(value, str) and re.fullmatch(r"#[A-ZА-Я/0]+[!?]?", value) is not None


def _digits_of(value: Any) -> str:
    whole = _whole(value)
    if whole is not None:
        return str(whole)
    return re.sub(r"\s", "", str(value)).removeprefix("'")


def _whole(value: Any) -> int | None:
    """A number of a cell that has no fraction; Excel keeps 5 as 5.0."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if value == value // 1 else None


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value)
