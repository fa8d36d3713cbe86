"""Pages that need no sign-in: home and statistics."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.money import tenge_string
from core.web import exports
from core.web.record import STEP_LABELS, Step
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


STEP_TEXTS = {
    Step.PLAN: gettext_lazy(
        "Управление образования формирует план финансирования по месяцам в пределах бюджета."
    ),
    Step.DIGITISATION: gettext_lazy(
        "Школа заполняет паспорт, прикладывает документы и отправляет его на проверку."
    ),
    Step.APPLICATION: gettext_lazy(
        "Школа подаёт заявку на финансирование: данные сверяются с государственными базами,"
        " затем заявку рассматривает управление."
    ),
    Step.DISTRIBUTION: gettext_lazy(
        "Бюджет распределяется автоматически: первая смена — всем, остаток — пропорционально"
        " контингенту. Протокол может пересчитать любой."
    ),
    Step.CONTRACT: gettext_lazy("Договор подписывают школа и управление образования."),
    Step.ACT: gettext_lazy(
        "Акт за месяц формируется по фактическому контингенту из LMS; его подписывают обе стороны,"
        " школа выписывает электронную счёт-фактуру."
    ),
    Step.REGISTER: gettext_lazy(
        "Управление включает акты в сводный реестр и направляет его в Финансовый центр."
    ),
    Step.PAYMENT: gettext_lazy(
        "Финансовый центр формирует платёжные поручения; оплата подтверждается банковской выпиской."
    ),
}


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


class HelpPage(TemplateView):
    """The eight steps of the money in plain words, and whom to ask."""

    template_name = "portal/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps with who makes them."""
        return super().get_context_data(
            steps=[{"label": STEP_LABELS[step], "text": text} for step, text in STEP_TEXTS.items()],
            **kwargs,
        )


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
