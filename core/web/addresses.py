"""Addresses of pages: the language prefix, and names that may not exist yet."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def in_language(full_path: str, code: str) -> str:
    """The same path and query under another language prefix."""
    parts = urlsplit(full_path)
    segments = parts.path.split("/")
    known = {language for language, _ in settings.LANGUAGES}
    if len(segments) > 1 and segments[1] in known:
        segments[1] = code
    else:
        segments.insert(1, code)
    return urlunsplit(("", "", "/".join(segments), parts.query, ""))


def cabinet_reverse(request: HttpRequest, name: str, *args: Any) -> str:
    """The address of a page by name; a name without a colon is meant in the page's own cabinet.

    The same view class thus serves ``school:act`` and ``department:act``.
    """
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    return reverse(name if ":" in name or not namespace else f"{namespace}:{name}", args=args)


def cabinet_reverse_or_none(request: HttpRequest, name: str, *args: Any) -> str | None:
    """The same, or None in a cabinet that does not have the page (an auditor only reads)."""
    try:
        return cabinet_reverse(request, name, *args)
    except NoReverseMatch:
        return None


def reverse_or_none(url_name: str) -> str | None:
    """The address of a named page, or None while nobody has built it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
