"""The cabinet under /school/."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern

from accounts.roles import SCHOOL_ROLES
from core.web.guards import guard

_ROOMS = ("portal", "accounts", "schools", "budget", "contracts", "acts", "payments")


def _pages() -> list[URLPattern]:
    pages: list[URLPattern] = []
    for room in _ROOMS:
        if find_spec(f"{room}.cabinet_urls"):
            pages += getattr(import_module(f"{room}.cabinet_urls"), "school", [])
    return pages


urlpatterns = guard(_pages(), roles=SCHOOL_ROLES)
