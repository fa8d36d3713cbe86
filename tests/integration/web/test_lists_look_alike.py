"""Every list is drawn by the portal's own table, not by the package's."""

import django_tables2
from django.urls import get_resolver

from core.web.tables import Table


def kinds_of(base: type) -> list[type]:
    """All kinds of a table, at any depth."""
    return [kind for one in base.__subclasses__() for kind in (one, *kinds_of(one))]


def drawn_elsewhere(kinds: list[type]) -> list[str]:
    """Tables that say ``Meta`` anew or not at all and lost the portal's page with it."""
    return [
        kind.__name__
        for kind in kinds
        if kind._meta.template_name != Table._meta.template_name  # type: ignore[attr-defined]
    ]


def test_every_table_is_drawn_by_the_portals_page() -> None:
    assert get_resolver().url_patterns  # every page is known
    assert len(kinds_of(Table)) > 30
    assert drawn_elsewhere([one for one in kinds_of(Table) if "tests." not in one.__module__]) == []


def test_a_table_without_meta_is_found() -> None:
    forgetful = type("Forgetful", (django_tables2.Table,), {})
    assert drawn_elsewhere([forgetful]) == ["Forgetful"]
