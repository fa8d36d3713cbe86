"""What a file says, whatever its type: captions, rows under them, and the lines they stand on."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms_api.files.kinds import MARKED, Caption, FileType

MOST_ROWS = 10_000
MOST_COLUMNS = 100
_HEADER_WITHIN = 20
_FEWEST_ALIKE = 2
_HARMLESS = ("=", "+", "-", "@")
_CONTROL = "".join(map(chr, range(32))).translate(dict.fromkeys(map(ord, "\t\r\n"), None)) + "\x7f"
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad" + _CONTROL), None)

Line = tuple[int, Sequence[Any]]
"""Number of a row as the table shows it, and its cells."""


class Unreadable(ValueError):
    """The file cannot be read as a whole; ``code`` of :data:`lms_api.files.texts.FILES`.

    ``names`` are captions or sheets that help to find the place, ``line`` the row.
    """

    def __init__(self, code: str, *, names: Sequence[str] = (), line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.names, self.line = code, tuple(names), line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The one table of a file."""

    type: FileType
    captions: tuple[str, ...]
    places: Mapping[str, int]
    """Field, or a caption for columns told apart later → its column from 0."""
    lines: Sequence[Line]
    header_line: int
    delimiter: str = ";"
    uses_1904: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()
    """(line, column) of formulas without a saved value."""

    def width(self) -> int:
        """Columns that hold anything, with a caption or without."""
        return max([len(self.captions), *(len(cells) for _line, cells in self.lines)])

    def unused(self) -> list[str]:
        """Captions that are passed over, without the two columns of marks and empty ones."""
        taken = set(self.places.values())
        marks = {plain(word) for one in MARKED for word in words_of(one)}
        return [
            caption
            for place, caption in enumerate(self.captions)
            if place not in taken and caption and plain(caption) not in marks
        ]

    def cell(self, cells: Sequence[Any], field: str) -> Any:
        """The cell of a field in a row; None where the row is shorter or has no such column."""
        place = self.places.get(field)
        return cells[place] if place is not None and place < len(cells) else None


def plain(value: Any) -> str:
    """A caption as compared: without case, ё, spaces at the ends and a trailing mark."""
    text = unicodedata.normalize("NFKC", str(value or "")).translate(_INVISIBLE)
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(" *:")


def tidy(value: Any) -> Any:
    """A cell without what the eye does not see; an empty text is None."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).translate(_INVISIBLE).replace("\u00a0", " ").strip()
    if text[:1] == "'" and text[1:].startswith(_HARMLESS):
        text = text[1:]  # as a file that went back to the school has it
    return text or None


def trimmed(cells: Sequence[Any]) -> tuple[Any, ...]:
    """A row without the empty cells at its end."""
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return tuple(cells[:last])


def words_of(caption: Caption) -> tuple[str, ...]:
    """Every way in which a column may be called."""
    return (caption.field, caption.ru, caption.kk, caption.en, *caption.also)


def header_of(
    lines: Iterable[Line], columns: Sequence[Caption], more: Mapping[str, str] | None = None
) -> tuple[int, tuple[str, ...], dict[str, int]]:
    """Find the captions among the first rows.

    :param more: further captions (as of :func:`plain`) → name, e.g. subjects
    :returns: line, captions as written, column of each field or name
    :raises Unreadable: none, too few, or one twice
    """
    known = {plain(word): one.field for one in columns for word in words_of(one)}
    known |= {word: field for word, field in (more or {}).items() if word not in known}
    wanted = [one for one in columns if one.required]
    best: Unreadable | None = None
    for number, (line, cells) in enumerate(lines):
        if number >= _HEADER_WITHIN:
            break
        captions = tuple(str(cell or "") for cell in trimmed([tidy(cell) for cell in cells]))
        fields = [known.get(plain(caption)) for caption in captions]
        missing = [one for one in wanted if one.field not in fields]
        if len(wanted) - len(missing) < min(_FEWEST_ALIKE, len(wanted)):
            continue
        if missing:
            best = best or Unreadable(
                "MISSING_COLUMNS", names=[one.field for one in missing], line=line
            )
            continue
        twice = [name for name in dict.fromkeys(fields) if name and fields.count(name) > 1]
        if twice:
            raise Unreadable("COLUMN_TWICE", names=twice, line=line)
        return line, captions, {name: place for place, name in enumerate(fields) if name}
    raise best or Unreadable("NO_HEADER")


def filled(lines: Iterable[Line], *, after: int) -> Iterator[Line]:
    """Rows under the captions that say anything.

    :raises Unreadable: more than :data:`MOST_ROWS`
    """
    count = 0
    for line, cells in lines:
        if line <= after:
            continue
        row = trimmed([tidy(cell) for cell in cells])
        if not row:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable("TOO_MANY_ROWS")
        yield line, row
