"""One page of results, in every cabinet that works with records."""

from typing import Any

from django.views.generic import TemplateView

from portal.search.asked import read
from portal.search.results import search

EXAMPLES = ("ГОЗ-2025", "ША-2025-10", "120740915014", "Школа", "22 418 640,00")


class SearchPage(TemplateView):
    """``?q=``: what was found, by kind; without it, what may be asked."""

    template_name = "portal/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups of results and the words they were asked by."""
        asked = read(self.request.GET.get("q", ""))
        groups = search(
            asked=asked,
            actor=self.request.actor,  # type: ignore[attr-defined]
            cabinet=self.request.resolver_match.namespace,
        )
        return super().get_context_data(
            asked=asked,
            groups=groups,
            found=sum(len(group.hits) for group in groups),
            examples=EXAMPLES,
            **kwargs,
        )
