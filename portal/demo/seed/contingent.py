"""What the LMS systems report in the demo, and what the registry emulator is told."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.periods import Month
from portal.demo.people import Pupil, pupils
from portal.demo.plans import TOUR_REGION, SchoolPlan
from portal.demo.seed.schools import TOUR_SCHOOL
from portal.demo.shapes import Shape

TWIN = 9504
"""The school whose first pupil the tour's school and the shape's school claim too."""
DIED_ON = dt.date(2025, 9, 20)


SHARING = frozenset(range(9512, 9632, 12))
"""Schools of the full region whose LMS also reports the first pupil of the next school."""


def reported_pupils(plan: SchoolPlan, plans: tuple[SchoolPlan, ...]) -> list[Pupil]:
    """The pupils a school's LMS reports, with the known shapes' additions."""
    own = list(own_pupils(plan.first_pupil, plan.pupils))
    if plan.shape is Shape.SHARED_PUPIL:
        own += _pupil_of(TWIN, plans, nth=0)
    if plan.serial == TOUR_SCHOOL:
        own += _pupil_of(TWIN, plans, nth=1)
    if plan.serial in SHARING:
        own += _pupil_of(plan.serial + 1, plans, nth=0)
    return own


@lru_cache(maxsize=256)
def own_pupils(first: int, count: int) -> tuple[Pupil, ...]:
    """A school's own stretch of pupils; making one takes longer than remembering them."""
    return tuple(pupils(first=first, count=count))


def _pupil_of(serial: int, plans: tuple[SchoolPlan, ...], *, nth: int) -> list[Pupil]:
    other = next((one for one in plans if one.serial == serial), None)
    return list(own_pupils(other.first_pupil, other.pupils))[nth : nth + 1] if other else []


@lru_cache(maxsize=4)
def dead_pupils(plans: tuple[SchoolPlan, ...]) -> tuple[Pupil, ...]:
    """One pupil of the known shape, one of the tour's school, a few of the full region."""
    found: list[Pupil] = []
    for plan in plans:
        of_region = plan.region_code == TOUR_REGION and plan.number > 10 and plan.serial % 9 == 0
        if plan.shape is Shape.DEAD_PUPIL or plan.serial == TOUR_SCHOOL or of_region:
            found += pupils(first=plan.first_pupil, count=1)
    return tuple(found)


def payload_row(pupil: Pupil) -> dict[str, Any]:
    """One row of the API's push."""
    return {
        "iin": pupil.iin,
        "grade": pupil.grade,
        "birth_date": pupil.birth_date.isoformat(),
        "study_type": pupil.study_type,
        "row_id": str(pupil.number),
        "enrolled_on": "2025-09-01",
    }


def push_body(
    school_id: str, month: Month, plan: SchoolPlan, plans: tuple[SchoolPlan, ...]
) -> dict[str, Any]:
    """The body that the demo's LMS sends for a school and month."""
    return {
        "school_id": school_id,
        "year": month.year,
        "month": month.month,
        "pupils": [payload_row(pupil) for pupil in reported_pupils(plan, plans)],
    }


def write_population(
    folder: Path, plans: tuple[SchoolPlan, ...], debtors: dict[str, str], *, with_names: bool
) -> None:
    """Tell the registry emulator who is dead, who owes taxes and how people are called."""
    names: dict[str, list[str]] = {}
    if with_names:
        for plan in plans:
            for one in pupils(first=plan.first_pupil, count=plan.pupils):
                names[one.iin] = [one.surname, one.first_name, one.patronymic]
    book = {
        "dead": {one.iin: DIED_ON.isoformat() for one in dead_pupils(plans)},
        "foreign": {},
        "not_found": [],
        "names": names,
        "debtors": debtors,
    }
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "population.json.part"
    partial.write_text(json.dumps(book, ensure_ascii=False))
    partial.replace(folder / "population.json")
