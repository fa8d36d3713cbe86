"""Remembers the language a visitor last read, for addresses without a language prefix."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_YEAR = 365 * 24 * 60 * 60


class RememberLanguageMiddleware:
    """Keeps the prefix of the page in the language cookie that ``LocaleMiddleware`` reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page; set the cookie only when it changes."""
        response = self._get_response(request)
        prefix = request.path_info.split("/", 2)[1]
        if prefix in self._known and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != prefix:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                prefix,
                max_age=_YEAR,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response
