"""Pushes go straight to their view: no session, language, cookie, form or user is theirs.

What the passed-by middleware would still give a push is given here: the check of the host, the
length of the answer, headers that keep browsers out.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve

Answer = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/lms/v1/"
_HEADERS = {
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def straight(view: Any) -> Any:
    """Mark a view that needs nothing of the middleware after this one."""
    view.goes_straight = True
    return view


class StraightMiddleware:
    """Stands right after the middleware of the request's id and of transport security."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response
        self._views: dict[str, ResolverMatch] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a push; hand everything else on."""
        if request.method != "POST" or not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        match = self._views.get(request.path_info) or self._found(request.path_info)
        if match is None:
            return self._get_response(request)
        request.get_host()  # an unknown host is refused
        request.resolver_match = match
        answer: HttpResponse = match.func(request)
        for name, value in _HEADERS.items():
            answer.headers[name] = value
        answer.headers["Content-Length"] = str(len(answer.content))
        return answer

    def _found(self, path: str) -> ResolverMatch | None:
        """The marked view of a path; there are a handful of them, so each is kept."""
        match = resolve(path)
        if not getattr(match.func, "goes_straight", False):
            return None
        self._views[path] = match
        return match
