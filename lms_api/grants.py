"""Which schools a vendor reaches today. Every other school does not exist for it."""

from django.db import connection, models

from accounts.models import Organisation
from core import clock
from core.identifiers import InvalidIdentifier, SchoolId
from lms_api.problems import Problem
from schools.models import LmsBinding, School
from schools.selectors.contingent import in_force
from schools.statuses import SchoolStatus

_REACHED = (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED)
_REACHED_SQL = f"{{{','.join(_REACHED)}}}"


def granted_schools(vendor: Organisation) -> models.QuerySet[School]:
    """Digitised schools whose grant to the vendor is in force today, by key."""
    grants = LmsBinding.objects.filter(in_force(clock.today()), vendor=vendor)
    return (
        School.objects.filter(status__in=_REACHED, pk__in=grants.values("school_id"))
        .select_related("organisation")
        .order_by("pk")
    )


# what a push needs of its school; the rest is read when something asks for it
_NEEDED = frozenset({"id", "organisation_id", "region_id", "school_id", "locality"})
_FIELDS = [one.attname for one in School._meta.concrete_fields if one.attname in _NEEDED]
_ONE = f"""
SELECT {", ".join(f"s.{field}" for field in _FIELDS)} FROM schools_school s
WHERE s.school_id = %s AND s.status = ANY(%s) AND EXISTS (
    SELECT 1 FROM schools_lmsbinding b
    WHERE b.school_id = s.id AND b.vendor_id = %s AND b.since <= %s
      AND (b.until IS NULL OR b.until >= %s))
"""


def granted_school(vendor: Organisation, school_id: str) -> School:
    """One of them by its id. Written out: every push asks it.

    :raises Problem: 404, whether it is another's, unknown or not an id at all
    """
    try:
        number = SchoolId.parse(school_id)
    except InvalidIdentifier:
        number = None
    today = clock.today()
    row = None
    if number:
        with connection.cursor() as cursor:
            cursor.execute(_ONE, [number, _REACHED_SQL, vendor.pk, today, today])
            row = cursor.fetchone()
    if row is None:
        raise Problem(404, "SCHOOL", "No school of that id is granted to this vendor.")
    return School.from_db(connection.alias, _FIELDS, row)
