"""Steps A1.5–A1.8 as functions: contract, contingent, act, e-invoice, register, payment."""

from django.conf import settings

from acts.models import Act, ActRegister
from acts.services.forming import finish_forming, form_act
from acts.services.invoices import find_invoice_of_act
from acts.services.registers import (
    accept_register,
    form_register,
    send_register,
    sign_register,
)
from acts.services.signing import sign_act_by_department, sign_act_by_school
from contracts.models import Contract
from contracts.services.documents import prepare_contract_document
from contracts.services.signing import send_contract_to_school, sign_contract
from core.models import Region
from core.periods import Month
from payments.models import PaymentBatch, PaymentOrder
from payments.services.approving import approve_order
from payments.services.forming import form_orders
from payments.services.sending import make_batch
from payments.services.statements import import_statement
from portal.demo import outside
from portal.demo.bank import statement_of
from portal.demo.esf_invoice import invoice_for
from portal.demo.plans import SchoolPlan
from portal.demo.seed import actors
from portal.demo.seed.actors import actor
from portal.demo.seed.answers import answer_for
from portal.demo.seed.contingent import dead_pupils, push_body, reported_pupils
from portal.demo.seed.early_steps import deliver
from portal.demo.seed.pushing import apply_push
from portal.demo.seed.signatures import sign
from schools.models import School


def offer_contract(contract: Contract) -> Contract:
    """The officer sends the contract to the school."""
    with actors.on(11, 6):
        if contract.document is None:
            prepare_contract_document(contract=contract)
            contract.refresh_from_db()
        return send_contract_to_school(
            contract=contract, actor=actor(actors.officer(contract.region_id))
        )


def contract_signed_by_school(contract: Contract) -> Contract:
    """The school's head signs."""
    head = actors.head_of(contract.school)
    with actors.on(11, 7, 9):
        return sign_contract(
            contract=contract,
            actor=actor(head),
            side="school",
            cms=sign(contract.document, head),
        )


def contract_signed_by_department(contract: Contract) -> Contract:
    """The department's head signs: the contract is active."""
    head = actors.head(contract.region_id)
    with actors.on(11, 7, 15):
        return sign_contract(
            contract=contract,
            actor=actor(head),
            side="department",
            cms=sign(contract.document, head),
        )


def push(
    school: School,
    plan: SchoolPlan,
    plans: tuple[SchoolPlan, ...],
    month: Month,
    *,
    unanswered: int = 0,
) -> None:
    """The LMS reported the month, and ГБД ФЛ has answered for its pupils.

    :param unanswered: how many pupils at the end of the list have no answer yet
    """
    reported = reported_pupils(plan, plans)
    body = push_body(school.school_id or "", month, plan, plans)
    with actors.on(11, 10, 7):
        apply_push(school, body, month)
        answer_for(
            reported[: max(len(reported) - unanswered, 0)],
            dead={one.iin for one in dead_pupils(plans)},
        )


def act_of(contract: Contract, month: Month) -> Act:
    """The month's act, formed and offered to the school."""
    with actors.on(11, 10, 18):
        act = form_act(contract=contract, month=month)
        if act.status == "formed":
            act = finish_forming(act=act)
        return act


def act_signed_by_school(act: Act) -> Act:
    """The first signature."""
    head = actors.head_of(act.school)
    with actors.on(11, 11, 10):
        return sign_act_by_school(act=act, actor=actor(head), cms=sign(act.document, head))


def act_signed_by_department(act: Act) -> Act:
    """The second signature."""
    head = actors.head(act.region_id)
    with actors.on(11, 11, 16):
        return sign_act_by_department(act=act, actor=actor(head), cms=sign(act.document, head))


def invoice(act: Act) -> Act:
    """The school issues the e-invoice in the emulated ИС ЭСФ; the portal finds it there."""
    with actors.on(11, 12, 10):
        status, answer = outside.issue_invoice(settings.REGISTRY_EMULATOR_URL, invoice_for(act))
        if status >= 400:
            raise RuntimeError(f"the emulated ИС ЭСФ refused the invoice: {answer}")
        found = find_invoice_of_act(act=act)
        if found is None or not found.is_matched:
            why = found.mismatch if found else "nothing found"
            raise RuntimeError(f"the e-invoice of {act} was not matched: {why}")
        act.refresh_from_db()
        return act


def register(region: str, month: Month, acts: list[Act]) -> ActRegister:
    """The department forms, signs and sends a register of these acts."""
    return send(sign_formed(form(region, month, acts)))


def form(region: str, month: Month, acts: list[Act]) -> ActRegister:
    """The officer puts these acts into a new register."""
    with actors.on(11, 12, 15):
        formed = form_register(
            region=Region.objects.get(pk=region),
            month=month,
            actor=actor(actors.officer(region)),
            act_ids=[act.pk for act in acts],
        ).register
        formed.refresh_from_db()
        return formed


def sign_formed(formed: ActRegister) -> ActRegister:
    """The department's head signs the list and its total."""
    head = actors.head(formed.region_id)
    with actors.on(11, 12, 16):
        return sign_register(register=formed, actor=actor(head), cms=sign(_document(formed), head))


def send(signed: ActRegister) -> ActRegister:
    """The officer hands it to the finance centre."""
    with actors.on(11, 12, 17):
        return send_register(register=signed, actor=actor(actors.officer(signed.region_id)))


def _document(register_: ActRegister):
    from acts.services.register_documents import prepare_register_document

    return register_.document or prepare_register_document(register=register_)


def accept(register_: ActRegister) -> list[PaymentOrder]:
    """The finance centre accepts the register and forms its payment orders."""
    operator = actor(actors.operator())
    with actors.on(11, 13, 10):
        accepted = accept_register(register=register_, actor=operator)
        form_orders(register=accepted, actor=operator)
        return list(PaymentOrder.objects.filter(register=accepted).order_by("pk"))


def approve(orders: list[PaymentOrder]) -> list[PaymentOrder]:
    """The signatory approves what the operator formed."""
    with actors.on(11, 13, 14):
        return [approve_order(order=order, actor=actor(actors.signatory())) for order in orders]


def send_to_bank(orders: list[PaymentOrder]) -> PaymentBatch:
    """The signatory approves, the operator makes the file for the bank."""
    approved = approve(orders)
    with actors.on(11, 13, 15):
        return make_batch(orders=approved, actor=actor(actors.operator()))


def bank_answers(batch: PaymentBatch) -> None:
    """The bank executes the file; its statement is imported."""
    with actors.on(11, 13, 18):
        import_statement(
            content=statement_of(batch, booked_on=actors.clock.today()),
            name=f"{batch.number}.camt053.xml",
            actor=actor(actors.operator()),
        )
        deliver()
