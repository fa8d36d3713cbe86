"""Visit the pages of a role as a reader does: menus, links, tabs, and forms sent empty."""

import copy
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

# Queries that change what a page says; the rest (page numbers, sorting) does not.
_TELLING = ("tab", "view", "outcome")
_STEPS = ("section", "kind", "action")
_LINK = re.compile(r'href="([^"]+)"')


def routes_without_parameters(language: str) -> list[str]:
    """Every address under a language that needs no key of a record."""
    found = [route for route in _routes(get_resolver(), "") if route is not None]
    return [f"/{language}/{route}" for route in found if "<" not in route and "(" not in route]


def _routes(resolver: URLResolver, before: str, *, inside: bool = False) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        prefix = isinstance(pattern.pattern, LocalePrefixPattern)
        route = before if prefix else before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if inside:
                yield route
        else:
            yield from _routes(pattern, route, inside=inside or prefix)


def pages(
    client: Client, language: str, *, first: tuple[str, ...] = (), met: set[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Every kind of page that a visitor can open, with its HTML: one address per kind.

    A page's form is sent empty as well (and its changes taken back): errors are words, too.

    :param first: addresses to begin with, the language's prefix included
    :param met: kinds of page that need no second visit; those met here are added
    """
    waiting = [*first, *routes_without_parameters(language)]
    met = set() if met is None else met
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address, language)
        if kind is None or kind in met:
            continue
        met.add(kind)
        for method in ("get", "post"):
            html = _ask(client, method, address)
            if html:
                yield f"{method} {address}", html
                waiting += _links(html, address, language)


def _kind(address: str, language: str) -> str | None:
    parts = urlsplit(address)
    try:
        with translation.override(language):
            found = resolve(parts.path)
    except Resolver404:
        return None
    query = QueryDict(parts.query)
    # Sections of a passport are pages of their own; keys of records and codes are not.
    parts_of_page = [f"{key}={found.kwargs[key]}" for key in _STEPS if key in found.kwargs]
    asked = [f"{key}={query[key]}" for key in _TELLING if key in query]
    return " ".join([found.view_name, *parts_of_page, *asked])


def _ask(client: Client, method: str, address: str) -> str:
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        assert answer.status_code < 500, f"{method} {address}: {answer.status_code}"
        html = ""
        if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            html = answer.content.decode()
        transaction.set_rollback(True)
    client.cookies = cookies
    return html


def _links(html: str, address: str, language: str) -> list[str]:
    found = []
    for link in map(unescape, _LINK.findall(html)):
        if link.startswith("?"):
            link = urlsplit(address).path + link
        if link.startswith(f"/{language}/"):
            found.append(link.partition("#")[0])
    return found
