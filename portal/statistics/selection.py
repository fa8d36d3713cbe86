"""The choice of a statistics page: year, month, region and stream, all in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from budget.models import RegionalBudget
from core import clock
from core.models import FundingStream, Region
from core.web.chips import Chip
from portal.statistics.facts import Fact
from portal.statistics.measures import OF_A_MONTH, OF_A_YEAR, Measure


class SelectionForm(forms.Form):
    """Selects only: whatever is typed into the address and is not one of them is left out."""

    year = forms.TypedChoiceField(label=_("Год"), coerce=int, required=False, empty_value=None)
    month = forms.TypedChoiceField(
        label=_("Месяц услуги"), coerce=int, required=False, empty_value=None
    )
    region = forms.ChoiceField(label=_("Регион"), required=False)
    stream = forms.ChoiceField(
        label=_("Вид финансирования"),
        choices=[("", _("Все")), *FundingStream.choices],
        required=False,
    )

    def __init__(
        self, *args: Any, years: Sequence[int], regions: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        months = [(number, str(name).capitalize()) for number, name in MONTHS.items()]
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["month"].choices = [("", _("Весь год")), *months]
        self.fields["region"].choices = [("", _("Все регионы")), *regions.items()]


@dataclass
class Selection:
    """What the visitor chose; an empty value is «all»."""

    query: QueryDict

    @cached_property
    def regions(self) -> dict[str, str]:
        """Names of all regions by code, in alphabet order, in the language of the page."""
        return {region.code: region.name for region in Region.objects.all()}

    @cached_property
    def years(self) -> list[int]:
        """Fiscal years with a budget, and the current one; the latest first."""
        known = RegionalBudget.objects.order_by().values_list("year", flat=True).distinct()
        return sorted({*known, clock.today().year}, reverse=True)

    @cached_property
    def form(self) -> SelectionForm:
        """The form bound to the address."""
        asked = self.query.copy()
        asked.setdefault("year", str(clock.today().year))
        form = SelectionForm(asked, years=self.years, regions=self.regions)
        form.is_valid()
        return form

    def _chosen(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)

    @property
    def year(self) -> int:
        """The fiscal year; the current one when none is chosen."""
        return self._chosen("year") or clock.today().year

    @property
    def month(self) -> int | None:
        """The month of service, 1–12."""
        return self._chosen("month") or None

    @property
    def region(self) -> str:
        """Code of the region."""
        return self._chosen("region") or ""

    @property
    def region_name(self) -> str:
        """Its name."""
        return self.regions.get(self.region, "")

    @property
    def stream(self) -> str:
        """The funding stream."""
        return self._chosen("stream") or ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Budget of a year, or the plan of a month."""
        return OF_A_MONTH if self.month else OF_A_YEAR

    def holds(self, fact: Fact) -> bool:
        """Whether a fact of the year belongs to the chosen month and stream."""
        return (not self.stream or fact.stream == self.stream) and (
            not self.month or fact.month == self.month
        )

    @property
    def chips(self) -> list[Chip]:
        """The choice as removable chips."""
        found = []
        for name, field in self.form.fields.items():
            value = self._chosen(name)
            if value in (None, "") or name not in self.query:
                continue
            words = {str(code): label for code, label in field.choices}[str(value)]
            found.append(Chip(text=f"{field.label}: {words}", url=self.address(**{name: ""})))
        return found

    def address(self, **changes: str) -> str:
        """The query of the page with other choices; an empty value removes one."""
        query = self.query.copy()
        for name in ("export", "table"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"
