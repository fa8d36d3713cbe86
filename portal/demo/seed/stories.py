"""Where each school of the demo stands, so that every desk has work.

Shymkent is the tour's region: in the small demo its main intake is open, in the full region that
intake is distributed and an additional one open (``region_stories``). Turkistan and Almaty oblast
distributed their budgets in early November and are signing, invoicing and paying.
"""

from collections.abc import Callable

from django.conf import settings

from budget.models import Intake, RegionalBudget
from budget.services.moderating import open_by_officer, return_application
from contracts.models import Contract
from core.periods import Month
from portal.demo.people import school_bin
from portal.demo.plans import SMALL_SCHOOLS, TOUR_REGION, Scale, SchoolPlan
from portal.demo.seed import (
    actors,
    country_stories,
    early_steps,
    late_steps,
    papers,
    region_stories,
    ways_back,
)
from portal.demo.seed.actors import actor
from portal.demo.seed.contingent import write_population
from portal.demo.seed.region_stories import MORE_DEBTORS
from portal.demo.seed.schools import make_school
from portal.demo.seed.settling import settle
from portal.demo.shapes import Shape
from schools.models import School

SEPTEMBER, OCTOBER = Month(2025, 9), Month(2025, 10)
NEIGHBOURS = ("61", "19")
_PUPILS_WITH_NAMES = 100_000
"""Above this the emulator makes names up itself: its book would grow too big to load."""
Schools = dict[int, School]


def tell(scale: Scale, plans: tuple[SchoolPlan, ...], say: Callable[[str], None]) -> None:
    """Bring every school of a scale to its place."""
    with actors.on(10, 24):
        schools = {plan.serial: make_school(plan) for plan in plans}
    by_serial = {plan.serial: plan for plan in plans}
    _tell_emulator(scale, plans)
    intakes = {
        budget.region_id: early_steps.plan_and_intake(budget)
        for budget in RegionalBudget.objects.order_by("region_id")
    }
    say("schools, plans and intakes")
    if scale is Scale.SMALL:
        _shymkent(schools, by_serial, plans, intakes[TOUR_REGION])
        say("Shymkent: applications on the officer's desk")
    else:
        region_stories.tell(schools, plans, intakes[TOUR_REGION], say)
    if scale is Scale.COUNTRY:
        country_stories.tell(schools, plans, intakes, say, told={TOUR_REGION, *NEIGHBOURS})
    contracts = _funded(NEIGHBOURS, schools, by_serial, plans, intakes)
    say("Turkistan and Almaty oblast: budgets distributed, contracts formed")
    _months(contracts, schools, by_serial, plans)
    say("acts, registers and payments")
    settle()
    say("events delivered")


def _tell_emulator(scale: Scale, plans: tuple[SchoolPlan, ...]) -> None:
    debtors = {
        school_bin(plan.serial): "1234567.00"
        for plan in plans
        if plan.shape is Shape.TAX_DEBT
        or (scale is not Scale.SMALL and plan.serial in MORE_DEBTORS)
    }
    write_population(
        settings.ORTABILIM_HOME / "emulator",
        plans,
        debtors,
        with_names=sum(plan.pupils for plan in plans) <= _PUPILS_WITH_NAMES,
    )


def _shymkent(
    schools: Schools,
    by_serial: dict[int, SchoolPlan],
    plans: tuple[SchoolPlan, ...],
    intake: Intake,
) -> None:
    """9506 is the tour's draft; the others wait for the officer at different steps."""
    early_steps.send_for_digitisation(schools[9507])
    for serial in (9501, 9502, 9503, 9504, 9505, 9508):
        purpose = None if by_serial[serial].shape is Shape.BANQUET_HALL else True
        schools[serial] = early_steps.digitise(schools[serial], purpose=purpose)
    applied = {
        serial: early_steps.apply(schools[serial], by_serial[serial], plans, intake)
        for serial in (9501, 9502, 9503, 9504, 9505, 9508)
    }
    early_steps.approve(applied[9503])
    early_steps.approve(applied[9504])
    with actors.on(11, 6):
        officer = actor(actors.officer("79"))
        open_by_officer(application=applied[9508], actor=officer)
        return_application(
            application=applied[9508],
            reason="Прогнозный контингент на 1 сентября не отличается от фактического: уточните.",
            actor=officer,
        )
    for serial in (9501, 9502, 9505):
        early_steps.ask_again(applied[serial])
    ways_back.put_aside([(schools[one], by_serial[one]) for one in (9501, 9502)], plans, OCTOBER)
    for serial in (9503, 9504, 9505):
        for month in (SEPTEMBER, OCTOBER):
            late_steps.push(schools[serial], by_serial[serial], plans, month)
        papers.hand_in_papers(schools[serial], OCTOBER)


def _funded(
    regions: tuple[str, ...],
    schools: Schools,
    by_serial: dict[int, SchoolPlan],
    plans: tuple[SchoolPlan, ...],
    intakes: dict[str, Intake],
) -> dict[int, Contract]:
    """Digitise, apply, approve and distribute whole regions; contracts by school serial."""
    for region in regions:
        own = [plan for plan in plans if plan.region_code == region]
        for plan in own:
            school = early_steps.digitise(schools[plan.serial])
            schools[plan.serial] = school
            early_steps.approve(early_steps.apply(school, plan, plans, intakes[region]))
        early_steps.distribute(intakes[region])
    return contracts_of(regions, schools)


def contracts_of(regions: tuple[str, ...], schools: Schools) -> dict[int, Contract]:
    """The regions' contracts by the serial of their school, in its order."""
    serial_of = {school.pk: serial for serial, school in schools.items()}
    found = Contract.objects.filter(region_id__in=regions)
    rows = found.select_related("school__organisation").order_by("pk")
    return {serial_of[contract.school_id]: contract for contract in rows}


def _months(
    contracts: dict[int, Contract],
    schools: Schools,
    by_serial: dict[int, SchoolPlan],
    plans: tuple[SchoolPlan, ...],
) -> None:
    told = {
        plan.serial
        for plan in by_serial.values()
        if plan.number <= SMALL_SCHOOLS.get(plan.region_code, 0)
    }
    for serial, contract in contracts.items():
        if serial not in told:
            continue  # a country's other contracts wait for the officer
        contract = late_steps.offer_contract(contract)
        if serial == 7003:
            contracts[serial] = contract  # waits for its school's signature
            continue
        contract = late_steps.contract_signed_by_school(contract)
        if serial != 7002:  # 7002 waits for the department's head
            contract = late_steps.contract_signed_by_department(contract)
        contracts[serial] = contract
        for month in (SEPTEMBER, OCTOBER):
            late_steps.push(schools[serial], by_serial[serial], plans, month)
        papers.hand_in_papers(schools[serial], OCTOBER)
    _turkistan(contracts)
    _almaty_region(contracts)


def _turkistan(contracts: dict[int, Contract]) -> None:
    """A register on the finance centre's desk; October acts at each signature."""
    big, small = contracts[7001], contracts[7004]
    september = [_invoiced(big, SEPTEMBER), _invoiced(small, SEPTEMBER)]
    late_steps.register("61", SEPTEMBER, september)
    late_steps.act_signed_by_school(late_steps.act_of(big, OCTOBER))
    late_steps.act_of(small, OCTOBER)


def _almaty_region(contracts: dict[int, Contract]) -> None:
    """September is being paid: one order at each step; October acts ask for invoices."""
    serials = (1501, 1502, 1503)
    september = [_invoiced(contracts[serial], SEPTEMBER) for serial in serials]
    orders = late_steps.accept(late_steps.register("19", SEPTEMBER, september))
    late_steps.bank_answers(late_steps.send_to_bank(orders[:1]))
    late_steps.send_to_bank(orders[1:2])
    _signed(contracts[1501], OCTOBER)
    for serial in (1502, 1503):
        _invoiced(contracts[serial], OCTOBER)


def _signed(contract: Contract, month: Month):
    act = late_steps.act_signed_by_school(late_steps.act_of(contract, month))
    return late_steps.act_signed_by_department(act)


def _invoiced(contract: Contract, month: Month):
    return late_steps.invoice(_signed(contract, month))
