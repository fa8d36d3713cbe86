"""«Интеграции»: how each registry has answered lately."""

import statistics
from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from integrations.models import Evidence, EvidenceOutcome

_NAMES = {
    "gbd_fl": _("ГБД ФЛ: люди и жизненный статус"),
    "kgd": _("КГД: налоговая задолженность"),
    "esf": _("ИС ЭСФ: счета-фактуры"),
}
_LAST = 200
_FAULTS = 15
_ANSWERED = (EvidenceOutcome.OK, EvidenceOutcome.NOT_FOUND)


def _lately(source: str) -> QuerySet[Evidence]:
    """The newest questions to a registry; the sealed answers are not read."""
    return Evidence.objects.filter(source=source).defer("raw_answer", "facts").order_by("-id")


def health_of(source: str) -> dict[str, Any]:
    """Counts of the last two hundred questions, the last answer, the last faults."""
    rows = list(_lately(source)[:_LAST])
    good = [row for row in rows if row.outcome in _ANSWERED]
    faults = [row for row in rows if row.outcome not in _ANSWERED]
    failing = bool(rows) and rows[0].outcome not in _ANSWERED
    return {
        "code": source,
        "name": _NAMES[source],
        "asked": len(rows),
        "last": rows[0] if rows else None,
        "last_good": good[0] if good else None,
        "median_ms": round(statistics.median([row.latency_ms for row in good])) if good else None,
        "outcomes": [
            {"label": EvidenceOutcome(code).label, "count": count}
            for code, count in Counter(row.outcome for row in rows).most_common()
        ],
        "faults": faults[:_FAULTS],
        "tone": "plain" if not rows else "stop" if failing else "ok",
        "word": _("ещё не спрашивали")
        if not rows
        else _("не отвечает")
        if failing
        else _("отвечает"),
    }


class RegistriesPage(TemplateView):
    """One card a registry; the faults below."""

    template_name = "portal/administration/registries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The health of all three."""
        return super().get_context_data(
            registries=[health_of(source) for source in _NAMES], last=_LAST, **kwargs
        )
