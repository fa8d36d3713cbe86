"""Fakes of the registries, for the tests of any room.

``with use_fakes() as registries:`` makes every person alive and a citizen, every organisation free
of debt, and no invoice issued; then change what the test is about::

    registries.persons.dead.add(iin)
    registries.taxes.debts[bin_] = 12_345_600
    registries.invoices.issue(seller_bin=…, customer_bin=…, total_tiyn=…)
    registries.persons.error = Temporary("silent")
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from core.identifiers import Bin, Iin
from integrations import gateways
from integrations.errors import NotFound, RegistryError, Rejected
from integrations.esf.port import InvoiceFacts, InvoicesAnswer
from integrations.esf.wire import mark_superseded
from integrations.gbd_fl.port import PersonAnswer, PersonFacts
from integrations.http import Patience
from integrations.kgd.port import TaxDebtAnswer, TaxDebtFacts, TaxOutcome
from integrations.sms1414.port import SmsFate, SmsReceipt


@dataclass
class FakePersons:
    """ГБД ФЛ in which everybody lives, unless told otherwise."""

    dead: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    error: RegistryError | None = None

    def person(self, iin: Iin, *, now: dt.datetime, patience: Patience) -> PersonAnswer:
        """Answer about one person."""
        if self.error:
            raise self.error
        if iin in self.unknown:
            raise NotFound("person is not in the register")
        dead, foreign = iin in self.dead, iin in self.foreign
        facts = PersonFacts(
            iin=iin,
            alive=not dead,
            citizen=not foreign,
            life_status_code="1" if dead else "0",
            citizenship_code="643" if foreign else "398",
            surname="Тестов",
            name="Тест",
            patronymic="Тестович",
            birth_date=iin.birth_date,
            death_date=dt.date(2025, 10, 3) if dead else None,
            excluded=False,
        )
        return PersonAnswer(facts, b"fake")


@dataclass
class FakeTaxes:
    """КГД to which nobody owes, unless told otherwise (tiyn by BIN)."""

    debts: dict[str, int] = field(default_factory=dict)
    error: RegistryError | None = None

    def tax_debt(self, bin_: Bin, *, patience: Patience) -> TaxDebtAnswer:
        """Answer about one organisation."""
        if self.error:
            raise self.error
        total = self.debts.get(bin_, 0)
        outcome = TaxOutcome.DEBT if total else TaxOutcome.CLEAR
        facts = TaxDebtFacts(bin_, outcome, total, total, 0, 0, 0, dt.date(2025, 11, 1))
        return TaxDebtAnswer(facts, b"fake")


@dataclass
class FakeInvoices:
    """ИС ЭСФ that knows the invoices issued in the test."""

    issued: list[InvoiceFacts] = field(default_factory=list)
    error: RegistryError | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def issue(
        self,
        *,
        seller_bin: str,
        customer_bin: str,
        total_tiyn: int,
        contract_number: str,
        contract_date: dt.date,
        turnover_date: dt.date,
        status: str = "DELIVERED",
        corrects: str = "",
    ) -> InvoiceFacts:
        """Issue an invoice on its turnover date."""
        number = next(self._numbers)
        invoice = InvoiceFacts(
            registration_number=f"ESF-{seller_bin}-{turnover_date:%Y%m%d}-{number:08}",
            invoice_id=str(number),
            invoice_type="FIXED_INVOICE" if corrects else "ORDINARY_INVOICE",
            status=status,
            seller_bin=seller_bin,
            customer_bin=customer_bin,
            customer_is_public_office=True,
            contract_number=contract_number,
            contract_date=contract_date,
            invoice_date=turnover_date,
            turnover_date=turnover_date,
            total_tiyn=total_tiyn,
            signature_valid=True,
            related_number=corrects,
        )
        self.issued.append(invoice)
        return invoice

    def set_status(self, registration_number: str, status: str) -> None:
        """Move an invoice to another status, as the seller or the customer would."""
        self.issued = [
            replace(one, status=status) if one.registration_number == registration_number else one
            for one in self.issued
        ]

    def invoices(
        self,
        *,
        seller_bin: Bin,
        customer_bin: Bin,
        date_from: dt.date,
        date_to: dt.date,
        patience: Patience,
    ) -> InvoicesAnswer:
        """Answer about two parties."""
        if self.error:
            raise self.error
        found = [
            one
            for one in self.issued
            if (one.seller_bin, one.customer_bin) == (seller_bin, customer_bin)
            and one.invoice_date is not None
            and date_from <= one.invoice_date <= date_to
        ]
        return InvoicesAnswer(mark_superseded(found), b"fake")


@dataclass
class FakeSms:
    """SMS 1414 that keeps what was sent: reference → (phone, text)."""

    sent: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    error: RegistryError | None = None

    def send(
        self, *, phone: str, text: str, reference: str, now: dt.datetime, patience: Patience
    ) -> SmsReceipt:
        """Take one message; the same reference again is the same message."""
        if self.error:
            raise self.error
        if phone in self.refused:
            raise Rejected("gateway result 100")
        self.sent.setdefault(reference, (phone, text))
        return SmsReceipt(message_id=f"sms-{reference}", fate=SmsFate.SENT)

    def fate(self, message_id: str, *, now: dt.datetime, patience: Patience) -> SmsFate:
        """Everything taken is delivered."""
        if self.error:
            raise self.error
        if message_id.removeprefix("sms-") not in self.sent:
            raise NotFound("message is not known")
        return SmsFate.DELIVERED


@dataclass
class FakeRegistries:
    """All together."""

    persons: FakePersons = field(default_factory=FakePersons)
    taxes: FakeTaxes = field(default_factory=FakeTaxes)
    invoices: FakeInvoices = field(default_factory=FakeInvoices)
    sms: FakeSms = field(default_factory=FakeSms)


@contextmanager
def use_fakes() -> Iterator[FakeRegistries]:
    """Let every service of ``integrations`` ask the fakes inside the block."""
    fakes = FakeRegistries()
    with gateways.substituted(
        gbd_fl=fakes.persons, kgd=fakes.taxes, esf=fakes.invoices, sms1414=fakes.sms
    ):
        yield fakes
