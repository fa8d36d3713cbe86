"""``manage.py seed_country``: a country of schools and pupils, for measurements."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from core import clock, vault
from core.partitions import ensure_month
from core.periods import Month
from portal.demo.people import Pupil, pupils
from portal.demo.plans import SchoolPlan, country_plans
from portal.demo.seed import foundation
from portal.demo.seed.schools import make_bare_schools
from schools.models import School
from schools.models.person import iin_aad
from schools.models.study_type import NUMBER_OF
from schools.services.sources import made_source

_PERSONS = (
    "COPY schools_person (iin_index, iin_sealed, iin_last4, life_status, citizenship) FROM STDIN"
)
_PUPIL_MONTHS = (
    "COPY schools_pupilmonth (month, source_id, person_id, first_seen_on, grade, study_type,"
    " enrolled_on) FROM STDIN"
)


class Command(BaseCommand):
    """Organisations, bare schools, persons and one month of pupils; the same seed, the same data.

    Sealed values differ between runs (their nonces are random); what they hold does not.
    """

    help = "Fill an empty database with a synthetic country (DEMO=1 or tests only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Size and seed."""
        parser.add_argument("--schools", type=int, required=True)
        parser.add_argument("--pupils", type=int, required=True)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--month", default="2025-10")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write everything in one transaction.

        :raises CommandError: in production, in a filled database, or impossible numbers
        """
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("synthetic people are made only with DEMO=1 or in tests")
        if School.objects.exists():
            raise CommandError("the database has schools already")
        try:
            plans = country_plans(
                schools=options["schools"], pupils=options["pupils"], seed=options["seed"]
            )
            month = Month.parse(options["month"])
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        ensure_month(month)
        with transaction.atomic():
            foundation.make_bodies()
            foundation.make_owners(plans)
            schools = make_bare_schools(plans)
            written = _write_pupils(plans, schools, month, seed=options["seed"])
        self.stdout.write(f"{len(plans)} schools, {written} pupils of {month}")


def _write_pupils(
    plans: tuple[SchoolPlan, ...], schools: dict[int, School], month: Month, *, seed: int
) -> int:
    """Persons and their month, school by school, through COPY."""
    vendors = {
        school.pk: binding.vendor_id
        for school in schools.values()
        for binding in school.lms_bindings.all()
    }
    written = 0
    for plan in plans:
        school = schools[plan.serial]
        source = made_source(school_id=school.pk, vendor_id=vendors[school.pk])
        people = list(pupils(first=plan.first_pupil, count=plan.pupils, seed=seed))
        ids = _copy_persons(people)
        with connection.cursor() as cursor, cursor.copy(_PUPIL_MONTHS) as copy:  # type: ignore[attr-defined]
            for person_id, pupil in sorted(zip(ids, people, strict=True), key=lambda row: row[0]):
                copy.write_row(
                    (
                        month.first_day,
                        source,
                        person_id,
                        clock.today(),
                        pupil.grade,
                        NUMBER_OF[pupil.study_type],
                        dt.date(2025, 9, 1),
                    )
                )
        written += len(people)
    return written


def _copy_persons(people: list[Pupil]) -> list[int]:
    """Write persons and return their ids in the order given."""
    indexes = [vault.blind_index(one.iin) for one in people]
    with connection.cursor() as cursor:
        with cursor.copy(_PERSONS) as copy:  # type: ignore[attr-defined]
            for index, one in zip(indexes, people, strict=True):
                sealed = vault.seal(one.iin, aad=iin_aad(index))
                copy.write_row((index, sealed, one.iin[-4:], "unknown", ""))
        cursor.execute(
            "SELECT iin_index, id FROM schools_person WHERE iin_index = ANY(%s::bytea[])",
            [indexes],
        )
        found = {bytes(index): person for index, person in cursor.fetchall()}
    return [found[index] for index in indexes]
