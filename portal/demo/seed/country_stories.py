"""The regions of the country that no tour visits: schools that apply, intakes still open."""

from collections.abc import Callable, Collection

from budget.models import Intake
from portal.demo.plans import SchoolPlan
from portal.demo.seed import early_steps
from schools.models import School


def tell(
    schools: dict[int, School],
    plans: tuple[SchoolPlan, ...],
    intakes: dict[str, Intake],
    say: Callable[[str], None],
    *,
    told: Collection[str],
) -> None:
    """Of ten schools one is a draft, one under review, two approved, six wait for the officer."""
    for region, intake in sorted(intakes.items()):
        if region in told:
            continue
        for plan in plans:
            if plan.region_code == region:
                _school(schools[plan.serial], plan, plans, intake)
        say(f"region {region}: applications")


def _school(
    school: School, plan: SchoolPlan, plans: tuple[SchoolPlan, ...], intake: Intake
) -> None:
    match plan.serial % 10:
        case 0:
            return
        case 1:
            early_steps.send_for_digitisation(school)
        case place:
            application = early_steps.apply(early_steps.digitise(school), plan, plans, intake)
            if place < 4:
                early_steps.approve(application)
