"""Read a file into one sheet. Nothing in it is run; of formulas the saved value is taken."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from lms_api.files.content import text_of, type_of
from lms_api.files.kinds import Caption, FileType
from lms_api.files.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Line,
    Sheet,
    Unreadable,
    filled,
    header_of,
)

_LAST_LINE = 200_000  # what stands further down is not a list of a school
_SIGNS = (";", ",", "\t")
_MERGED = re.compile(rb'<mergeCell [^>]*ref="[A-Z]+([0-9]+):[A-Z]+([0-9]+)"')
_HEAD_LINES = 40
_BEAT_EVERY = 500

Beat = Callable[[int], None]
"""Told every so often how many rows were read."""


def read_sheet(
    content: bytes,
    *,
    columns: Sequence[Caption],
    more: Mapping[str, str] | None = None,
    beat: Beat = lambda count: None,
) -> Sheet:
    """Read the one table of a file.

    :param more: further captions → name (:func:`lms_api.files.sheet.header_of`)
    :raises Unreadable: with the code of what is wrong with the file as a whole
    """
    kind = type_of(content)
    if kind == FileType.CSV:
        return _csv(text_of(content), columns, more, beat)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions it leaves out
            return _workbook(content, columns, more, beat)
    except Unreadable:
        raise
    except Exception as broken:  # a damaged workbook makes the reader stumble anywhere
        raise Unreadable("BROKEN_FILE") from broken


def _csv(
    text: str, columns: Sequence[Caption], more: Mapping[str, str] | None, beat: Beat
) -> Sheet:
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first)
    signs: Sequence[str] = _SIGNS
    if told:
        signs, text = told[1], rest
    refusals: list[Unreadable] = []
    for sign in signs:
        lines = _records(text, sign)
        try:
            line, captions, places = header_of(islice(lines, _HEAD_LINES), columns, more)
            rows = _some(list(_counted(filled(_records(text, sign), after=line), beat)))
        except csv.Error as broken:
            raise Unreadable("BROKEN_FILE") from broken
        except Unreadable as refusal:
            if refusal.code not in ("NO_HEADER", "MISSING_COLUMNS"):
                raise
            refusals.append(refusal)
            continue
        return Sheet(FileType.CSV, captions, places, rows, line, delimiter=sign)
    raise min(refusals, key=lambda one: (one.code == "NO_HEADER", len(one.names)))


def _records(text: str, sign: str) -> Iterator[Line]:
    """Rows as a table program numbers them: a line break inside quotes is no new row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    for number, row in enumerate(reader, start=1):
        if number > _LAST_LINE:
            return
        yield number, row[:MOST_COLUMNS]


def _workbook(
    content: bytes, columns: Sequence[Caption], more: Mapping[str, str] | None, beat: Beat
) -> Sheet:
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    found, hidden, refusals = [], False, []
    for sheet in book.worksheets:
        try:
            head = header_of(islice(_lines(sheet), _HEAD_LINES), columns, more)
        except Unreadable as refusal:
            if refusal.code == "COLUMN_TWICE":
                raise
            refusals.append(refusal)
            continue
        if sheet.sheet_state != "visible":
            hidden = True
        else:
            found.append((sheet, head))
    if len(found) > 1:
        raise Unreadable("SEVERAL_SHEETS", names=[sheet.title for sheet, _head in found])
    if not found:
        if hidden:
            raise Unreadable("HIDDEN_SHEET")
        partial = [one for one in refusals if one.code == "MISSING_COLUMNS"]
        raise partial[0] if partial else Unreadable("NO_HEADER")
    sheet, (line, captions, places) = found[0]
    xml = _xml_of(content, sheet)
    for first, last in _MERGED.findall(xml):
        if int(last) > line:
            raise Unreadable("MERGED_CELLS", line=max(int(first), line + 1))
    rows = list(_counted(filled(_lines(sheet), after=line), beat))
    formulas: frozenset[tuple[int, int]] = frozenset()
    if b"<f" in xml:
        rows, formulas = _with_formulas(content, sheet.title, rows, set(places.values()), line)
    _some(rows)
    return Sheet(
        FileType.XLSX,
        captions,
        places,
        rows,
        line,
        uses_1904=book.epoch == CALENDAR_MAC_1904,
        formulas=formulas,
    )


def _lines(sheet: ReadOnlyWorksheet) -> Iterator[Line]:
    """Rows of a sheet; what it claims of its own size is not believed."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        if number > _LAST_LINE:
            return
        yield number, row


def _xml_of(content: bytes, sheet: ReadOnlyWorksheet) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(sheet._worksheet_path.lstrip("/"))


def _with_formulas(
    content: bytes, title: str, rows: Sequence[Line], used: set[int], header: int
) -> tuple[list[Line], frozenset[tuple[int, int]]]:
    """Rows, and where nobody has calculated a formula yet: such a row must not vanish as empty."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    seen = dict(rows)
    unsaved = {
        (line, place)
        for line, cells in _lines(book[title])
        if line > header
        for place, cell in enumerate(cells)
        if place in used and _is_formula(cell) and _at(seen.get(line, ()), place) is None
    }
    for line, _place in unsaved:
        seen.setdefault(line, ())
    if len(seen) > MOST_ROWS:
        raise Unreadable("TOO_MANY_ROWS")
    return sorted(seen.items()), frozenset(unsaved)


def _is_formula(cell: Any) -> bool:
    return (isinstance(cell, str) and cell.startswith("=")) or type(cell).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    )


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _counted(rows: Iterator[Line], beat: Beat) -> Iterator[Line]:
    count = 0
    for count, row in enumerate(rows, start=1):
        yield row
        if count % _BEAT_EVERY == 0:
            beat(count)
    beat(count)


def _some(rows: list[Line]) -> list[Line]:
    if not rows:
        raise Unreadable("NO_ROWS")
    return rows
