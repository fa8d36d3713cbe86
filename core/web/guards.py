"""The one guard of a cabinet: no view under it can be reached past the role check."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, reverse

_View = Callable[..., HttpResponseBase]


def guard(
    url_patterns: Iterable[URLPattern | URLResolver], *, roles: Sequence[str]
) -> list[URLPattern | URLResolver]:
    """Wrap every view of a list of patterns: strangers sign in, other roles get 403.

    Nested ``include()`` lists are guarded too. Patterns are changed in place and returned.
    """
    patterns = list(url_patterns)
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            guard(pattern.url_patterns, roles=roles)
        else:
            pattern.callback = guarded(pattern.callback, roles=roles)
    return patterns


def guarded(view: _View, *, roles: Sequence[str]) -> _View:
    """Let only members with one of ``roles`` through to ``view``."""
    allowed = frozenset(roles)

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        actor = getattr(request, "actor", None)
        if actor is None:
            return redirect_to_login(request.get_full_path(), reverse("account:choose"))
        if actor.role not in allowed:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    check.roles = allowed  # type: ignore[attr-defined]  # read by the access test
    return check


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Redirect, or tell htmx to move the whole page instead of filling a table with a form."""
    answer = redirect_to_login(request.get_full_path(), reverse("account:sign-in"))
    if getattr(request, "htmx", False):
        moved = HttpResponse(status=200)
        moved["HX-Redirect"] = answer.url
        return moved
    return answer
