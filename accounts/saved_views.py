"""Kept filters: what the lists show beside their own tabs."""

from typing import Any
from urllib.parse import parse_qsl

from django.db.models import Q
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
    rows = (
        SavedView.objects.filter(
            Q(membership=membership) | shared_with(membership),
            list_path=without_language(request.path),
        )
        .select_related("membership__user")
        .order_by("pk")
    )
    return [_tab(one, present, own=one.membership_id == membership.pk) for one in rows]


def shared_with(membership: Membership) -> Q:
    """What colleagues of the same organisation and role share, while their own role lasts."""
    today = clock.today()
    return Q(
        is_shared=True,
        membership__organisation_id=membership.organisation_id,
        membership__role=membership.role,
        membership__ended_on__isnull=True,
    ) & (Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gte=today))


def _tab(one: SavedView, present: list[tuple[str, str]], *, own: bool) -> dict[str, Any]:
    return {
        "label": one.name,
        "url": f"?{one.query}",
        "current": sorted(parse_qsl(one.query)) == present,
        "owner": "" if own else str(one.membership.user),
        "is_shared": one.is_shared,
        "forget_url": reverse("account:view-forget", args=[one.pk]) if own else "",
        "share_url": reverse("account:view-share", args=[one.pk]) if own else "",
    }


def _lasting(request: HttpRequest) -> str:
    query = request.GET.copy()
    for passing in ("page", "per_page"):
        query.pop(passing, None)
    return query.urlencode()


saved_views.provide(shown)
