"""Shymkent in full: a distributed main intake, two months of acts, an additional intake open.

133 of 137 schools applied, 121 got a contract. The schools with contracts are told of by their
place in the order of serials; the tables below say up to which place they came.
"""

from collections.abc import Callable
from dataclasses import dataclass

from budget.models import Intake
from contracts.models import Contract
from core.periods import Month
from portal.demo.plans import TOUR_REGION, SchoolPlan
from portal.demo.seed import late_steps, region_acts, region_intakes, ways_back
from portal.demo.seed.early_steps import deliver
from portal.demo.seed.region_intakes import MORE_DEBTORS
from schools.models import School

SEPTEMBER, OCTOBER = Month(2025, 9), Month(2025, 10)
Say = Callable[[str], None]

# Contracts that are not in force, by place from the end of the list.
NOT_ACTIVE = 9
NO_SEPTEMBER = (111,)
NO_OCTOBER = (108, 109, 110, 111)
UNANSWERED = {66: 4, 67: 7, 68: 3}
"""Pupils of whom ГБД ФЛ has said nothing yet, by place of the school."""
QUARANTINED = (70, 71)


@dataclass(frozen=True)
class Funded:
    """A school with a contract."""

    school: School
    plan: SchoolPlan
    contract: Contract


def tell(
    schools: dict[int, School], plans: tuple[SchoolPlan, ...], intake: Intake, say: Say
) -> None:
    """Bring every school of Shymkent to its place."""
    own = [plan for plan in plans if plan.region_code == TOUR_REGION]
    region_intakes.main(schools, own, plans, intake)
    say("Shymkent: main intake distributed")
    region_intakes.additional(schools, {plan.serial: plan for plan in own}, plans, intake)
    say("Shymkent: additional intake open")
    funded = _funded(schools, own)
    active = [_sign(one, place, len(funded)) for place, one in enumerate(funded)]
    active = active[: len(funded) - NOT_ACTIVE]
    say(f"Shymkent: {len(funded)} contracts")
    for place, one in enumerate(active):
        if place not in NO_SEPTEMBER:
            _push(one, plans, SEPTEMBER, 0)
        if place not in NO_OCTOBER:
            _push(one, plans, OCTOBER, UNANSWERED.get(place, 0))
    deliver()
    say("Shymkent: contingents of two months")
    region_acts.september([one.contract for one in active], say)
    region_acts.october([one.contract for one in active], say)
    for place in QUARANTINED:
        one = active[place]
        ways_back.push_too_few(one.school, one.plan, plans, OCTOBER)
    by_serial = {plan.serial: plan for plan in own}
    unfunded = (region_intakes.BANQUET, region_intakes.DEBTOR)
    ways_back.put_aside([(schools[one], by_serial[one]) for one in unfunded], plans, OCTOBER)
    deliver()


def _funded(schools: dict[int, School], own: list[SchoolPlan]) -> list[Funded]:
    contracts = {
        contract.school_id: contract
        for contract in Contract.objects.filter(region_id=TOUR_REGION).select_related(
            "school__organisation"
        )
    }
    return [
        Funded(schools[plan.serial], plan, contracts[schools[plan.serial].pk])
        for plan in own
        if schools[plan.serial].pk in contracts
    ]


def _sign(one: Funded, place: int, count: int) -> Funded:
    """The last nine are formed, declined, at the school and at the department's head."""
    left = count - place
    contract = one.contract
    if left > 2:
        contract = late_steps.offer_contract(contract)
    if left == 3:
        contract = ways_back.decline_contract_of(contract)
    if left > 6:
        contract = late_steps.contract_signed_by_school(contract)
    if left > NOT_ACTIVE:
        contract = late_steps.contract_signed_by_department(contract)
    return Funded(one.school, one.plan, contract)


def _push(one: Funded, plans: tuple[SchoolPlan, ...], month: Month, unanswered: int) -> None:
    late_steps.push(one.school, one.plan, plans, month, unanswered=unanswered)


__all__ = ["MORE_DEBTORS", "tell"]
