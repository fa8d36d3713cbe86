"""The cells of a page's rows; what is the same in a whole column is worked out once.

django-tables2 asks for every cell again which classes the column has, how it is called, which
arguments its ``render`` takes and what all the choices of its field are called: together more than
the cells themselves cost. Classes of a column that depend on the row are not supported.
"""

import inspect
from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]


def rows_of(table: tables.Table) -> Iterator[list[SafeString]]:
    """The rows of the table's page, each as the ``<td>`` elements of its shown columns."""
    columns = [_Column(table, bound) for bound in table.columns]
    for row in table.paginated_rows:
        yield [column.cell(row) for column in columns]


class _Column:
    """A shown column of one table."""

    def __init__(self, table: tables.Table, bound: Any) -> None:
        self._table, self._bound, self._default = table, bound, bound.default
        self._labels: dict[Any, Any] | None = None
        given = inspect.signature(bound.render).parameters.values()
        self._takes_all = any(one.kind is one.VAR_KEYWORD for one in given)
        self._takes = {one.name for one in given}
        classes = bound.attrs["td"].get("class")
        self._start = format_html(
            '<td role="cell" data-label="{}"{}>',
            bound.header,
            format_html(' class="{}"', classes) if classes else "",
        )

    def cell(self, row: Any) -> SafeString:
        """The element of this column in a row."""
        value = self._value(row.record)
        shown = self._default
        if value not in self._bound.column.empty_values:
            given = {
                "value": value,
                "record": row.record,
                "column": self._bound.column,
                "bound_column": self._bound,
                "bound_row": row,
                "table": self._table,
            }
            if not self._takes_all:
                given = {name: one for name, one in given.items() if name in self._takes}
            shown = self._bound.render(**given)
        if not isinstance(shown, str):
            shown = localize(template_localtime(shown))
        return mark_safe(f"{self._start}{conditional_escape(shown)}</td>")

    def _value(self, record: Any) -> Any:
        """What the accessor leads to; None where the way breaks off; a choice in its words."""
        if self._labels is None:
            self._labels = _labels_of(self._bound.accessor, record)
        value = self._bound.accessor.resolve(record, quiet=True)
        return self._labels.get(value, value) if self._labels else value


def _labels_of(accessor: Any, record: Any) -> dict[Any, Any]:
    try:
        field = accessor.get_field(record)
    except FieldDoesNotExist:
        return {}
    return dict(getattr(field, "flatchoices", ()))
