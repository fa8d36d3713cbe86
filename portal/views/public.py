"""Pages that need no sign-in: home and statistics."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.money import tenge_string
from core.web import exports
from portal.money_view import MoneyChart, chart_of
from portal.selectors import RegionMoney, money_by_region, portal_figures

#: the five services of the portal, captions of the deck word for word
TILES = (
    (
        "Balabaqsha",
        gettext_lazy("Ваучерное государственное финансирование дошкольного образования"),
    ),
    (
        "JogaryBilim",
        gettext_lazy("Сервис государственного образовательного заказа на высшее образование"),
    ),
    (
        "Jataqhana",
        gettext_lazy(
            "Сервис размещения государственного заказа на обеспечение студентов местами"
            " в общежитиях"
        ),
    ),
    (
        "Keleshek",
        gettext_lazy("Сервис государственной образовательной накопительной системы и страхования"),
    ),
)


class HomePage(TemplateView):
    """What the portal is, its five services, and at once where the money is."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tiles, figures and the bars of the regions."""
        rows = money_by_region()
        return super().get_context_data(
            tiles=TILES, figures=portal_figures(), chart=chart_of(rows), **kwargs
        )


class StatisticsPage(TemplateView):
    """Where the money is, by region: bars, the same as a table, and the same as a file."""

    template_name = "portal/statistics.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or with ``?export=csv|xlsx`` its table."""
        form = request.GET.get("export")
        if form == "csv":
            return exports.csv_response(_as_rows(money_by_region()), filename="where-the-money-is")
        if form == "xlsx":
            return exports.xlsx_response(_as_rows(money_by_region()), filename="where-the-money-is")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chart with its rows and totals."""
        chart: MoneyChart = chart_of(money_by_region())
        return super().get_context_data(chart=chart, figures=portal_figures(), **kwargs)


def _as_rows(rows: list[RegionMoney]) -> list[list[Any]]:
    heading = [
        _("КАТО"),
        _("Регион"),
        _("Бюджет, ₸"),
        _("По договорам, ₸"),
        _("По актам, ₸"),
        _("Оплачено, ₸"),
    ]
    sums = [
        [row.code, row.name, *(Decimal(tenge_string(tiyn)) for tiyn in row.amounts)] for row in rows
    ]
    return [heading, *sums]
