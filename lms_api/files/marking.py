"""The file that goes back: the school's own columns, order and rows, with what is wrong in each.

It is written anew from the cells that were read, so neither formulas nor macros nor links of the
school's file travel on; every text stays a text.
"""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from core.web.exports import harmless
from lms_api.files.kinds import MARKED, FileType
from lms_api.files.sheet import Sheet, plain, words_of
from lms_api.files.texts import said
from lms_api.files.translation import Finding

_BOM = "\ufeff"
_RED, _YELLOW, _HEAD = "#FBE0DD", "#FFF3CD", "#E8EEF5"
_WIDTHS = {"iin": 16, "note": 32, "study_type": 42, "subject_id": 32}
_COMMON_WIDTH, _WORDS_WIDTH = 16, 60
_FIRST_YEAR = 1904  # Excel knows no dates before its calendars begin


def marked_file(*, sheet: Sheet, findings: Sequence[Finding], language: str) -> bytes:
    """The bytes of the marked file, of the type of the one handed in."""
    by_line: dict[int, list[Finding]] = {}
    for one in findings:
        if one.line is not None:
            by_line.setdefault(one.line, []).append(one)
    if sheet.type == FileType.CSV:
        return _csv(sheet, by_line, language)
    return _workbook(sheet, by_line, language)


def _kept_columns(sheet: Sheet) -> list[int]:
    """Columns of the school; marks of an earlier round give way to the new ones."""
    marks = {plain(word) for one in MARKED for word in words_of(one)}
    return [place for place in range(sheet.width()) if plain(_caption(sheet, place)) not in marks]


def _caption(sheet: Sheet, place: int) -> str:
    return sheet.captions[place] if place < len(sheet.captions) else ""


def _words(findings: Sequence[Finding], language: str) -> tuple[str, str]:
    """All faults of a row in one cell each, every sentence once."""
    pairs = list(dict.fromkeys(said(one.code, language) for one in findings))
    return " ".join(wrong for wrong, _mend in pairs), " ".join(mend for _wrong, mend in pairs)


def _rows(
    sheet: Sheet, by_line: dict[int, list[Finding]], language: str
) -> Iterator[tuple[int, list[Any], tuple[str, str]]]:
    places = _kept_columns(sheet)
    for line, cells in sheet.lines:
        row = [cells[place] if place < len(cells) else None for place in places]
        yield line, row, _words(by_line.get(line, ()), language)


def _captions(sheet: Sheet, language: str) -> list[str]:
    own = [_caption(sheet, place) for place in _kept_columns(sheet)]
    return own + [one.words(language) for one in MARKED]


def _csv(sheet: Sheet, by_line: dict[int, list[Finding]], language: str) -> bytes:
    """UTF-8 with its mark: Windows-1251 has no Kazakh letters for the words that are added."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=sheet.delimiter)
    writer.writerow([harmless(caption) for caption in _captions(sheet, language)])
    for _line, row, words in _rows(sheet, by_line, language):
        writer.writerow([harmless(cell) for cell in (*row, *words)])
    return (_BOM + target.getvalue()).encode()


def _workbook(sheet: Sheet, by_line: dict[int, list[Finding]], language: str) -> bytes:
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        formats = _Formats(book)
        captions, places = _captions(sheet, language), _kept_columns(sheet)
        for place, caption in enumerate(captions):
            page.write_string(0, place, str(harmless(caption)), formats.head)
        _set_widths(page, sheet, places)
        for number, (line, row, words) in enumerate(_rows(sheet, by_line, language), start=1):
            found = by_line.get(line, ())
            shades = _shades(found, places)
            for place, cell in enumerate(row):
                is_iin = sheet.places.get("iin") == places[place]
                _write(page, number, place, cell, formats, shades.get(place), is_iin=is_iin)
            shade = _worst(found)
            for place, text in enumerate(words, start=len(row)):
                page.write_string(number, place, text, formats.of(shade, wraps=True))
        page.autofilter(0, 0, max(len(sheet.lines), 1), len(captions) - 1)
    return target.getvalue()


def _set_widths(page: Any, sheet: Sheet, places: list[int]) -> None:
    names = {place: name for name, place in sheet.places.items()}
    for number, place in enumerate(places):
        page.set_column(number, number, _WIDTHS.get(names.get(place, ""), _COMMON_WIDTH))
    page.set_column(len(places), len(places) + len(MARKED) - 1, _WORDS_WIDTH)


def _worst(findings: Sequence[Finding]) -> str | None:
    if not findings:
        return None
    return _RED if any(one.is_error for one in findings) else _YELLOW


def _shades(findings: Sequence[Finding], places: list[int]) -> dict[int, str]:
    """Colour of each cell at fault; of the whole row where no cell is named."""
    shades: dict[int, str] = {}
    for one in sorted(findings, key=lambda one: one.is_error):
        shade = _RED if one.is_error else _YELLOW
        if one.column in places:
            shades[places.index(one.column)] = shade
        elif one.column is None:
            shades |= dict.fromkeys(range(len(places)), shade)
    return shades


class _Formats:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, {}  # type: ignore[var-annotated]
        self.head = book.add_format({"bold": True, "bg_color": _HEAD, "text_wrap": True})

    def of(self, shade: str | None, *, numbers: str = "", wraps: bool = False) -> Any:
        key = shade, numbers, wraps
        if key not in self._made:
            look: dict[str, Any] = {"valign": "top"}
            if shade:
                look |= {"bg_color": shade, "border": 1, "border_color": "#D9D9D9"}
            if numbers:
                look["num_format"] = numbers
            if wraps:
                look["text_wrap"] = True
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _write(
    page: Any,
    row: int,
    column: int,
    cell: Any,
    formats: _Formats,
    shade: str | None,
    *,
    is_iin: bool,
) -> None:
    """A cell as it was: numbers as numbers, dates as dates, an IIN always as text."""
    if cell is None:
        page.write_blank(row, column, None, formats.of(shade))
    elif isinstance(cell, dt.date) and cell.year >= _FIRST_YEAR:
        page.write_datetime(row, column, cell, formats.of(shade, numbers="dd.mm.yyyy"))
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, formats.of(shade))
    elif isinstance(cell, (int, float)) and not is_iin and math.isfinite(cell):
        page.write_number(row, column, cell, formats.of(shade))
    else:
        whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        page.write_string(row, column, str(harmless(str(whole))), formats.of(shade, numbers="@"))
