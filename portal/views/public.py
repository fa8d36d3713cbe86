"""Pages that need no sign-in: home and help. The statistics have a package of their own."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.web.record import STEP_LABELS, Step
from portal.selectors import portal_figures
from portal.statistics.charts import bars_of
from portal.statistics.report import Report
from portal.statistics.selection import Selection
from portal.statistics.views import shown

_REGIONS = 8  #: bars on the home page; all stand in the statistics

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
        report = Report(Selection(QueryDict()))
        return super().get_context_data(
            tiles=TILES,
            figures=portal_figures(),
            main=shown(report.main),
            bars=bars_of(report.main, limit=_REGIONS),
            **kwargs,
        )


class HelpPage(TemplateView):
    """The eight steps of the money in plain words, and whom to ask."""

    template_name = "portal/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps with who makes them."""
        return super().get_context_data(
            steps=[{"label": STEP_LABELS[step], "text": text} for step, text in STEP_TEXTS.items()],
            **kwargs,
        )
