"""The first page of every cabinet: what waits for you, then what waits for others."""

from typing import Any

from django.views.generic import TemplateView

from core.web.desk import works_of
from portal.context import frame_of


class DeskPage(TemplateView):
    """Рабочий стол, filled by the rooms through ``core.web.desk``."""

    template_name = "portal/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups of own work and of the other side's."""
        works = works_of(
            self.request.resolver_match.namespace,
            self.request.actor,
            frame_of(self.request).waiting,
        )
        return super().get_context_data(
            mine=[work for work in works if work["mine"]],
            others=[work for work in works if not work["mine"]],
            **kwargs,
        )
