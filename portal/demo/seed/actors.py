"""Who acts in the demo's past, and when."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from accounts.models import Membership
from accounts.roles import Role
from core import clock
from core.periods import ALMATY
from core.workflow import Actor
from schools.models import School


@contextmanager
def on(month: int, day: int, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Let the clock stand at a moment of 2025 in Kazakhstan."""
    moment = dt.datetime(2025, month, day, hour, minute, tzinfo=ALMATY)
    with clock.standing_at(moment):
        yield


def head_of(school: School) -> Membership:
    """The head of the school's owner."""
    return _membership(organisation=school.organisation, role=Role.SCHOOL_HEAD)


def officer(region: str) -> Membership:
    """The region's officer; one is made for a region of which the cast has none."""
    found = Membership.objects.filter(
        organisation__region_id=region, role=Role.DEPARTMENT_OFFICER
    ).first()
    return found or deputy(region)


def deputy(region: str) -> Membership:
    """An officer for a region of which the cast has only the head."""
    from portal.demo.seed.foundation import make_officer

    return make_officer(region)


def head(region: str) -> Membership:
    """The region's head; one is made for a region outside the cast."""
    from portal.demo.seed.foundation import make_head

    found = Membership.objects.filter(
        organisation__region_id=region, role=Role.DEPARTMENT_HEAD
    ).order_by("pk")
    return found.first() or make_head(region)


def operator() -> Membership:
    """Who prepares payments."""
    return _membership(role=Role.FINANCE_OPERATOR)


def signatory() -> Membership:
    """Who approves them."""
    return _membership(role=Role.FINANCE_SIGNATORY)


def _membership(**of: object) -> Membership:
    return (
        Membership.objects.select_related("user", "organisation", "delegation")
        .filter(**of)
        .order_by("pk")[0]
    )


def actor(member: Membership) -> Actor:
    """The actor of a membership."""
    return member.as_actor()
