"""Acts of an accepted register, ready to be paid, and what a bank answers."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from acts.models import Act, ActLine, ActRegister, Invoice
from budget.models import (
    Allocation,
    DistributionRun,
    FinancingPlan,
    FundingApplication,
    Intake,
    RegionalBudget,
)
from contracts.models import Contract
from core import clock
from core.money import split_evenly, tenge_string
from payments.models import PaymentBatch, PaymentOrder
from payments.services.approving import approve_orders
from payments.services.forming import form_orders
from payments.services.sending import make_batch
from signing.codes import CODE_ALPHABET
from signing.models import Document, Signature
from tests.factories.cast import Cast, synthetic_iin
from tests.factories.schools import active_school, person

_serial = count(1)
OCTOBER = dt.date(2025, 10, 1)
ON_THE_WAY = ("formed", "with_school", "with_department", "signed", "in_register", "payable")


@dataclass
class Paper:
    """An accepted register with its budget."""

    cast: Cast
    register: ActRegister
    budget: RegionalBudget

    @property
    def acts(self) -> list[Act]:
        """Its acts, fresh."""
        return list(Act.objects.filter(register=self.register).order_by("id"))

    @property
    def orders(self) -> list[PaymentOrder]:
        """Orders of the register, fresh."""
        return list(PaymentOrder.objects.filter(register=self.register).order_by("id"))


def accepted_register(
    cast: Cast,
    *,
    amounts: Sequence[int] = (2_241_864_00, 1_000_000_00),
    received_tiyn: int = 10_000_000_00,
    pupils: int = 3,
) -> Paper:
    """A register that the finance centre accepted, with one payable act per amount."""
    region = cast.bolat.region
    budget, _made = RegionalBudget.objects.get_or_create(
        region=region,
        year=2025,
        defaults={
            "amount_tiyn": 100_000_000_00,
            "planned_tiyn": 100_000_000_00,
            "received_tiyn": received_tiyn,
            "source": "test",
            "source_status": "assumption",
        },
    )
    serial = next(_serial)
    register = ActRegister.objects.create(
        number=f"РА-2025-10-{serial}",
        region=region,
        month=OCTOBER,
        total_tiyn=sum(amounts),
        acts_count=len(amounts),
        created_at=clock.now(),
    )
    for amount in amounts:
        payable_act(cast, register=register, budget=budget, amount_tiyn=amount, pupils=pupils)
    for status in ("signed", "sent", "accepted"):
        ActRegister.objects.filter(pk=register.pk).update(status=status)
    register.refresh_from_db()
    return Paper(cast, register, budget)


def payable_act(
    cast: Cast, *, register: ActRegister, budget: RegionalBudget, amount_tiyn: int, pupils: int = 3
) -> Act:
    """A signed act with pupils, a matched e-invoice and a place in the register."""
    contract, serial = active_contract(cast, budget=budget), next(_serial)
    act = Act.objects.create(
        number=f"ША-2025-10-{serial:04d}",
        contract=contract,
        school=contract.school,
        region=contract.region,
        month=OCTOBER,
        amount_tiyn=amount_tiyn,
        pupils_count=pupils,
        payable_count=pupils,
        register=register,
        signed_by_school_on=dt.date(2025, 11, 3),
        signed_by_department_on=dt.date(2025, 11, 5),
        created_at=clock.now(),
    )
    for place, part in enumerate(split_evenly(amount_tiyn, pupils), start=1):
        ActLine.objects.create(
            act=act,
            month=OCTOBER,
            person=person(synthetic_iin(dt.date(2012, 5, 5))),
            grade=7,
            study_type="general",
            place_in_order=place,
            price_tiyn=part,
            amount_tiyn=part,
            outcome="payable",
        )
    act.document = _signed_document(cast, act)
    Act.objects.filter(pk=act.pk).update(document=act.document)
    for status in ON_THE_WAY:
        Act.objects.filter(pk=act.pk).update(status=status)
    Contract.objects.filter(pk=contract.pk).update(acted_tiyn=amount_tiyn)
    Invoice.objects.create(
        act=act,
        registration_number=f"ESF-{serial}",
        issued_on=dt.date(2025, 11, 6),
        amount_tiyn=amount_tiyn,
        status="DELIVERED",
        is_matched=True,
        evidence_id=1,
        found_at=clock.now(),
    )
    return Act.objects.get(pk=act.pk)


def active_contract(cast: Cast, *, budget: RegionalBudget) -> Contract:
    """A contract in force of a new school of Aigerim's."""
    school, serial, now = active_school(cast), next(_serial), clock.now()
    plan, _made = FinancingPlan.objects.get_or_create(
        budget=budget,
        defaults={
            "region": budget.region,
            "year": budget.year,
            "amount_tiyn": budget.planned_tiyn,
            "contracted_tiyn": 50_000_000_00,
        },
    )
    intake, _made = Intake.objects.get_or_create(
        plan=plan,
        defaults={
            "region": budget.region,
            "kind": "main",
            "first_month": dt.date(2025, 9, 1),
            "last_month": dt.date(2025, 12, 1),
            "opens_on": dt.date(2025, 8, 1),
            "closes_on": dt.date(2025, 8, 20),
        },
    )
    application = FundingApplication.objects.create(
        number=f"ГОЗ-{serial}",
        school=school,
        region=budget.region,
        intake=intake,
        created_at=now,
        updated_at=now,
    )
    run = DistributionRun.objects.create(
        region=budget.region,
        intake=intake,
        number=serial,
        variant="T",
        budget_tiyn=5_000_000_00,
        protocol={},
        sha256="0" * 64,
        created_at=now,
    )
    share = Allocation.objects.create(
        run=run,
        application=application,
        contingent=100,
        first_shift_places=442,
        total_places=442,
        unit_cost_tiyn=50_000_00,
        need_first_tiyn=5_000_000_00,
        first_tiyn=5_000_000_00,
        total_tiyn=5_000_000_00,
        unfunded_pupils=0,
        reason="full",
    )
    contract = Contract.objects.create(
        number=f"ДГ-2025-{serial:04d}",
        school=school,
        region=budget.region,
        plan=plan,
        allocation=share,
        formed_on=dt.date(2025, 9, 1),
        first_month=dt.date(2025, 9, 1),
        last_month=dt.date(2025, 12, 1),
        first_shift_places=442,
        total_places=442,
        payee_iban="KZ506011110000000001",
        payee_bic="HSBKKZKX",
        payee_kbe="17",
        amount_tiyn=5_000_000_00,
        signed_by_school_on=dt.date(2025, 9, 2),
        active_from=dt.date(2025, 9, 3),
        created_at=now,
    )
    for status in ("with_school", "with_department", "active"):
        Contract.objects.filter(pk=contract.pk).update(status=status)
    return Contract.objects.get(pk=contract.pk)


def formed_orders(paper: Paper) -> list[PaymentOrder]:
    """Orders that Dana formed."""
    form_orders(register=paper.register, actor=paper.cast.actor("dana"))
    return paper.orders


def approved_orders(paper: Paper) -> list[PaymentOrder]:
    """Orders that Kairat approved."""
    approve_orders(orders=formed_orders(paper), actor=paper.cast.actor("kairat"))
    return paper.orders


def sent_batch(paper: Paper) -> PaymentBatch:
    """A file with all orders of the register."""
    return make_batch(orders=approved_orders(paper), actor=paper.cast.actor("dana"))


@dataclass(frozen=True)
class Entry:
    """One operation of a statement as a test wants it."""

    key: str
    amount_tiyn: int
    payee_iban: str = "KZ506011110000000001"
    direction: str = "DBIT"
    booked_on: str = "2025-11-14"
    status: str = "BOOK"


def entry_of(order: PaymentOrder) -> Entry:
    """What the bank says of an order that it executed."""
    return Entry(key=order.key, amount_tiyn=order.amount_tiyn, payee_iban=order.payee_iban)


def statement(
    entries: Sequence[Entry],
    *,
    identifier: str = "ST-1",
    account: str = "KZ320701020000000001",
    version: str = "08",
) -> bytes:
    """A camt.053 file, in the shape of 001.02 or 001.08."""
    body = "".join(_entry(one, position, version) for position, one in enumerate(entries))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2025-11-14T18:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{identifier}</Id><CreDtTm>2025-11-14T18:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>{body}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(one: Entry, position: int, version: str) -> str:
    amount = f'<Amt Ccy="KZT">{tenge_string(one.amount_tiyn)}</Amt>'
    old = version == "02"
    status = one.status if old else f"<Cd>{one.status}</Cd>"
    inner = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>" if old else amount
    return (
        f"<Ntry>{amount}<CdtDbtInd>{one.direction}</CdtDbtInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{one.booked_on}</Dt></BookgDt><AcctSvcrRef>REF-{position}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{one.key}</EndToEndId></Refs>{inner}"
        f"<RltdPties><CdtrAcct><Id><IBAN>{one.payee_iban}</IBAN></Id></CdtrAcct></RltdPties>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def _signed_document(cast: Cast, act: Act) -> Document:
    canonical = json.dumps({"act": act.number}).encode()
    document = Document.objects.create(
        kind="act",
        subject_kind="acts.act",
        subject_id=act.pk,
        version=1,
        code="".join(CODE_ALPHABET[int(digit)] for digit in f"{act.pk:012d}"),
        region=act.region,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
        html="<p>act</p>",
        title_ru=act.number,
        title_kk=act.number,
        title_en=act.number,
        sides=["school", "department"],
        created_at=clock.now(),
    )
    for side, member in (("school", cast.aigerim), ("department", cast.gulnar)):
        Signature.objects.create(
            document=document,
            side=side,
            actor_id=member.user_id,
            membership_id=member.pk,
            role=member.role,
            actor_label=str(member),
            signer_name=str(member.user),
            signer_iin_index=hashlib.sha256(side.encode()).digest(),
            signer_iin_masked="•••• 4417",
            cms=b"cms",
            signed_at=clock.now(),
            certificate={},
        )
    return document
