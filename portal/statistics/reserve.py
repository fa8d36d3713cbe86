"""The reserve list: the public queue of approved applications that had no money."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from budget import dated_settings
from budget.models import Allocation, FundingApplication
from budget.selectors.distribution import REASON_WORDS
from budget.statuses import ApplicationStatus
from core import settings_book
from core.models import FundingStream, Region, Transition
from core.web.filters import SearchFilter
from core.web.listing import ListPage
from core.web.tables import DateColumn, MoneyColumn, NumberColumn, Table
from portal.statistics.export import few_pupils
from portal.statistics.protection import hidden_schools

UNHEARD = _("Одобрена после распределения, ждёт следующего")


def queue() -> QuerySet[FundingApplication]:
    """Applications in reserve in the order in which the next distribution takes them.

    Each has ``since`` (moment it was put in reserve) and ``held_by`` (code of the rule).
    """
    moves = Transition.objects.filter(
        subject_kind="budget.fundingapplication",
        subject_id=OuterRef("pk"),
        to_state=ApplicationStatus.RESERVE,
    )
    shares = Allocation.objects.filter(application=OuterRef("pk"))
    return (
        FundingApplication.objects.filter(status=ApplicationStatus.RESERVE)
        .select_related("school", "region")
        .annotate(
            since=Coalesce(Subquery(moves.order_by("-id").values("at")[:1]), "approved_at"),
            held_by=Subquery(shares.order_by("-id").values("reason")[:1], output_field=CharField()),
        )
        .order_by(
            "region__sort_key", "stream", *settings_book.value(dated_settings.RESERVE_ORDER), "pk"
        )
    )


def places() -> dict[int, int]:
    """Place of every application in the queue of its region and stream, from 1."""
    order = settings_book.value(dated_settings.RESERVE_ORDER)
    rows = FundingApplication.objects.filter(status=ApplicationStatus.RESERVE).order_by(
        *order, "pk"
    )
    found: dict[int, int] = {}
    last: dict[tuple[str, str], int] = {}
    for pk, region, stream in rows.values_list("pk", "region_id", "stream"):
        found[pk] = last[region, stream] = last.get((region, stream), 0) + 1
    return found


def rule_words(code: str | None) -> Any:
    """The rule that holds an application, in words."""
    return REASON_WORDS.get(code, code) if code else UNHEARD


class ReserveTable(Table):
    """The queue as the law wants it seen."""

    place = NumberColumn(verbose_name=_("Место в очереди"), accessor="pk", orderable=False)
    number = tables.Column(verbose_name=_("Заявка"))
    school = tables.Column(verbose_name=_("Школа"), order_by="school__sort_key")
    region = tables.Column(verbose_name=_("Регион"), order_by="region__sort_key")
    stream = tables.Column(verbose_name=_("Вид финансирования"))
    need_tiyn = MoneyColumn(verbose_name=_("Сумма, ₸"), orderable=False)
    since = DateColumn(verbose_name=_("В резерве с"))
    held_by = tables.Column(verbose_name=_("Правило"), empty_values=())

    places: dict[int, int] = {}
    hidden: frozenset[int] = frozenset()

    class Meta(Table.Meta):
        model = FundingApplication
        fields = (
            "place",
            "number",
            "school",
            "region",
            "stream",
            "need_tiyn",
            "since",
            "held_by",
        )

    def render_place(self, value: int) -> int:
        return self.places.get(value, 0)

    value_place = render_place

    def render_need_tiyn(self, record: FundingApplication, value: int, column: Any) -> Any:
        return few_pupils() if record.school_id in self.hidden else column.render(value)

    def value_need_tiyn(self, record: FundingApplication, value: int, column: Any) -> Any:
        return few_pupils() if record.school_id in self.hidden else column.value(value)

    def render_held_by(self, value: str | None) -> Any:
        return rule_words(value)

    value_held_by = render_held_by


class ReserveFilters(django_filters.FilterSet):
    """Search, region and stream."""

    q = SearchFilter(label=_("Поиск"), fields=("number", "school__search_key"))
    region = django_filters.ModelChoiceFilter(label=_("Регион"), queryset=Region.objects.all())
    stream = django_filters.ChoiceFilter(
        label=_("Вид финансирования"), choices=FundingStream.choices
    )


class ReservePage(ListPage):
    """Who waits for money, in which order and by which rule."""

    template_name = "portal/statistics/list.html"
    base_template = "base.html"
    title = _("Резервный список")
    intro = _(
        "Одобренные заявки, которым не хватило бюджета. Очередь своя у каждого региона и вида"
        " финансирования: по времени одобрения, затем по номеру заявки."
    )
    table_class = ReserveTable
    filterset_class = ReserveFilters
    export_name = "reserve"
    empty_title = _("В резерве никого нет")
    empty_text = _("Все одобренные заявки обеспечены или ещё не распределены.")

    def get_queryset(self) -> QuerySet[FundingApplication]:
        """The whole queue: it is public."""
        return queue()

    @cached_property
    def table(self) -> Table:
        """The rows with their places."""
        table = super().table
        table.places, table.hidden = places(), hidden_schools()
        return table
