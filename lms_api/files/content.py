"""What a file is by its bytes, before anything in it is opened."""

import io
import zipfile
import zlib

from lms_api.files.kinds import FileType
from lms_api.files.sheet import Unreadable

MOST_BYTES = 5 * 1024 * 1024
_MB = 1024 * 1024
MOST_UNPACKED = 40 * _MB
_MOST_PARTS = 300
_MOST_OF_PART = {"xl/styles.xml": 4 * _MB, "xl/sharedStrings.xml": 20 * _MB}
_MOST_OF_OTHERS = 2 * _MB
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOT_TEXT = (b"%PDF-", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf", b"{", b"[")


def type_of(content: bytes) -> FileType:
    """XLSX or CSV, by the bytes.

    :raises Unreadable: empty, too large, or anything else; the code says what it seems to be
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("EMPTY_FILE")
    if len(content) > MOST_BYTES:
        raise Unreadable("FILE_TOO_LARGE")
    if content.startswith(_ZIP):
        _guard(content)
        return FileType.XLSX
    if content.startswith(_OLE):
        raise Unreadable("PASSWORD" if _ENCRYPTED in content else "OLD_EXCEL")
    if content.startswith(_NOT_TEXT):
        raise Unreadable("WRONG_TYPE")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith(_MARKUP):
        raise Unreadable("WRONG_TYPE")
    text_of(content)
    return FileType.CSV


def text_of(content: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or Windows-1251.

    :raises Unreadable: none of them
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise Unreadable("WRONG_TYPE")
    else:
        encodings = ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_written(text):
            return text
    raise Unreadable("ENCODING")


def _is_written(text: str) -> bool:
    """Nobody types control characters: a binary file read as Windows-1251 is full of them."""
    return not any(sign < " " and sign not in "\t\r\n" for sign in text)


def _guard(content: bytes) -> None:
    """Look at the list of an archive: whether it is a workbook, and how large it would become.

    ``zipfile`` never gives more bytes of a part than this list promises, so the list is enough.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _look(archive, {part.filename: part for part in parts}, count=len(parts))
    except Unreadable:
        raise
    except _BROKEN as broken:
        raise Unreadable("BROKEN_FILE") from broken


def _look(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], *, count: int) -> None:
    names = {name.lower() for name in parts}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Unreadable("MACROS")
    if any(part.flag_bits & 1 for part in parts.values()):
        raise Unreadable("PASSWORD")
    if "xl/workbook.bin" in names:
        raise Unreadable("OLD_EXCEL")
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("OPEN_DOCUMENT")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Unreadable("WRONG_TYPE")
    if count != len(names):
        raise Unreadable("BROKEN_FILE")  # two parts of one name: readers would differ
    xml = [part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if count > _MOST_PARTS or sum(part.file_size for part in xml) > MOST_UNPACKED:
        raise Unreadable("UNPACKED_TOO_LARGE")
    for part in xml:
        most = _MOST_OF_PART.get(part.filename, _MOST_OF_OTHERS)
        if not part.filename.startswith("xl/worksheets/") and part.file_size > most:
            raise Unreadable("UNPACKED_TOO_LARGE")
    types = next(part for name, part in parts.items() if name.lower() == "[content_types].xml")
    if b"macroenabled" in archive.read(types).lower():
        raise Unreadable("MACROS")
    for part in xml:
        if _declares(archive.read(part)):
            raise Unreadable("BROKEN_FILE")


def _declares(part: bytes) -> bool:
    """No part of a workbook declares entities; who does means harm. Only UTF-8 is read."""
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part[:64]
