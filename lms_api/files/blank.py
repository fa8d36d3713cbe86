"""The empty file to fill in: captions, lists to choose from and hints in the user's language."""

import csv
import io
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from lms_api.files.kinds import COLUMNS, Caption, FileKind
from lms_api.files.sheet import MOST_ROWS
from schools.models import StudyType, Subject

_BOM = "\ufeff"
_HEAD = "#E8EEF5"
_WIDTHS = {"iin": 16, "note": 36, "study_type": 46, "subject_id": 36}
_COMMON_WIDTH, _MARK_WIDTH, _HINT_WIDTH = 18, 14, 100
_HIDDEN = {"row_id"}
_DATES = {"birth_date", "enrolled_on", "left_on"}


def blank_csv(kind: str, language: str) -> bytes:
    """Captions only, with semicolons, as Excel opens CSV in Kazakhstan."""
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerow(_captions(FileKind(kind), language))
    return (_BOM + target.getvalue()).encode()


def blank_workbook(kind: str, language: str) -> bytes:
    """A sheet to fill in, a sheet of hints, and the words of the lists."""
    target = io.BytesIO()
    with (
        translation.override(language),
        xlsxwriter.Workbook(target, {"in_memory": True}) as book,
    ):
        sheet = book.add_worksheet(str(_("Данные")))
        hints = book.add_worksheet(str(_("Подсказки")))
        head = book.add_format({"bold": True, "bg_color": _HEAD, "text_wrap": True, "border": 1})
        for place, caption in enumerate(_captions(FileKind(kind), language)):
            sheet.write_string(0, place, caption, head)
        sheet.freeze_panes(1, 1)
        lists = _write_hints(hints, FileKind(kind), language, book.add_format({"text_wrap": True}))
        columns = [one for one in COLUMNS[FileKind(kind)] if one.field not in _HIDDEN]
        for place, column in enumerate(columns):
            _dress(book, sheet, place, column, lists)
        if kind == FileKind.MARKS:
            names = _subjects(language)
            sheet.set_column(len(columns), len(columns) + len(names) - 1, _MARK_WIDTH)
    return target.getvalue()


def _captions(kind: FileKind, language: str) -> list[str]:
    own = [one.words(language) for one in COLUMNS[kind] if one.field not in _HIDDEN]
    return own + (_subjects(language) if kind == FileKind.MARKS else [])


def _subjects(language: str) -> list[str]:
    field = f"name_{language if language in ('ru', 'kk', 'en') else 'ru'}"
    return list(Subject.objects.order_by("number").values_list(field, flat=True))


def _dress(book: Any, sheet: Any, place: int, column: Caption, lists: dict[str, str]) -> None:
    """Types and checks of a column: IINs as text, dates as dates, words from a list."""
    look = book.add_format({"locked": False})
    if column.field in ("iin", "note"):
        look.set_num_format("@")
    elif column.field in _DATES:
        look.set_num_format("dd.mm.yyyy")
    sheet.set_column(place, place, _WIDTHS.get(column.field, _COMMON_WIDTH), look)
    check = _check_of(column, lists)
    if check:
        sheet.data_validation(1, place, MOST_ROWS, place, check)


def _check_of(column: Caption, lists: dict[str, str]) -> dict[str, Any] | None:
    if column.field in lists:
        return {
            "validate": "list",
            "source": lists[column.field],
            "error_title": _("Выберите из списка"),
            "error_message": _("Все значения — на листе «Подсказки»."),
        }
    if column.field == "grade":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": 12,
            "error_type": "warning",
            "error_title": _("Класс от 0 до 12"),
            "error_message": _("0 — предшкольный класс. Букву класса писать не нужно."),
        }
    if column.field == "iin":
        return {
            "validate": "length",
            "criteria": "==",
            "value": 12,
            "error_type": "warning",
            "error_title": _("ИИН — 12 цифр"),
            "error_message": _("Проверьте ИИН: в нём должно быть 12 цифр, с ведущими нулями."),
        }
    return None


def _write_hints(page: Any, kind: FileKind, language: str, wraps: Any) -> dict[str, str]:
    """Write what to know; returns where the words of each list stand."""
    page.set_column(0, 0, _HINT_WIDTH, wraps)
    row = 0
    for hint in _hints(kind):
        page.write_string(row, 0, str(hint))
        row += 1
    if kind == FileKind.MARKS:
        return {}
    field = "study_type" if kind == FileKind.PUPILS else "subject_id"
    words = [str(one.label) for one in StudyType] if field == "study_type" else _subjects(language)
    row += 1
    page.write_string(row, 0, str(_("Значения для списка:")))
    first = row + 1
    for word in words:
        row += 1
        page.write_string(row, 0, word)
    name = str(_("Подсказки")).replace("'", "''")
    return {field: f"='{name}'!$A${first + 1}:$A${row + 1}"}


def _hints(kind: FileKind) -> list[Any]:
    common = [
        _("Заполняйте лист «Данные»: одна строка — один человек. Порядок столбцов любой."),
        _("ИИН — 12 цифр текстом: столбец уже текстовый, ведущие нули не пропадут."),
        _("Столбец с ФИО нужен только вам, чтобы находить строки: он никуда не передаётся."),
        _("Лишние столбцы не мешают. Объединённые ячейки и макросы не принимаются."),
        _("До 10 000 строк и до 5 МБ. Один файл — одна школа и один период."),
    ]
    if kind == FileKind.PUPILS:
        return [
            *common,
            _("Файл передаёт месяц целиком: кого в нём нет, тот в этом месяце не учится."),
            _("Даты — 31.12.2015 или 2015-12-31. Дату выбытия пишите тем, кто выбыл в месяце."),
            _("Класс — число от 0 до 12, букву можно не писать."),
        ]
    if kind == FileKind.TEACHERS:
        return [
            *common,
            _("Если преподаватель ведёт несколько предметов, повторите его ИИН в новой строке."),
            _("Часы — за месяц, не больше двух знаков после запятой: 72 или 72,5."),
        ]
    return [
        *common,
        _("Оценка — целое число от 1 до 10 или «зачёт» и «незачёт»; пусто — предмета нет."),
        _("Несколько оценок по предмету запишите через пробел: 8 9 7."),
    ]
