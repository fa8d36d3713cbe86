"""Each cabinet mounts the pages of every room for its roles behind one guard.

A room offers its pages as lists in ``<room>/cabinet_urls.py`` named after the cabinets.
"""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from accounts.roles import CABINET_OF_ROLE
from core.web.guards import guard

ADDRESS_OF_CABINET = {
    "school": "school/",
    "department": "department/",
    "finance": "finance/",
    "vendor": "vendor/",
    "auditor": "audit/",
    "citizen": "account/citizen/",
    "admin": "account/administration/",
}
_ROOMS = ("portal", "accounts", "schools", "budget", "contracts", "acts", "payments", "lms_api")


def cabinet_patterns() -> list[URLResolver]:
    """The seven cabinets, each under its address and in its namespace."""
    return [
        path(address, include((_guarded_pages(cabinet), cabinet)))
        for cabinet, address in ADDRESS_OF_CABINET.items()
    ]


def _guarded_pages(cabinet: str) -> list[URLPattern | URLResolver]:
    pages: list[URLPattern | URLResolver] = []
    for room in _ROOMS:
        if find_spec(f"{room}.cabinet_urls"):
            pages += getattr(import_module(f"{room}.cabinet_urls"), cabinet, [])
    roles = [role for role, opens in CABINET_OF_ROLE.items() if opens == cabinet]
    return guard(pages, roles=roles)
