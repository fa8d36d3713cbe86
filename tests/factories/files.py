"""Files as schools make them: XLSX and CSV of the same rows, good and broken."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership
from core.periods import Month
from lms_api.files import services
from lms_api.files.kinds import PUPIL_COLUMNS, FileKind
from lms_api.files.models import FileUpload
from schools.models import School
from tests.factories.contingent import OCTOBER

FIELDS = ("iin", "grade", "birth_date", "study_type", "enrolled_on", "left_on")
CAPTIONS = {one.field: one.ru for one in PUPIL_COLUMNS}
HEAD = [CAPTIONS[field] for field in FIELDS]


def table_of(rows: Sequence[dict[str, Any]], *, head: Sequence[str] = HEAD) -> list[list[Any]]:
    """Captions and the cells of API rows under them."""
    return [list(head), *([row.get(field) for field in FIELDS] for row in rows)]


def xlsx(table: Sequence[Sequence[Any]], *, edit: Any = None) -> bytes:
    """A workbook of one sheet; ``edit(book, sheet)`` changes it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table:
        sheet.append(list(row))
    if edit:
        edit(book, sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_of(
    table: Sequence[Sequence[Any]], *, sign: str = ";", encoding: str = "utf-8-sig"
) -> bytes:
    """The same as CSV."""
    lines = [sign.join("" if cell is None else str(cell) for cell in row) for row in table]
    return "\r\n".join([*lines, ""]).encode(encoding)


def rezipped(content: bytes, given: dict[str, bytes | None]) -> bytes:
    """The same by names as they are."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, data in given.items():
            if data is not None:
                new.writestr(name, data)
    return target.getvalue()


def uploaded(
    school: School,
    by: Membership,
    content: bytes,
    *,
    kind: str = FileKind.PUPILS,
    month: Month = OCTOBER,
    name: str = "контингент.xlsx",
    is_strict: bool = False,
) -> FileUpload:
    """A file that a member has handed in; its check waits for a worker."""
    return services.receive_file(
        school=school,
        actor=by.as_actor(),
        kind=kind,
        month=month,
        content=content,
        name=name,
        is_strict=is_strict,
    )


def as_form(content: bytes, name: str = "контингент.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
