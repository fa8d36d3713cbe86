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
from portal.demo.seed.contingent import answer_for_everybody, push_body
from portal.demo.seed.early_steps import deliver
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
            cms=actors.sign(contract.document, head),
        )


def contract_signed_by_department(contract: Contract) -> Contract:
    """The department's head signs: the contract is active."""
    head = actors.head(contract.region_id)
    with actors.on(11, 7, 15):
        return sign_contract(
            contract=contract,
            actor=actor(head),
            side="department",
            cms=actors.sign(contract.document, head),
        )


def push(school: School, plan: SchoolPlan, plans: tuple[SchoolPlan, ...], month: Month) -> None:
    """The LMS reported the month, and ГБД ФЛ has answered for its pupils."""
    from portal.demo.seed.pushing import apply_push

    with actors.on(11, 10, 7):
        apply_push(school, push_body(school.school_id or "", month, plan, plans), month)
        answer_for_everybody(plan, plans)


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
        return sign_act_by_school(act=act, actor=actor(head), cms=actors.sign(act.document, head))


def act_signed_by_department(act: Act) -> Act:
    """The second signature."""
    head = actors.head(act.region_id)
    with actors.on(11, 11, 16):
        return sign_act_by_department(
            act=act, actor=actor(head), cms=actors.sign(act.document, head)
        )


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
    officer, head = actors.officer(region), actors.head(region)
    with actors.on(11, 12, 15):
        formed = form_register(
            region=Region.objects.get(pk=region),
            month=month,
            actor=actor(officer),
            act_ids=[act.pk for act in acts],
        ).register
        formed.refresh_from_db()
        signed = sign_register(
            register=formed, actor=actor(head), cms=actors.sign(_document(formed), head)
        )
        return send_register(register=signed, actor=actor(officer))


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


def send_to_bank(orders: list[PaymentOrder]) -> PaymentBatch:
    """The signatory approves, the operator makes the file for the bank."""
    with actors.on(11, 13, 15):
        approved = [approve_order(order=order, actor=actor(actors.signatory())) for order in orders]
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
