"""Kept filters: what the lists show beside their own tabs."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Membership, SavedView
from core import clock
from core.web import saved_views
from core.web.lists import without_language

MOST = 12
"""How many filters of one list a person may keep."""


def keep(*, membership: Membership, list_path: str, name: str, query: str) -> SavedView:
    """Write a filter under a name; the oldest gives way when there are too many."""
    kept, _created = SavedView.objects.update_or_create(
        membership=membership,
        list_path=list_path,
        name=name,
        defaults={"query": query, "created_at": clock.now()},
    )
    own = SavedView.objects.filter(membership=membership, list_path=list_path).order_by("-pk")
    SavedView.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST:])).delete()
    return kept


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    """The kept filters of the list being shown, as tabs."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return []
    present = sorted(parse_qsl(_lasting(request)))
    rows = SavedView.objects.filter(membership=membership, list_path=without_language(request.path))
    return [
        {
            "label": one.name,
            "url": f"?{one.query}",
            "current": sorted(parse_qsl(one.query)) == present,
            "forget_url": reverse("account:view-forget", args=[one.pk]),
        }
        for one in rows
    ]


def _lasting(request: HttpRequest) -> str:
    query = request.GET.copy()
    for passing in ("page", "per_page"):
        query.pop(passing, None)
    return query.urlencode()


saved_views.provide(shown)
