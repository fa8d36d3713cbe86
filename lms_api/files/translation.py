"""From the rows of a file to the rows of the API, with the way back from a fault to its cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from lms_api.files.cells import (
    is_excel_error,
    read_date,
    read_grade,
    read_hours,
    read_iin,
    read_word,
)
from lms_api.files.kinds import FileKind
from lms_api.files.sheet import Line, Sheet, plain
from schools.models import StudyType, Subject

_INSIDE = re.compile(r"(?:marks|subjects)\[([0-9]+)\](?:\.(\w+))?")
_PART_OF_TEACHER = {"subject_id": "subject_id", "hours": "hours"}
_SEVERAL = re.compile(r"[;,\s]+")
_PASSED = {"pass", "зачет", "зачтено", "сынақ", "сыналды", "есептелді", "passed", "зач"}
_FAILED = {"fail", "незачет", "не зачтено", "сыналмады", "failed", "незач", "есептелмеді"}
_OTHER_WORDS = {
    "general": ("общий", "общеобразовательный", "обычный", "жалпы", "жалпы білім беретін"),
    "correction": ("коррекционный", "коррекция", "түзету"),
    "special_needs": ("ооп", "с ооп", "ебқ", "инклюзия", "инклюзивный"),
    "home": ("домашнее", "надомное", "надомный", "үйде", "үйден"),
}

Cell = tuple[int, int | None]
"""Line, and column from 0 where one is meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a cell; an error keeps its row out."""

    line: int | None
    column: int | None
    code: str
    is_error: bool = True


@dataclass(slots=True)
class Translated:
    """Rows as the API takes them."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[Cell, str] = field(default_factory=dict)
    """What the file did to a cell: a nearer explanation than the rule's."""
    _lines: list[list[int]] = field(default_factory=list)
    _inner: list[list[Cell]] = field(default_factory=list)
    _columns: Mapping[str, int] = field(default_factory=dict)

    def cell_of(self, row: int, name: str) -> Cell:
        """Where a field of a row of the API stands in the file."""
        inside = _INSIDE.fullmatch(name)
        if inside and int(inside[1]) < len(self._inner[row]):
            line, column = self._inner[row][int(inside[1])]
            part = _PART_OF_TEACHER.get(inside[2] or "")
            return line, self._columns.get(part, column) if part else column
        return self._lines[row][0], self._columns.get(name)

    def lines_of(self, row: int) -> list[int]:
        """Every line that a row of the API came from."""
        return self._lines[row]

    def findings(
        self, errors: Sequence[Mapping[str, Any]], warnings: Sequence[Mapping[str, Any]]
    ) -> list[Finding]:
        """Errors and warnings of an answer in cells of the file, by line."""
        found: list[Finding] = []
        at_fault: set[Cell] = set()
        for given, is_error in ((errors, True), (warnings, False)):
            for one in given:
                if one["row"] is None:
                    found.append(Finding(None, None, one["code"], is_error))
                    continue
                cell = self.cell_of(one["row"], one["field"])
                nearer = self.notes.get(cell) if is_error else None
                if is_error:
                    at_fault.add(cell)
                found.append(Finding(*cell, nearer or one["code"], is_error))
        found += [
            Finding(*cell, code, False) for cell, code in self.notes.items() if cell not in at_fault
        ]
        return sorted(found, key=lambda one: (one.line or 0, one.column or 0, not one.is_error))


def translated(kind: str, sheet: Sheet) -> Translated:
    """Translate the rows of a sheet."""
    return {FileKind.PUPILS: _pupils, FileKind.TEACHERS: _teachers, FileKind.MARKS: _marks}[
        FileKind(kind)
    ](sheet)


def study_words() -> dict[str, str]:
    """Every caption of a study type, as of ``plain`` → code."""
    words = {code: code for code in StudyType.values}
    words |= {word: code for code, others in _OTHER_WORDS.items() for word in others}
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            words |= {plain(one.label): one.value for one in StudyType}
    return words


def subject_words() -> dict[str, str]:
    """Every name of a subject, as of ``plain`` → id of the API."""
    words = {}
    for subject in Subject.objects.all():
        for name in (subject.name_en, subject.name_kk, subject.name_ru, subject.subject_id):
            words[plain(name)] = subject.subject_id
    return words


class _Cells:
    """The cells of one line, and the notes about them."""

    def __init__(self, sheet: Sheet, line: Line, notes: dict[Cell, str]) -> None:
        self._sheet, self._notes = sheet, notes
        self.line, self._cells = line

    def raw(self, name: str) -> Any:
        return self._sheet.cell(self._cells, name)

    def read(self, name: str, reader: Any, **options: Any) -> Any:
        """A value for the API; what the file did to it is noted."""
        place = self._sheet.places.get(name)
        if place is None:
            return None
        value, note = reader(self.raw(name), **options)
        if (self.line, place) in self._sheet.formulas:
            note = "FORMULA"
        elif is_excel_error(value):
            note = "CELL_ERROR"
        if note:
            self._notes[self.line, place] = note
        return value


def _put(row: dict[str, Any], name: str, value: Any) -> None:
    """An empty cell says nothing."""
    if value is not None:
        row[name] = value


def _pupils(sheet: Sheet) -> Translated:
    found, words = Translated(_columns=sheet.places), study_words()
    for line in sheet.lines:
        cells = _Cells(sheet, line, found.notes)
        row: dict[str, Any] = {}
        born = cells.read("birth_date", read_date, uses_1904=sheet.uses_1904)
        _put(row, "iin", cells.read("iin", read_iin, born=born))
        _put(row, "grade", cells.read("grade", read_grade))
        _put(row, "birth_date", born)
        _put(
            row,
            "study_type",
            cells.read("study_type", read_word, words=words, unknown="STUDY_TYPE_WORD"),
        )
        for name in ("enrolled_on", "left_on"):
            _put(row, name, cells.read(name, read_date, uses_1904=sheet.uses_1904))
        number = cells.raw("row_id")
        _put(row, "row_id", None if number is None else str(number))
        found.rows.append(row)
        found._lines.append([cells.line])
        found._inner.append([])
    return found


def _teachers(sheet: Sheet) -> Translated:
    """Lines of one IIN are the subjects of one teacher."""
    found, words = Translated(_columns=sheet.places), subject_words()
    known: dict[str, int] = {}
    for line in sheet.lines:
        cells = _Cells(sheet, line, found.notes)
        iin = cells.read("iin", read_iin, born=None)
        subject: dict[str, Any] = {}
        _put(
            subject,
            "subject_id",
            cells.read("subject_id", read_word, words=words, unknown="SUBJECT_WORD"),
        )
        _put(subject, "hours", cells.read("hours", read_hours))
        if iin is None or iin not in known:
            row: dict[str, Any] = {"subjects": []}
            _put(row, "iin", iin)
            found.rows.append(row)
            found._lines.append([])
            found._inner.append([])
            if iin is not None:
                known[iin] = len(found.rows) - 1
        place = known[iin] if iin is not None else len(found.rows) - 1
        found.rows[place]["subjects"].append(subject)
        found._lines[place].append(cells.line)
        found._inner[place].append((cells.line, None))
    return found


def _marks(sheet: Sheet) -> Translated:
    """One line a pupil, one column a subject; a cell may hold several marks."""
    found = Translated(_columns=sheet.places)
    subjects = [(name, place) for name, place in sheet.places.items() if name not in _NO_SUBJECT]
    for line in sheet.lines:
        cells = _Cells(sheet, line, found.notes)
        row: dict[str, Any] = {}
        _put(row, "iin", cells.read("iin", read_iin, born=None))
        _put(row, "grade", cells.read("grade", read_grade))
        marks: list[dict[str, Any]] = []
        inner: list[Cell] = []
        for name, place in subjects:
            for kind, value in _marks_of(cells.read(name, lambda value: (value, None))):
                marks.append({"subject_id": name, "mark_type": kind, "value": value})
                inner.append((cells.line, place))
        found.rows.append(row | {"marks": marks})
        found._lines.append([cells.line])
        found._inner.append(inner)
    return found


_NO_SUBJECT = {"iin", "note", "grade"}


def _marks_of(value: Any) -> list[tuple[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, str):
        whole, _note = read_grade(value)
        return [("numeric", whole)]
    if plain(value) in _PASSED | _FAILED:
        return [("pass_fail", "pass" if plain(value) in _PASSED else "fail")]
    return [_mark_of(part) for part in _SEVERAL.split(value) if part]


def _mark_of(text: str) -> tuple[str, Any]:
    word = plain(text)
    if word in _PASSED:
        return "pass_fail", "pass"
    if word in _FAILED:
        return "pass_fail", "fail"
    return "numeric", int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text
