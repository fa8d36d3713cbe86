"""Gives every request an id that its history rows and log lines carry."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core import tracing

_SAFE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """Takes a well-formed ``X-Request-Id`` of the proxy or makes one; answers with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request under its id."""
        given = request.headers.get("X-Request-Id", "")
        identifier = tracing.begin(given if _SAFE.fullmatch(given) else "")
        response = self._get_response(request)
        response["X-Request-Id"] = identifier
        return response
