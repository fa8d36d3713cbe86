"""The public rule book."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from flk.rule_book import as_rows
from flk.texts import PHASES


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule with its norm, start date and worked examples; no sign-in."""
    rows = as_rows()
    phases = [
        {"label": label, "rules": [row for row in rows if row.phase == phase.value]}
        for phase, label in PHASES.items()
    ]
    return render(request, "flk/rules.html", {"phases": phases})
