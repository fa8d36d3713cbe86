"""The tour's school: what its visitor enters, and what its LMS reports."""

from collections import Counter
from typing import Any

from core.periods import Month
from portal.demo.cast import TOUR_OWNER, TURKISTAN_OWNER
from portal.demo.names import organisation_titles, school_titles
from portal.demo.people import Pupil, school_id
from portal.demo.plans import Scale, SchoolPlan, school_plans
from portal.demo.seed.contingent import push_body, reported_pupils

OCTOBER = Month(2025, 10)
PLANS = school_plans(Scale.SMALL)
SCHOOL: SchoolPlan = next(plan for plan in PLANS if plan.serial == TOUR_OWNER)
SCHOOL_ID = school_id(TOUR_OWNER)
NAME = school_titles(TOUR_OWNER)[0]
OTHER_ORGANISATION = organisation_titles(TURKISTAN_OWNER)[0]
"""The owner of the tour's school heads this one, too."""
PUPILS: list[Pupil] = reported_pupils(SCHOOL, PLANS)
PLACES = 34
"""Six pupils more than places: the dead one takes none, the rest stand above the capacity."""


def name_of(serial: int) -> str:
    """The Russian name of a school of the demo."""
    return school_titles(serial)[0]


def contingent() -> Counter[tuple[int, str]]:
    """Pupils of the school by class and type of study."""
    return Counter((pupil.grade, pupil.study_type) for pupil in PUPILS)


def october() -> dict[str, Any]:
    """The body by which the LMS reports October."""
    return push_body(SCHOOL_ID, OCTOBER, SCHOOL, PLANS)
