"""«Передача данных»: which schools have not delivered a month, how late, what waits for whom."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import django_filters
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, OrganisationKind
from core import clock
from core.models import Region
from core.periods import Month
from core.web.addresses import cabinet_reverse_or_none
from core.web.bulk import BulkAction
from core.web.filters import SearchFilter
from core.web.listing import ListPage, Tab
from core.web.tables import Table
from core.web.templatetags.ortabilim import month as month_words
from lms_api.delivery import schools as delivery
from lms_api.delivery.reminders import remind
from lms_api.delivery.table import DeliveryTable
from lms_api.months.year import last_months
from schools.models import School


class DeliveryFilters(django_filters.FilterSet):
    """School, month, vendor, and an auditor's region."""

    q = SearchFilter(label=gettext_lazy("Поиск"), fields=("search_key",))
    month = django_filters.ChoiceFilter(
        label=gettext_lazy("Месяц"),
        choices=lambda: [
            (str(one), month_words(one)) for one in last_months(Month.of(clock.today()))
        ],
        method="of_month",
        empty_label=None,
    )
    vendor = django_filters.ModelChoiceFilter(
        label=gettext_lazy("LMS"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.LMS_VENDOR),
        method="of_vendor",
    )

    class Meta:
        model = School
        fields: tuple[str, ...] = ()

    def of_month(self, rows: models.QuerySet, _name: str, _value: str) -> models.QuerySet:
        """The page itself asks for the month."""
        return rows

    def of_vendor(self, rows: models.QuerySet, _name: str, value: Any) -> models.QuerySet:
        """Schools whose primary vendor it is."""
        return rows.filter(feeding_id=value.pk)


class RegionalDeliveryFilters(DeliveryFilters):
    """The same, and the region."""

    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Регион"), queryset=Region.objects.all()
    )


class DeliveryPage(ListPage):
    """For an officer: who is to be reminded. For an auditor: the same without the button."""

    title = gettext_lazy("Передача данных")
    template_name = "lms_api/delivery/schools.html"
    table_class = DeliveryTable
    filterset_class = DeliveryFilters
    reminds = True
    empty_title = gettext_lazy("В этом отборе школ нет")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a month in the address the last one that ended is meant, and chosen."""
        if not request.GET.get("month"):
            request.GET = request.GET.copy()
            request.GET["month"] = str(Month.of(clock.today()).previous())
        super().setup(request, *args, **kwargs)

    @cached_property
    def terms(self) -> delivery.Terms:
        """Of the asked month."""
        try:
            month = Month.parse(self.request.GET["month"])
        except ValueError:
            month = Month.of(clock.today()).previous()
        return delivery.terms_of(month)

    @property
    def export_name(self) -> str:  # type: ignore[override]
        """Month in the file's name."""
        return f"delivery-{self.terms.month}"

    def get_queryset(self) -> models.QuerySet[School]:
        """Active schools in reach."""
        return delivery.with_delivery(
            School.objects.visible_to(self.actor), self.terms
        ).order_by("sort_key", "pk")  # fmt: skip

    def get_tabs(self) -> list[Tab]:
        """What is missing first."""
        chosen = (
            ("missing", _("Не передали"), delivery.MISSING),
            ("late", _("С опозданием"), delivery.late(self.terms)),
            ("waiting", _("Ждут школу"), delivery.WAITING),
            ("rejected", _("С ошибками"), delivery.REJECTED),
            ("teachers", _("Без преподавателей"), delivery.NO_TEACHERS),
            ("marks", _("Без оценок"), delivery.NO_MARKS),
        )

        def of(condition: Any) -> Any:
            return lambda rows, actor: rows.filter(condition)

        tabs = [Tab(code, label, of(condition)) for code, label, condition in chosen]
        return [*tabs, Tab("all", _("Все"))]

    @cached_property
    def _delivered(self) -> list[tuple[Any, set[str]]]:
        """Every school's facts and views, looked up once for the tabs and for the vendors."""
        return [
            (fact, delivery.views_of(fact, self.terms)) for fact in delivery.facts_of(self.visible)
        ]

    def count_tabs(self, tabs: Sequence[Tab]) -> list[int]:
        """Out of the facts, which the figures of the vendors need anyway."""
        counted = Counter(code for _fact, views in self._delivered for code in views)
        return [counted[tab.code] for tab in tabs]

    def get_bulk_actions(self) -> list[BulkAction]:
        """«Напомнить», to an officer."""
        return [BulkAction("remind", _("Напомнить школе и LMS"))] if self.reminds else []

    def perform_one(self, record: School, name: str, *, reason: str) -> None:
        """Tell the school and its vendor; once a day."""
        remind(school=record, month=self.terms.month, actor=self.actor)

    @cached_property
    def table(self) -> Table:
        """The table with the names of vendors; without boxes for a reader."""
        table = super().table
        table.terms = self.terms
        table.vendors = {one.pk: one.name for one in self._vendors}
        if not self.reminds:
            table.columns.hide("selected")
        return table

    @cached_property
    def _vendors(self) -> list[Organisation]:
        return list(Organisation.objects.filter(kind=OrganisationKind.LMS_VENDOR))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The term, and each vendor's part."""
        return super().get_context_data(
            terms=self.terms,
            by_vendor=self._by_vendor(),
            errors_url=cabinet_reverse_or_none(self.request, "data-errors"),
            **kwargs,
        )

    def _by_vendor(self) -> list[dict[str, Any]]:
        names = {one.pk: one.name for one in self._vendors}
        found: dict[int | None, dict[str, Any]] = {}
        for fact, views in self._delivered:
            one = found.setdefault(
                fact.feeding_id,
                {"pk": fact.feeding_id, "name": names.get(fact.feeding_id or 0, ""), "schools": 0,
                 "missing": 0, "late": 0, "waiting": 0, "received": 0, "rejected": 0},
            )  # fmt: skip
            one["schools"] += 1
            for code in views & {"missing", "late", "waiting"}:
                one[code] += 1
            one["received"] += fact.received_last or 0
            one["rejected"] += fact.rejected_last or 0
        return sorted(found.values(), key=lambda one: (-one["missing"], one["name"]))


class AuditedDelivery(DeliveryPage):
    """An auditor's: the country, to be read."""

    filterset_class = RegionalDeliveryFilters
    reminds = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nothing to press."""
        return self.http_method_not_allowed(request, *args, **kwargs)
