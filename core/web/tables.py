"""The table every list is made of, and its kinds of column.

A column's ``render`` is what the page shows; its ``value`` is what an export holds.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.money import tenge_string
from core.web import cells, states
from core.web.addresses import cabinet_reverse
from core.web.templatetags.ortabilim import money, month, short_date, state_tag, whole

_KEPT = {"td": {"class": "keep"}}
_NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}


class Table(tables.Table):
    """Base of the lists' tables. ``actor`` is the member who looks, set by the list page."""

    actor: Any = None

    class Meta:
        template_name = "cabinets/table.html"
        empty_text = _("Ничего не найдено")

    def ready_rows(self) -> Iterator[list[SafeString]]:
        """The rows of the page as ready ``<td>`` elements."""
        return cells.rows_of(self)


class MoneyColumn(tables.Column):
    """Tiyn shown as tenge, aligned; exported as a number with two decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", _NUMERIC)
        super().__init__(*args, **kwargs)

    def render(self, value: int) -> str:
        return money(value)

    def value(self, value: int) -> Decimal:
        return Decimal(tenge_string(value))


class NumberColumn(tables.Column):
    """A count with grouped digits, exported as a number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", _NUMERIC)
        super().__init__(*args, **kwargs)

    def render(self, value: int) -> str:
        return whole(value)

    def value(self, value: int) -> int:
        return int(value)


class KeptColumn(tables.Column):
    """A short text that is never broken over two lines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", _KEPT)
        super().__init__(*args, **kwargs)


class CodeColumn(KeptColumn):
    """A number of a document, a BIN, an id: people compare them digit by digit."""


class DateColumn(KeptColumn):
    """«14.11.2025»; a moment with its time in Kazakhstan, or its day alone with ``days``.

    Exported in the same words.
    """

    def __init__(self, *args: Any, days: bool = False, **kwargs: Any) -> None:
        self.days = days
        super().__init__(*args, **kwargs)

    def render(self, value: dt.date) -> str:
        return short_date(value)[:10] if self.days else short_date(value)

    def value(self, value: dt.date) -> str:
        return self.render(value)


class MonthColumn(KeptColumn):
    """«октябрь 2025»; exported as 2025-10."""

    def render(self, value: dt.date) -> str:
        return month(value)

    def value(self, value: dt.date) -> str:
        return f"{value.year}-{value.month:02d}"


class StateColumn(KeptColumn):
    """The record's state as a tag in the words of the one who looks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("Статус"))
        super().__init__(*args, **kwargs)

    def render(self, record: Any, table: Table) -> str:
        return state_tag(record, table.actor)

    def value(self, record: Any, table: Table) -> str:
        return str(states.state_words(record, table.actor)[0])


class RecordLinkColumn(tables.Column):
    """The text that opens a record: ``RecordLinkColumn("act", verbose_name=_("Акт"))``.

    ``url_name`` takes the record's pk; without a colon it is meant in the cabinet of the page.
    A number stays on one line; a name is told ``wraps=True``.
    The deck's «Действия → Открыть» is ``RecordLinkColumn("school", text=_("Открыть"))``.
    """

    def __init__(
        self, url_name: str, *args: Any, text: Any = None, wraps: bool = False, **kwargs: Any
    ) -> None:
        if not wraps:
            kwargs.setdefault("attrs", _KEPT)
        self.url_name = url_name
        self.fixed_text = text
        if text is not None:
            kwargs.setdefault("accessor", "pk")
            kwargs.setdefault("orderable", False)
            kwargs.setdefault("exclude_from_export", True)
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any, table: Table) -> str:
        url = cabinet_reverse(table.request, self.url_name, record.pk)
        if self.fixed_text is None:
            return format_html('<a class="record-link" href="{}">{}</a>', url, value)
        return format_html(
            '<a class="record-link" href="{}">{}<span class="visually-hidden">: {}</span></a>',
            url,
            self.fixed_text,
            record,
        )

    def value(self, value: Any) -> Any:
        return value


class SelectColumn(tables.Column):
    """The checkbox of a row for bulk actions; ``data-amount`` carries tiyn for the bar's sum."""

    def __init__(self, *args: Any, amount: str | None = None, **kwargs: Any) -> None:
        self.amount = amount
        kwargs.setdefault("accessor", "pk")
        kwargs.setdefault("orderable", False)
        kwargs.setdefault("exclude_from_export", True)
        kwargs.setdefault("verbose_name", _("Выбор"))
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> str:
        return format_html(
            '<input type="checkbox" name="selected" value="{}" form="bulk" data-amount="{}"'
            ' aria-label="{}">',
            value,
            getattr(record, self.amount) if self.amount else "",
            str(record),
        )
