"""A country to push: schools that granted their LMS, persons known from the month before, bodies.

Runs in the process of the measurement, with the owner's rights where the product has no way: a
country of schools is made active at once instead of one signature after another.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.lms_server import ROOT

KNOWN_FROM = (2025, 9)
"""The month that is there before anything is pushed."""


@dataclass(frozen=True)
class Size:
    """A country, and which of its schools are pushed: every school or one of so many."""

    schools: int
    pupils: int
    one_of: int = 1

    @property
    def words(self) -> str:
        """«890 schools, 332 000 pupils»."""
        return f"{self.schools:,} schools, {self.pupils:,} pupils".replace(",", " ")


@dataclass(frozen=True)
class Push:
    """A school's month: who sends it, how many rows, where its body lies in the spool."""

    vendor: str
    school_id: str
    rows: int
    offset: int
    length: int


@dataclass(frozen=True)
class Month:
    """All pushes of a month; bodies lie in a file, so that the client does nothing but send."""

    year: int
    month: int
    spool: Path
    pushes: tuple[Push, ...]

    @property
    def rows(self) -> int:
        """Of all pushes."""
        return sum(push.rows for push in self.pushes)


def seed(given: Mapping[str, str], size: Size) -> None:
    """Fill the empty database of the run and make its schools active."""
    command = [sys.executable, "manage.py", "seed_country"]
    command += ["--schools", str(size.schools), "--pupils", str(size.pupils)]
    command += ["--month", f"{KNOWN_FROM[0]}-{KNOWN_FROM[1]:02}"]
    subprocess.run(command, cwd=ROOT, env=dict(given), check=True)
    with psycopg.connect(given["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE schools_school SET status = 'active'")
        owner.execute("VACUUM ANALYZE")


def fill_others(given: Mapping[str, str], month: tuple[int, int], size: Size) -> int:
    """Write the month of all schools that are not pushed, as if they had come before; the rows."""
    with psycopg.connect(given["DATABASE_OWNER_URL"], autocommit=True) as owner:
        found = owner.execute(
            "INSERT INTO schools_pupilmonth (month, source_id, person_id, first_seen_on, grade,"
            " study_type, enrolled_on)"
            " SELECT make_date(%s, %s, 1), m.source_id, m.person_id, m.first_seen_on, m.grade,"
            " m.study_type, m.enrolled_on"
            " FROM schools_pupilmonth m JOIN schools_contingentsource c ON c.id = m.source_id"
            " JOIN schools_school s ON s.id = c.school_id"
            " WHERE m.month = make_date(%s, %s, 1)"
            " AND substr(s.school_id, 3, 8)::int %% %s <> 0",
            [*month, *KNOWN_FROM, size.one_of],
        )
        owner.execute("VACUUM ANALYZE schools_pupilmonth")
        return found.rowcount


def tokens() -> dict[str, str]:
    """A token of each vendor by its slug."""
    from accounts.models import Organisation
    from core import settings_book
    from lms_api.tokens import issue_token
    from portal.demo.figures import VENDORS

    settings_book.write_missing()
    made = {}
    for vendor in VENDORS:
        organisation = Organisation.objects.get(name_ru=vendor.name_ru)
        _token, made[vendor.slug] = issue_token(vendor=organisation, name="bench")
    return made


def spooled(size: Size, year: int, month: int, folder: Path) -> Month:
    """Write the bodies of a month, in the order of the schools."""
    from core.partitions import ensure_month
    from core.periods import Month as Period

    ensure_month(Period(year, month))
    spool = folder / f"{year}-{month:02}.json"
    pushes: list[Push] = []
    with spool.open("wb") as file:
        for vendor, school_id, pupils in _schools(size):
            body = json.dumps(
                {"school_id": school_id, "year": year, "month": month, "pupils": pupils},
                separators=(",", ":"),
            ).encode()
            pushes.append(Push(vendor, school_id, len(pupils), file.tell(), len(body)))
            file.write(body)
    return Month(year, month, spool, tuple(pushes))


def _schools(size: Size) -> Iterator[tuple[str, str, Sequence[dict[str, Any]]]]:
    from portal.demo.people import pupils, school_id
    from portal.demo.plans import country_plans

    for plan in country_plans(schools=size.schools, pupils=size.pupils, seed=0):
        if plan.serial % size.one_of:
            continue
        yield (
            plan.vendor,
            school_id(plan.serial),
            [
                {
                    "iin": one.iin,
                    "grade": one.grade,
                    "birth_date": one.birth_date.isoformat(),
                    "study_type": one.study_type,
                    "row_id": str(one.number),
                    "enrolled_on": "2025-09-01",
                }
                for one in pupils(first=plan.first_pupil, count=plan.pupils)
            ],
        )


def stored(month: Month) -> dict[str, int]:
    """What the database holds of the pushed schools' month."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        row = owner.execute(
            "SELECT count(*), count(DISTINCT m.person_id) FROM schools_pupilmonth m"
            " JOIN schools_contingentsource c ON c.id = m.source_id"
            " JOIN schools_school s ON s.id = c.school_id"
            " WHERE m.month = make_date(%s, %s, 1) AND m.left_on IS NULL"
            " AND s.school_id = ANY(%s)",
            [month.year, month.month, [push.school_id for push in month.pushes]],
        ).fetchone()
        applied = owner.execute(
            "SELECT count(*), count(DISTINCT school_id) FROM schools_submission"
            " WHERE month = make_date(%s, %s, 1) AND status = 'applied'",
            [month.year, month.month],
        ).fetchone()
    names = ("rows", "persons", "submissions", "schools")
    return dict(zip(names, (*(row or ()), *(applied or ())), strict=True))
