"""Which schools a vendor reaches today. Every other school does not exist for it."""

from collections.abc import Callable
from functools import partial

from django.db import connection, models

from accounts.models import Organisation
from core import clock
from core.identifiers import InvalidIdentifier, SchoolId
from core.one_trip import Told, Trip
from lms_api.problems import Problem
from schools.models import LmsBinding, School
from schools.selectors.contingent import in_force
from schools.statuses import SchoolStatus

REACHED = (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED)
"""The same law as in ``lms_api_granted_school``."""


def granted_schools(vendor: Organisation) -> models.QuerySet[School]:
    """Digitised schools whose grant to the vendor is in force today, by key."""
    grants = LmsBinding.objects.filter(in_force(clock.today()), vendor=vendor)
    return (
        School.objects.filter(status__in=REACHED, pk__in=grants.values("school_id"))
        .select_related("organisation")
        .order_by("pk")
    )


# what a push needs of its school; the rest is read when something asks for it
_FIELDS = ("id", "organisation_id", "region_id", "school_id", "locality")
_ONE = "SELECT * FROM lms_api_granted_school(%(school)s, %(vendor)s, %(today)s)"


def ask_school(trip: Trip, *, vendor: Organisation, school_id: str) -> Callable[[], School]:
    """Ask for one of them by its id. Written out: every push asks it.

    :return: read after the trip
    :raises Problem: 404: not an id at all; in the reading: another's or unknown
    """
    try:
        number = SchoolId.parse(school_id)
    except InvalidIdentifier:
        raise _unknown() from None
    if number != school_id:  # a form forgives spaces around it, the contract does not
        raise _unknown()
    given = {"school": number, "vendor": vendor.pk, "today": clock.today()}
    return partial(_school_of, trip.add(_ONE, given))


def _school_of(told: Told) -> School:
    [row] = told.rows
    if row[0] is None:
        raise _unknown()
    return School.from_db(connection.alias, _FIELDS, row)


def _unknown() -> Problem:
    return Problem(404, "SCHOOL", "No school of that id is granted to this vendor.")
