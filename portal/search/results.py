"""Results by kind with links into the cabinet of the one who asks: one query a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from core.web.states import state_words
from portal.search.asked import Asked
from portal.search.kinds import KINDS, Kind

MOST = 10
"""Rows of a group; the rest is in the list."""


@dataclass(frozen=True)
class Hit:
    """One record found."""

    title: str
    url: str
    details: Sequence[Any]
    tiyn: int | None
    state: tuple[Any, str]


@dataclass(frozen=True)
class Group:
    """Records of a kind; ``more_url`` leads to the list when not all are shown."""

    title: Any
    hits: Sequence[Hit]
    is_cut: bool
    more_url: str


def search(*, asked: Asked, actor: Any, cabinet: str) -> list[Group]:
    """Everything the actor may see and open that fits, in the order of the money.

    :param cabinet: namespace whose pages are linked, e.g. ``department``
    """
    if asked.is_empty:
        return []
    groups = (_group(kind, asked, actor, cabinet) for kind in KINDS)
    return [group for group in groups if group and group.hits]


def _group(kind: Kind, asked: Asked, actor: Any, cabinet: str) -> Group | None:
    page = next((page for page in kind.pages if _address(cabinet, page[0], 0)), None)
    if page is None:
        return None
    name, key = page
    found = list(kind.find(asked, actor)[: MOST + 1])
    hits = [
        Hit(
            title=getattr(record, "number", "") or str(record),
            url=_address(cabinet, name, getattr(record, key)),
            details=[part for part in kind.details(record) if part],
            tiyn=getattr(record, kind.sum_field) if kind.sum_field else None,
            state=state_words(record, actor),
        )
        for record in found[:MOST]
    ]
    more = _address(cabinet, kind.list_page) if kind.list_page and asked.words else ""
    query = urlencode({"view": "all", "q": asked.text})
    return Group(kind.title, hits, len(found) > MOST, f"{more}?{query}" if more else "")


def _address(cabinet: str, name: str, *args: Any) -> str:
    try:
        return reverse(f"{cabinet}:{name}", args=args)
    except NoReverseMatch:
        return ""
