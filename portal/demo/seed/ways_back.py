"""Moves that go back in the demo: a declined contract, returned acts, a bank's refusal, a drop."""

from acts.models import Act
from acts.services.signing import send_back_act
from contracts.models import Contract
from contracts.services.signing import decline_contract
from core.periods import Month
from payments.models import PaymentOrder
from payments.services.sending import reject_order
from portal.demo.plans import SchoolPlan
from portal.demo.seed import actors
from portal.demo.seed.actors import actor
from portal.demo.seed.contingent import push_body
from portal.demo.seed.late_steps import push
from portal.demo.seed.pushing import apply_push
from schools.models import School


def decline_contract_of(contract: Contract) -> Contract:
    """The school does not agree with a contract that was offered."""
    with actors.on(11, 7, 11):
        return decline_contract(
            contract=contract,
            actor=actor(actors.head_of(contract.school)),
            reason="Изменился расчётный счёт: в паспорте школы указан новый.",
        )


def return_act(act: Act) -> Act:
    """The department returns an act that the school signed."""
    with actors.on(11, 12, 11):
        return send_back_act(
            act=act,
            actor=actor(actors.head(act.region_id)),
            reason="В 7 классе числятся двое выбывших учеников: исправьте данные в LMS.",
        )


def refuse_payment(order: PaymentOrder) -> PaymentOrder:
    """The bank refused an order that was sent."""
    with actors.on(11, 13, 17):
        return reject_order(
            order=order, actor=actor(actors.operator()), reason="Счёт получателя закрыт (банк)."
        )


def push_too_few(
    school: School, plan: SchoolPlan, plans: tuple[SchoolPlan, ...], month: Month
) -> None:
    """The LMS sends half of the pupils: the push is put aside until the school confirms."""
    body = push_body(school.school_id or "", month, plan, plans)
    body["pupils"] = body["pupils"][: len(body["pupils"]) // 2]
    with actors.on(11, 13, 8):
        apply_push(school, body, month)


def put_aside(
    pushes: list[tuple[School, SchoolPlan]], plans: tuple[SchoolPlan, ...], month: Month
) -> None:
    """Schools without a contract whose LMS lost half of a month's pupils; they must say why."""
    for school, plan in pushes:
        push(school, plan, plans, month)
        push_too_few(school, plan, plans, month)
