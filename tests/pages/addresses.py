"""A page of the portal: whose it is, on which line of the access table, how pages differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from accounts.roles import Role

URLCONF = "tests.integration.access.demo_addresses"
"""The project's addresses together with the demo's windows, as ``make demo`` serves them."""
TELLING = frozenset({"view", "tab", "action"})
"""Parameters whose value chooses another page; of the others only the presence matters."""
IDLE = frozenset({"sort", "page", "per_page"})
FILES = frozenset({"export"})
_WORD = re.compile(r"^[a-z_]+$")
_LANGUAGE = re.compile(r"^/(ru|kk|en)/")


@dataclass(frozen=True)
class Kind:
    """What makes two addresses the same page: the name and the shape of the question.

    :param parts: words in the address that choose the page («licence_annex»), not its record
    """

    name: str
    parts: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    of_a_record: bool


@dataclass(frozen=True)
class Page:
    """One page to be looked at; ``path`` is the Russian one.

    :param role: nobody for a stranger
    :param slug: who of the demo's cast opens it; empty for a stranger
    :param status: what the answer must be
    :param state: the words of the record's state and the tone of what is expected now
    :param empty_post: look at what an empty form gets for an answer
    """

    role: Role | None
    slug: str
    name: str
    path: str
    status: int = 200
    state: str = ""
    empty_post: bool = False

    def address(self, language: str) -> str:
        """The path in that language; windows of the demo and machines' pages have none of it."""
        return _LANGUAGE.sub(f"/{language}/", self.path)

    def __str__(self) -> str:
        sent = " (empty form sent)" if self.empty_post else ""
        return f"{self.role or 'stranger'} {_LANGUAGE.sub('/', self.path)}{sent}"


def kind_of(path: str) -> Kind | None:
    """Which page this address of the portal is; nothing for files and other sites."""
    parts = urlsplit(path)
    asked = dict(parse_qsl(parts.query))
    if parts.netloc or FILES & asked.keys():
        return None
    match = match_of(parts.path)
    if match is None:
        return None
    name, values = match
    filters = sorted(asked.keys() - TELLING - IDLE)
    # what is filtered looks alike in every tab
    shape = [(one, "") for one in filters] or sorted(
        # a made-up value chooses no page: else a link that grows would be walked for ever
        (key, value if _WORD.match(value) else "")
        for key, value in asked.items()
        if key in TELLING
    )
    words = tuple(one for one in map(str, values.values()) if _WORD.match(one))
    return Kind(name, words, tuple(shape), len(values) > len(words))


def match_of(path: str) -> tuple[str, Mapping[str, object]] | None:
    """The name of an address and the values in it."""
    with translation.override("ru"):
        try:
            found = resolve(path, urlconf=URLCONF)
        except Resolver404:
            return None
    # a nameless address goes by its route, as in the access table
    return (found.view_name if found.url_name else found.route), found.kwargs
