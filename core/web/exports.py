"""CSV and XLSX of exactly the rows, columns and order a list shows."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

_BOM = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Any) -> Any:
    """Keep a spreadsheet from running a cell's text as a formula.

    Numbers pass through; a text that begins like a formula (also after spaces) gets an apostrophe.
    """
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    text = str(value)
    return (
        f"'{text}" if text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS) else text
    )


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_response(rows: Iterable[Sequence[Any]], *, filename: str) -> HttpResponseBase:
    """Stream rows as CSV: comma, UTF-8 with a byte order mark for spreadsheets' sake."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield _BOM
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return response


def xlsx_response(rows: Iterable[Sequence[Any]], *, filename: str) -> HttpResponseBase:
    """Write rows as XLSX in constant memory; sums stay numbers, all text stays text."""
    # the response owns and closes the file
    target = tempfile.TemporaryFile()  # noqa: SIM115
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        heading = book.add_format({"bold": True})
        sum_format = book.add_format({"num_format": "# ##0.00"})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                value = harmless(cell)
                if number == 0:
                    sheet.write_string(number, place, str(value), heading)
                elif isinstance(value, Decimal):
                    sheet.write_number(number, place, value, sum_format)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, value)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{filename}.xlsx", content_type=_XLSX)
