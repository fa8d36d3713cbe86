"""Where a record stands in the list a person came from: «3 из 12», previous and next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from core.web import lists

_MOST = 2000
"""Longer lists are not counted: nobody pages through them one by one."""


@dataclass(frozen=True)
class Place:
    """The place of a record in its filtered list; ``previous`` and ``next`` are keys or None."""

    number: int
    total: int
    previous: Any
    next: Any


def place_in_list(request: HttpRequest, *, list_url: str, pk: Any) -> Place | None:
    """Ask the list again with the query it was last seen with; None for a stranger to the list."""
    query = lists.seen_query(request, url=list_url)
    if query is None:
        return None
    page = _list_page(request, list_url, query)
    if page is None:
        return None
    keys = page.ordered_keys(_MOST)
    if pk not in keys:
        return None
    at = keys.index(pk)
    return Place(
        number=at + 1,
        total=page.totals["count"],
        previous=keys[at - 1] if at else None,
        next=keys[at + 1] if at + 1 < len(keys) else None,
    )


def _list_page(request: HttpRequest, list_url: str, query: str) -> Any:
    try:
        view = resolve(list_url).func
    except Resolver404:
        return None
    page_class = getattr(view, "view_class", None)
    if page_class is None or not hasattr(page_class, "ordered_keys"):
        return None
    page = page_class(**getattr(view, "view_initkwargs", {}))
    asked = HttpRequest()
    asked.__dict__.update(request.__dict__)
    asked.GET = QueryDict(query)
    page.setup(asked)
    return page
