"""A school whose LMS cannot push hands its month in by file, mends the marked file and accepts."""

import datetime as dt
import io
import re
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from core.identifiers import check_digit
from tests.journeys.people import Person

MONTH = "2025-09"
_BORN = (dt.date(2013, 4, 2), dt.date(2014, 5, 3), dt.date(2008, 6, 4))
_TYPE = "в общеобразовательном классе"


def template_is_filled(head: Person, folder: Path) -> Path:
    """Three pupils, one of a class that does not exist, one whose IIN Excel made a number."""
    head.opens(f"/school/files/new/?month={MONTH}")
    with head.page.expect_download() as told:
        head.presses("Скачать шаблон XLSX")
    book = _opened(told.value.path())
    sheet = book.worksheets[0]
    for row, (born, grade) in enumerate(zip(_BORN, (6, 55, 11), strict=True), start=2):
        iin = _iin(born)
        cells = (int(iin) if iin.startswith("0") else iin, None, grade, born, _TYPE)
        for place, value in enumerate(cells, start=1):
            sheet.cell(row, place, value)
    return _kept(book, folder / "контингент.xlsx")


def file_is_checked(head: Person, file: Path) -> None:
    """The bar, then what the file would do; nothing of it is written yet."""
    head.page.locator("main input[type=file]").set_input_files(file)
    head.presses("Проверить файл")
    head.page.wait_for_url(re.compile(r"/files/\d+/$"))
    head.waits_for("Файл проверен, ещё ничего не записано")
    head.photographs("file-checked")


def faults_are_named_by_line(head: Person) -> None:
    """The class of the third line is refused; the zero of the fourth came back with a warning."""
    row = head.page.locator("main tbody tr", has_text="GRADE_RANGE")
    expect(row.locator("td").first).to_have_text("3")
    row = head.page.locator("main tbody tr", has_text="IIN_ZEROS_RESTORED")
    expect(row.locator("td").first).to_have_text("4")


def marked_file_is_mended(head: Person, folder: Path) -> Path:
    """The school's own file with two columns more; the class is put right."""
    with head.page.expect_download() as told:
        head.presses("Скачать файл с пометками")
    book = _opened(told.value.path())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    assert [cell.value for cell in sheet[1]][-2:] == ["Что не так", "Как исправить"]
    sheet["C3"] = 5
    return _kept(book, folder / "исправлено.xlsx")


def mended_file_is_accepted(head: Person, file: Path) -> None:
    """All three pupils become the month of the school."""
    head.opens(f"/school/files/new/?month={MONTH}")
    file_is_checked(head, file)
    head.presses("Принять строк: 3")
    head.waits_for("Данные приняты")
    head.photographs("file-accepted")


def _opened(path: Path) -> openpyxl.Workbook:
    """What the browser keeps has no suffix, and openpyxl judges by it."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def _kept(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def _iin(born: dt.date) -> str:
    """A number of nobody: the first serial of the day whose check digit exists."""
    for serial in range(9_990, 10_000):
        first = f"{born:%y%m%d}5{serial}"
        control = check_digit(first)
        if control is not None:
            return f"{first}{control}"
    raise AssertionError("no number of that day has a check digit")
