"""Files of schools: what is read, and with what words the rest is refused."""

import datetime as dt
import io
import zipfile
from unittest.mock import patch

import msgspec
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lms_api.files.content import MOST_BYTES, type_of
from lms_api.files.kinds import (
    MARK_COLUMNS,
    MARKED,
    PUPIL_COLUMNS,
    TEACHER_COLUMNS,
    FileKind,
    FileType,
)
from lms_api.files.marking import marked_file
from lms_api.files.reading import read_sheet
from lms_api.files.sheet import MOST_ROWS, Unreadable
from lms_api.files.texts import FILES
from lms_api.files.translation import Finding, translated
from tests.factories.files import HEAD, csv_of, rezipped, xlsx

IIN = "140512550013"
ROW = [IIN, 5, "2014-05-12", "general", None, None]
TABLE = [HEAD, ROW]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def read(content):
    return read_sheet(content, columns=PUPIL_COLUMNS)


def cells(sheet, field="iin"):
    return [(line, sheet.cell(row, field)) for line, row in sheet.lines]


def put(place, value):
    def edit(_book, sheet):
        sheet[place] = value

    return edit


def merged(place):
    return lambda _book, sheet: sheet.merge_cells(place)


def second_sheet(book, _sheet):
    other = book.create_sheet("Ещё")
    for row in TABLE:
        other.append(row)


def hidden_sheet(book, _sheet):
    book.create_sheet("Скрыт").sheet_state = "hidden"


def only_hidden(book, sheet):
    sheet.sheet_state = "hidden"
    book.create_sheet("Пусто")


def part(name, data):
    return rezipped(xlsx(TABLE), {name: data})


def bomb():
    return part("xl/media.xml", b" " * (41 * 1024 * 1024))


GOOD = {
    "xlsx": xlsx(TABLE),
    "semicolons": csv_of(TABLE),
    "commas": csv_of(TABLE, sign=","),
    "tabs": csv_of(TABLE, sign="\t"),
    "utf-8 without a mark": csv_of(TABLE, encoding="utf-8"),
    "windows-1251": csv_of(TABLE, encoding="cp1251"),
    "utf-16 as Excel's «Unicode text»": csv_of(TABLE, sign="\t", encoding="utf-16"),
    "sep= first": b"sep=|\r\n" + csv_of(TABLE, sign="|", encoding="utf-8"),
    "Kazakh captions": xlsx([[one.kk for one in PUPIL_COLUMNS], [IIN, "А", 5, "x", "y"]]),
    "English captions": xlsx([[one.en for one in PUPIL_COLUMNS], [IIN, "A", 5, "x", "y"]]),
    "names of the API": xlsx([[one.field for one in PUPIL_COLUMNS], [IIN, "A", 5, "x", "y"]]),
    "another case, spaces, stars": xlsx(
        [["  иин* ", "КЛАСС", "Дата  рождения:", "тип обучения"], [IIN, 5, "x", "y"]]
    ),
    "another order and columns of its own": xlsx(
        [
            ["№", "Тип обучения", "Телефон", "Дата рождения", "Класс", "ИИН"],
            [1, "y", "+7", "x", 5, IIN],
        ]
    ),
    "a title above": xlsx([["Контингент школы"], [], HEAD, ROW]),
    "a merged title above": xlsx([["Контингент"], HEAD, ROW], edit=merged("A1:C1")),
    "a hidden sheet beside": xlsx(TABLE, edit=hidden_sheet),
    "a sheet of hints beside": xlsx(
        TABLE, edit=lambda book, _sheet: book.create_sheet("Подсказки").append(["ИИН — 12 цифр"])
    ),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_a_table_is_read_however_it_was_saved(content):
    assert [value for _line, value in cells(read(content))] == [IIN]


BAD = {
    "nothing": (b"", "EMPTY_FILE"),
    "spaces": (b" \r\n\t ", "EMPTY_FILE"),
    "a mark of UTF-8 alone": ("\ufeff".encode(), "EMPTY_FILE"),
    "too large": (b"a" * (MOST_BYTES + 1), "FILE_TOO_LARGE"),
    "a program renamed": (b"MZ\x90\x00" + b"\x00" * 100, "WRONG_TYPE"),
    "a program of Linux": (b"\x7fELF\x02\x01", "WRONG_TYPE"),
    "a PDF": (b"%PDF-1.7 ...", "WRONG_TYPE"),
    "a picture": (b"\x89PNG\r\n\x1a\n....", "WRONG_TYPE"),
    "a page": (b"<html><table><tr><td>1</td></tr></table></html>", "WRONG_TYPE"),
    "XML": (b"<?xml version='1.0'?><Workbook/>", "WRONG_TYPE"),
    "JSON": (b'{"pupils": []}', "WRONG_TYPE"),
    "bytes of nothing": (b"\x00\x01\x02\x03" * 50, "WRONG_TYPE"),
    "control characters": (b"abc\x07\x08;def", "ENCODING"),
    "old Excel": (OLE, "OLD_EXCEL"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "PASSWORD"),
    "an archive that is no workbook": (
        rezipped(xlsx(TABLE), {"xl/workbook.xml": None}), "WRONG_TYPE"
    ),
    "a workbook cut in half": (xlsx(TABLE)[:2500], "BROKEN_FILE"),
    "a workbook of binary sheets": (part("xl/workbook.bin", b"x"), "OLD_EXCEL"),
    "macros": (part("xl/vbaProject.bin", b"x"), "MACROS"),
    "macros by the type of content": (
        part("[Content_Types].xml", b"<x>application/vnd.ms-excel.sheet.macroEnabled.main+xml</x>"),
        "MACROS",
    ),
    "LibreOffice": (
        rezipped(xlsx(TABLE), {"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}),
        "OPEN_DOCUMENT",
    ),
    "a bomb": (bomb(), "UNPACKED_TOO_LARGE"),
    "a bomb of styles": (part("xl/styles.xml", b" " * (5 * 1024 * 1024)), "UNPACKED_TOO_LARGE"),
    "too many parts": (
        rezipped(xlsx(TABLE), {f"xl/x{n}.xml": b"<x/>" for n in range(310)}), "UNPACKED_TOO_LARGE"
    ),
    "entities": (
        part("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'), "BROKEN_FILE"
    ),
    "a sheet of another encoding": (
        part("xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16")), "BROKEN_FILE"
    ),
    "a sheet that is no XML": (part("xl/worksheets/sheet1.xml", b"<worksheet><row"), "BROKEN_FILE"),
    "no captions": (xlsx([ROW, ROW]), "NO_HEADER"),
    "no captions in CSV": (csv_of([ROW]), "NO_HEADER"),
    "a text": ("Уважаемые коллеги, высылаем список".encode(), "NO_HEADER"),
    "a column missing": (xlsx([HEAD[:3], ROW[:3]]), "MISSING_COLUMNS"),
    "a column missing in CSV": (csv_of([HEAD[:3], ROW[:3]]), "MISSING_COLUMNS"),
    "a column twice": (xlsx([[*HEAD, "ЖСН"], ROW]), "COLUMN_TWICE"),
    "captions and nothing": (xlsx([HEAD]), "NO_ROWS"),
    "captions and empty rows": (xlsx([HEAD, [None] * 6, [" "]]), "NO_ROWS"),
    "captions and nothing in CSV": (csv_of([HEAD]), "NO_ROWS"),
    "two sheets of pupils": (xlsx(TABLE, edit=second_sheet), "SEVERAL_SHEETS"),
    "pupils on a hidden sheet": (xlsx(TABLE, edit=only_hidden), "HIDDEN_SHEET"),
    "merged cells": (xlsx([HEAD, ROW, ROW], edit=merged("A2:A3")), "MERGED_CELLS"),
    "a row too many": (csv_of([HEAD, *[ROW] * (MOST_ROWS + 1)]), "TOO_MANY_ROWS"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_such_table_is_refused_with_its_reason(content, code):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert refusal.value.code == code
    assert code in FILES


def test_ten_thousand_rows_are_not_too_many():
    assert len(read(csv_of([HEAD, *[ROW] * MOST_ROWS])).lines) == MOST_ROWS


def test_a_missing_column_is_named():
    with pytest.raises(Unreadable) as refusal:
        read(xlsx([["ИИН", "Класс"], [IIN, 5]]))
    assert refusal.value.names == ("birth_date", "study_type")


def test_lines_are_those_that_the_table_shows():
    sheet = read(xlsx([["Список"], HEAD, ROW, [None] * 6, ROW]))
    assert [line for line, _row in sheet.lines] == [3, 5]


def test_a_line_break_inside_quotes_is_no_new_row():
    text = ";".join(HEAD) + f'\r\n{IIN};5;"2014\n05";general;;\r\n{IIN};6;;;;\r\n'
    assert [line for line, _row in read(text.encode()).lines] == [2, 3]


def test_a_claimed_size_is_not_believed():
    content = xlsx(TABLE)
    claim = _sheet_xml(content).replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"')
    with_claim = rezipped(content, {"xl/worksheets/sheet1.xml": claim})
    assert with_claim != content
    assert len(read(with_claim).lines) == 1


def _sheet_xml(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_a_formula_without_a_saved_value_is_told_apart():
    sheet = read(xlsx([HEAD, ROW, ROW], edit=put("B3", "=5+1")))
    assert sheet.formulas == {(3, 1)}


def test_a_row_of_formulas_alone_does_not_vanish():
    sheet = read(xlsx([HEAD, ROW], edit=put("A3", "=A2")))
    assert [line for line, _row in sheet.lines] == [2, 3]


def test_a_saved_value_of_a_formula_is_taken():
    content = xlsx([HEAD, [IIN, 777, *ROW[2:]]])
    xml = _sheet_xml(content).replace(b"<v>777</v>", b"<f>2+3</f><v>5</v>")
    sheet = read(rezipped(content, {"xl/worksheets/sheet1.xml": xml}))
    assert (cells(sheet, "grade"), sheet.formulas) == ([(2, 5)], frozenset())


def test_dates_come_as_dates_and_the_calendar_of_old_macs_is_known():
    def old_mac(book, sheet):
        book.epoch = CALENDAR_MAC_1904
        sheet["C2"] = dt.date(2014, 5, 12)

    sheet = read(xlsx(TABLE, edit=old_mac))
    assert sheet.uses_1904
    assert [(line, born.date()) for line, born in cells(sheet, "birth_date")] == [
        (2, dt.date(2014, 5, 12))
    ]


def test_marks_of_an_earlier_round_are_no_unused_columns():
    for language in ("ru", "kk", "en"):
        head = [*HEAD, *(one.words(language) for one in MARKED), "Телефон"]
        assert read(xlsx([head, ROW])).unused() == ["Телефон"]


def test_no_two_columns_of_a_kind_share_a_caption():
    for columns in (PUPIL_COLUMNS, TEACHER_COLUMNS, MARK_COLUMNS):
        for language in ("ru", "kk", "en"):
            words = [one.words(language) for one in (*columns, *MARKED)]
            assert len(set(words)) == len(words)


def test_the_type_is_told_by_the_bytes():
    assert type_of(xlsx(TABLE)) == FileType.XLSX
    assert type_of(csv_of(TABLE)) == FileType.CSV


ODD = [
    True, dt.time(9, 30), dt.timedelta(hours=5), dt.datetime.fromisoformat("1900-01-01"), 10**200,
    -1, 0.1, 1e300, "=1+1", "a\nb", "_x0000_", "x" * 32_000, "#REF!", "'", "\u200b", 60,
]  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:30])
@pytest.mark.parametrize("place", ["A2", "B2", "C2", "G2", "G1"])
def test_an_odd_cell_breaks_neither_the_reading_nor_the_body_nor_the_marks(value, place):
    sheet = read(xlsx(TABLE, edit=put(place, value)))
    rows = translated_pupils(sheet)
    body = msgspec.json.encode(rows.rows)
    assert b"\\u0000" not in body
    assert not any("\x00" in caption for caption in sheet.captions)
    findings = [Finding(line, None, "FORMULA") for line, _cells in sheet.lines]
    again = read(marked_file(sheet=sheet, findings=findings, language="ru"))
    assert len(again.lines) == len(sheet.lines)


def translated_pupils(sheet):
    with patch("lms_api.files.translation.study_words", return_value={"general": "general"}):
        return translated(FileKind.PUPILS, sheet)


@pytest.mark.parametrize("code", sorted(FILES))
def test_every_refusal_has_words_and_a_mend_in_three_languages(code):
    text = FILES[code]
    for words in (text.message, text.how_to_fix):
        assert set(words) == {"ru", "kk", "en"}
        assert all(words.values())
