"""The first page of every cabinet: what waits for you, then for others, then what is done."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web.addresses import reverse_or_none
from core.web.desk import figures_of, parts_of, works_of
from portal.context import frame_of
from portal.outages.waiting import notices


@dataclass(frozen=True)
class FirstTask:
    """What one begins with where nothing waits."""

    text: Any
    caption: Any = ""
    url_name: str = ""

    @property
    def url(self) -> str | None:
        """Where the button leads; None shows no button."""
        return reverse_or_none(self.url_name) if self.url_name else None


FIRST_TASKS = {
    "school": FirstTask(
        _("Добавьте школу или подайте заявку на финансирование: остальное портал подскажет."),
        _("Мои школы"),
        "school:schools",
    ),
    "department": FirstTask(
        _("Проверьте план на финансирования и откройте приём заявок."),
        _("План на финансирования"),
        "department:plan",
    ),
    "finance": FirstTask(
        _("Реестры придут из управлений образования. Пока можно свериться с планами регионов."),
        _("Планы на финансирования"),
        "finance:plans",
    ),
    "vendor": FirstTask(
        _("Передайте контингент школ, которые открыли вам доступ."), _("Школы"), "vendor:schools"
    ),
    "auditor": FirstTask(
        _("Отклонений нет. Начните с актов: от акта видны договор, проверки и платёж."),
        _("Акты"),
        "auditor:acts",
    ),
    "admin": FirstTask(
        _("Сбоев нет. Проверьте, как отвечают реестры."), _("Интеграции"), "admin:integrations"
    ),
}


class DeskPage(TemplateView):
    """Рабочий стол, filled by the rooms through ``core.web.desk``."""

    template_name = "portal/desk.html"

    def get_template_names(self) -> list[str]:
        """A citizen's desk has its own words."""
        return [f"portal/desk_{self._cabinet}.html", self.template_name]

    @property
    def _cabinet(self) -> str:
        return self.request.resolver_match.namespace

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures, then groups by whose move it is."""
        actor = self.request.actor
        works = works_of(self._cabinet, actor, frame_of(self.request).waiting)
        return super().get_context_data(
            figures=figures_of(self._cabinet, actor),
            mine=[work for work in works if work["mine"]],
            others=[work for work in works if not work["mine"] and not work["done"]],
            done=[work for work in works if work["done"]],
            parts=parts_of(self._cabinet, actor),
            first_task=FIRST_TASKS.get(self._cabinet),
            outages=notices(actor, cabinet=self._cabinet),
            **kwargs,
        )
