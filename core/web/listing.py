"""The page of every register: views as tabs, filters in the URL, sums, sorting, paging, export.

A room writes::

    class ActsPage(ListPage):
        title = _("Акты")
        table_class = ActTable
        filterset_class = ActFilters
        total_field = "amount_tiyn"
        tabs = (
            Tab("mine", _("Ждут меня"), waits_for_me),
            Tab("all", _("Все")),
        )

        def get_queryset(self):
            return Act.objects.visible_to(self.request.actor).select_related("contract")
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web import bulk, exports, lists, saved_views
from core.web.chips import Chip, chips_of
from core.web.counting import counts_of
from core.web.tables import Table

PAGE_SIZES = (25, 50, 100)
_EXPORT_CHUNK = 2000

_TabFilter = Callable[[models.QuerySet[Any], Any], models.QuerySet[Any]]


@dataclass(frozen=True)
class Tab:
    """A ready view of a register: its code in the URL (``?view=``), caption and filter."""

    code: str
    label: Any
    filter: _TabFilter = lambda queryset, actor: queryset


class ListPage(bulk.BulkMixin, TemplateView):
    """One register. See the module text for what a room gives."""

    template_name = "cabinets/list.html"
    base_template = "cabinets/base.html"
    title: Any = ""
    intro: Any = ""
    table_class: type[Table]
    filterset_class: type[django_filters.FilterSet] | None = None
    tabs: Sequence[Tab] = ()
    total_field: str | None = None
    export_name = "list"
    empty_title: Any = _("Пока ничего нет")
    empty_text: Any = ""
    tools_template: str | None = None  #: a part with the buttons of the heading

    request: HttpRequest

    # -- what a room overrides -------------------------------------------------------------

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows the member may see: ``Model.objects.visible_to(self.request.actor)`` first."""
        raise NotImplementedError

    def get_tabs(self) -> Sequence[Tab]:
        """The tabs for this member; the first is the one opened without ``?view=``."""
        return self.tabs

    # -- the machinery ---------------------------------------------------------------------

    @property
    def actor(self) -> Any:
        """The member who looks, or None on a public page."""
        return getattr(self.request, "actor", None)

    @cached_property
    def visible(self) -> models.QuerySet[Any]:
        """Everything this member may see, before tab and filter."""
        return self.get_queryset()

    @cached_property
    def tab(self) -> Tab | None:
        """The chosen tab; an unknown code falls back to the first."""
        tabs = self.get_tabs()
        wanted = self.request.GET.get("view")
        return next((tab for tab in tabs if tab.code == wanted), tabs[0] if tabs else None)

    @cached_property
    def filterset(self) -> django_filters.FilterSet | None:
        """The filter bound to the URL, over the chosen tab."""
        if self.filterset_class is None:
            return None
        bound = self.filterset_class(self.request.GET, queryset=self._in_tab, request=self.request)
        for field in bound.form.fields.values():
            if getattr(field, "empty_label", None) is not None:
                field.empty_label = _("Все")
                field.widget.choices = field.choices
        return bound

    @cached_property
    def _in_tab(self) -> models.QuerySet[Any]:
        return self.tab.filter(self.visible, self.actor) if self.tab else self.visible

    @cached_property
    def rows(self) -> models.QuerySet[Any]:
        """The rows of the current tab and filter; a filter that cannot be read selects nothing."""
        if self.filterset is None:
            return self._in_tab
        return self.filterset.qs if self.filterset.is_valid() else self._in_tab.none()

    @cached_property
    def totals(self) -> dict[str, int]:
        """``count`` and, with ``total_field``, ``tiyn`` of the current tab and filter."""
        sums: dict[str, Any] = {"count": models.Count("*")}
        if self.total_field:
            sums["tiyn"] = models.Sum(self.total_field)
        found = self.rows.order_by().aggregate(**sums)
        return {key: value or 0 for key, value in found.items()}

    @cached_property
    def table(self) -> Table:
        """The sorted table over all rows of the filter; ``paginate`` is the page's business."""
        table = self.table_class(self.rows, order_by=self._sort())
        # given to the constructor, a request makes it turn pages at once: a count asked for nothing
        table.request = self.request
        table.actor = self.actor
        ordering = table.data.data.query.order_by or self.rows.model._meta.ordering or ()
        table.data.data = table.data.data.order_by(*ordering, "pk")
        return table

    def _sort(self) -> list[str] | None:
        wanted = [name for name in self.request.GET.get("sort", "").split(",") if name]
        known = self.table_class.base_columns
        wanted = [name for name in wanted if name.lstrip("-") in known]
        return wanted or None

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Show the page or, with ``?export=csv|xlsx``, hand over all rows of the filter."""
        form = request.GET.get("export")
        if form == "csv":
            return exports.csv_response(self._export_rows(), filename=self.export_name)
        if form == "xlsx":
            return exports.xlsx_response(self._export_rows(), filename=self.export_name)
        lists.remember(request)
        return super().get(request, *args, **kwargs)

    def _export_rows(self) -> Iterator[Sequence[Any]]:
        shown = {column.name for column in self.table.columns}
        hidden = [
            column.name for column in self.table.columns.iterall() if column.name not in shown
        ]
        self.table.data.data = _Chunked(self.table.data.data)
        return self.table.as_values(exclude_columns=hidden)

    def _paginate(self) -> None:
        self.table.data._length = self.totals["count"]
        size = _number(self.request.GET.get("per_page"), PAGE_SIZES[0])
        size = size if size in PAGE_SIZES else PAGE_SIZES[0]
        last = max(1, -(-self.totals["count"] // size))
        page = min(max(1, _number(self.request.GET.get("page"), 1)), last)
        self.table.paginate(page=page, per_page=size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ready values for the template: no query is left to it but the page's rows."""
        self._paginate()
        return super().get_context_data(
            base_template=self.base_template,
            title=self.title,
            intro=self.intro,
            table=self.table,
            totals=self.totals,
            show_total=bool(self.total_field),
            tabs=self._tab_links(),
            filterset=self.filterset,
            chips=self._chips(),
            page_sizes=PAGE_SIZES,
            empty_title=self.empty_title,
            empty_text=self.empty_text,
            tools_template=self.tools_template,
            bulk_actions=self.get_bulk_actions(),
            most_at_once=bulk.MOST_AT_ONCE,
            saved_views=saved_views.of(self.request),
            list_path=lists.without_language(self.request.path),
            lasting_query=self._lasting_query(),
            **kwargs,
        )

    def _lasting_query(self) -> str:
        query = self.request.GET.copy()
        for passing in ("page", "per_page"):
            query.pop(passing, None)
        return query.urlencode()

    def ordered_keys(self, limit: int) -> list[Any]:
        """Primary keys of the filter's rows in the order of the page, for «previous» and «next»."""
        return list(self.table.data.data.values_list("pk", flat=True)[:limit])

    def _chips(self) -> list[Chip]:
        return chips_of(self.filterset, self.request.GET) if self.filterset else []

    def count_tabs(self, tabs: Sequence[Tab]) -> list[int]:
        """How many rows each tab holds, in one question."""
        return counts_of([tab.filter(self.visible, self.actor) for tab in tabs])

    def _tab_links(self) -> list[dict[str, Any]]:
        links, tabs = [], self.get_tabs()
        for tab, count in zip(tabs, self.count_tabs(tabs), strict=True):
            query = self.request.GET.copy()
            query.pop("page", None)
            query["view"] = tab.code
            links.append(
                {
                    "label": tab.label,
                    "url": f"?{query.urlencode()}",
                    "count": count,
                    "current": self.tab is not None and tab.code == self.tab.code,
                }
            )
        return links


class _Chunked:
    """A queryset read in chunks: an export never holds all rows at once."""

    def __init__(self, queryset: models.QuerySet[Any]) -> None:
        self.queryset = queryset

    def __iter__(self) -> Iterator[models.Model]:
        return self.queryset.iterator(chunk_size=_EXPORT_CHUNK)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
