"""``manage.py seed_country``: a country of schools and pupils, for measurements."""

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from core import clock, vault
from core.partitions import ensure_month
from core.periods import Month
from portal.demo.people import pupils
from portal.demo.plans import SchoolPlan, country_plans
from portal.demo.seed import foundation
from portal.demo.seed.schools import make_bare_schools
from schools.models import LmsBinding, School
from schools.models.person import iin_aad
from schools.models.study_type import NUMBER_OF
from schools.services.sources import made_source

_PERSONS = (
    "COPY schools_person (id, iin_index, iin_sealed, iin_last4, life_status, citizenship)"
    " FROM STDIN"
)
_PUPIL_MONTHS = (
    "COPY schools_pupilmonth (month, source_id, person_id, first_seen_on, grade, study_type,"
    " enrolled_on) FROM STDIN"
)
_BATCH = 20_000


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
            sources = _sources(schools)
            written = 0
            for batch in _batches(plans):
                written += _write_pupils(batch, sources, month, seed=options["seed"])
                if self.stdout.isatty():
                    self.stdout.write(f"{written} pupils", ending="\r")
        self.stdout.write(f"{len(plans)} schools, {written} pupils of {month}")


def _sources(schools: dict[int, School]) -> dict[int, int]:
    """Keys of the schools' only vendors' words, by serial."""
    vendors = dict(LmsBinding.objects.values_list("school_id", "vendor_id"))
    return {
        serial: made_source(school_id=school.pk, vendor_id=vendors[school.pk])
        for serial, school in schools.items()
    }


def _batches(plans: tuple[SchoolPlan, ...]) -> Iterator[list[SchoolPlan]]:
    """Schools together until they have enough pupils for two statements."""
    batch: list[SchoolPlan] = []
    for plan in plans:
        batch.append(plan)
        if sum(one.pupils for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_pupils(
    plans: list[SchoolPlan], sources: dict[int, int], month: Month, *, seed: int
) -> int:
    """Persons and their month through COPY; a person's key follows the national number."""
    people = [
        (sources[plan.serial], one)
        for plan in plans
        for one in pupils(first=plan.first_pupil, count=plan.pupils, seed=seed)
    ]
    indexes = vault.blind_indexes(one.iin for _source, one in people)
    today, enrolled = clock.today(), dt.date(2025, 9, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('schools_person', 'id'))"
            " FROM generate_series(1, %s)",
            [len(people)],
        )
        keys = [key for (key,) in cursor.fetchall()]
        with cursor.copy(_PERSONS) as copy:  # type: ignore[attr-defined]
            for key, index, (_source, one) in zip(keys, indexes, people, strict=True):
                sealed = vault.seal(one.iin, aad=iin_aad(index))
                copy.write_row((key, index, sealed, one.iin[-4:], "unknown", ""))
        with cursor.copy(_PUPIL_MONTHS) as copy:  # type: ignore[attr-defined]
            for key, (source, one) in zip(keys, people, strict=True):
                kind = NUMBER_OF[one.study_type]
                copy.write_row((month.first_day, source, key, today, one.grade, kind, enrolled))
    return len(people)
