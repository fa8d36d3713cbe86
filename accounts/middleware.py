"""Puts the chosen membership and its actor on every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.models import Membership
from core import clock

SESSION_KEY = "membership_id"


class ActorMiddleware:
    """Sets ``request.membership`` and ``request.actor``; both None until one is chosen.

    Read at every request, so a dismissed person or a revoked delegation loses access at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request with its actor."""
        membership = None
        chosen = request.session.get(SESSION_KEY)
        if chosen and request.user.is_authenticated:
            membership = (
                Membership.objects.in_force(clock.today())
                .filter(pk=chosen, user=request.user)
                .select_related("user", "organisation", "region", "delegation")
                .first()
            )
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = membership.as_actor() if membership else None  # type: ignore[attr-defined]
        return self._get_response(request)
