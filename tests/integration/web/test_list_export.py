"""The files of a list: the same rows and columns, harmless in a spreadsheet."""

import csv
import io

import openpyxl
import pytest
from django.test import Client

from accounts.models import Organisation, OrganisationKind
from tests.factories.cast import synthetic_bin

pytestmark = pytest.mark.urls("tests.integration.web.urls")
PAGE = "/ru/school/organisations/"


@pytest.fixture
def two_vendors(db: None) -> list[Organisation]:
    return [
        Organisation.objects.create(
            kind=OrganisationKind.LMS_VENDOR, bin=synthetic_bin(), name_ru=name
        )
        for name in ('=HYPERLINK("http://evil")', "Б, «кавычки»")
    ]


def _csv(answer: object) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_csv_holds_the_rows_of_the_filter_in_its_order(
    aigerim: Client, two_vendors: list[Organisation]
) -> None:
    answer = aigerim.get(PAGE, {"export": "csv", "view": "vendors", "sort": "-name_ru"})
    assert answer["Content-Disposition"] == 'attachment; filename="organisations.csv"'
    rows = _csv(answer)
    assert rows[0] == ["Наименование", "Вид", "Сумма, ₸"]
    assert rows[1] == ["Б, «кавычки»", "Поставщик LMS", f"{two_vendors[1].pk}.00"]
    assert len(rows) == 3


def test_csv_never_holds_a_formula(aigerim: Client, two_vendors: list[Organisation]) -> None:
    rows = _csv(aigerim.get(PAGE, {"export": "csv", "view": "vendors", "sort": "name_ru"}))
    assert rows[1][0] == '\'=HYPERLINK("http://evil")'


def test_xlsx_keeps_sums_as_numbers_and_text_as_text(
    aigerim: Client, two_vendors: list[Organisation]
) -> None:
    answer = aigerim.get(PAGE, {"export": "xlsx", "view": "vendors", "sort": "name_ru"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = list(sheet.iter_rows(min_row=2))
    assert cells[0][0].data_type == "s"
    assert cells[0][2].value == two_vendors[0].pk
    assert cells[0][2].data_type == "n"
    assert sheet.max_row == 3
