"""Every list page that the product has, found in its addresses, and who of the cast opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import CABINET_OF_ROLE
from core.web.listing import ListPage
from payments.models import BankStatement
from portal.demo.cast import CAST

ARGUMENTS: dict[str, Callable[[], tuple[Any, ...] | None]] = {
    "finance:statement": lambda: BankStatement.objects.order_by("pk").values_list("pk").first(),
}
"""What the address of a list inside a record is made of; None where the world has no record."""


OF_ONE_SCHOOL = {"month-pupils", "month-teachers"}
"""Lists inside a school's month: nobody of the cast sees them in every world. They are counted in
``tests/integration/lms_api/months/test_list_questions.py``."""


@dataclass(frozen=True)
class KnownList:
    """A list page by its URL name, and the class that answers there."""

    url_name: str
    page: type[ListPage]

    @property
    def cabinet(self) -> str:
        """Its namespace: school, department … or portal, which anybody opens."""
        return self.url_name.partition(":")[0]

    def path(self) -> str | None:
        """The address in the language of the moment.

        :raises NoReverseMatch: the address takes arguments that ``ARGUMENTS`` does not know
        """
        given = ARGUMENTS[self.url_name]() if self.url_name in ARGUMENTS else ()
        return None if given is None else reverse(self.url_name, args=given)

    def openers(self) -> list[str]:
        """Who of the cast works in the cabinet; nobody for a public page."""
        return [one.slug for one in CAST if CABINET_OF_ROLE[one.posts[0].role] == self.cabinet]


def list_pages() -> list[KnownList]:
    """All of them, in the order of the addresses."""
    return [
        KnownList(name, page)
        for name, page in _walk(get_resolver(), "")
        if name.partition(":")[2] not in OF_ONE_SCHOOL
    ]


def _walk(resolver: URLResolver, spaces: str) -> Iterator[tuple[str, type[ListPage]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one, f"{spaces}{one.namespace}:" if one.namespace else spaces)
        elif (page := _list_page_of(one)) is not None:
            yield f"{spaces}{one.name}", page


def _list_page_of(pattern: URLPattern) -> type[ListPage] | None:
    """The page behind an address, through the guards that wrap it."""
    view: Any = pattern.callback
    while hasattr(view, "__wrapped__") and not hasattr(view, "view_class"):
        view = view.__wrapped__
    found = getattr(view, "view_class", None)
    return found if isinstance(found, type) and issubclass(found, ListPage) else None
