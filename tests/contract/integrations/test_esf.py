"""ИС ЭСФ: the client with the emulator and the fake keep one contract."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from core.identifiers import Bin
from core.money import tenge_string
from integrations import gateways
from integrations.errors import (
    ContractBroken,
    Denied,
    RegistryError,
    Temporary,
)
from integrations.esf.client import SessionAlreadyOpen
from integrations.esf.port import InvoiceFacts
from integrations.http import Patience
from tests.contract.integrations.conftest import Emulator
from tests.fakes.registries import FakeInvoices

SCHOOL = Bin.parse("180240001238")
DEPARTMENT = Bin.parse("240940000774")
STRANGER = Bin.parse("201150000110")
ISSUE: dict[str, Any] = {
    "seller_bin": SCHOOL,
    "customer_bin": DEPARTMENT,
    "contract_number": "79-2025-17",
    "contract_date": dt.date(2025, 9, 1),
    "turnover_date": dt.date(2025, 10, 31),
    "total_tiyn": 241_234_567,
}


class Bench(Protocol):
    """An invoice system in which a test may issue."""

    def issue(self, **changed: Any) -> str: ...

    def set_status(self, number: str, status: str) -> None: ...

    def ask(self, **changed: Any) -> tuple[InvoiceFacts, ...]: ...


def _question(changed: dict[str, Any]) -> dict[str, Any]:
    return {
        "seller_bin": SCHOOL,
        "customer_bin": DEPARTMENT,
        "date_from": dt.date(2025, 10, 1),
        "date_to": dt.date(2025, 11, 14),
        "patience": Patience.BACKGROUND,
    } | changed


class ClientBench:
    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def issue(self, **changed: Any) -> str:
        wanted = ISSUE | changed
        wanted["total"] = tenge_string(wanted.pop("total_tiyn"))
        if corrects := wanted.pop("corrects", ""):
            wanted |= {"type": "FIXED_INVOICE", "related": corrects}
        wanted = {name: str(value) for name, value in wanted.items()}
        return self.emulator.post("/admin/esf/invoices", wanted)["registration_number"]

    def set_status(self, number: str, status: str) -> None:
        self.emulator.post("/admin/esf/invoices", {"registration_number": number, "status": status})

    def ask(self, **changed: Any) -> tuple[InvoiceFacts, ...]:
        return gateways.invoice_register().invoices(**_question(changed)).invoices


class FakeBench:
    def __init__(self) -> None:
        self.fake = FakeInvoices()

    def issue(self, **changed: Any) -> str:
        return self.fake.issue(**(ISSUE | changed)).registration_number

    def set_status(self, number: str, status: str) -> None:
        self.fake.set_status(number, status)

    def ask(self, **changed: Any) -> tuple[InvoiceFacts, ...]:
        return self.fake.invoices(**_question(changed)).invoices


@pytest.fixture(params=["client and emulator", "fake"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "fake":
        yield FakeBench()
    else:
        yield ClientBench(request.getfixturevalue("emulator"))


def test_nothing_issued_is_an_empty_answer(bench: Bench) -> None:
    assert bench.ask() == ()


def test_an_invoice_is_read_whole(bench: Bench) -> None:
    number = bench.issue()
    [invoice] = bench.ask()
    assert invoice.registration_number == number
    assert (invoice.seller_bin, invoice.customer_bin) == (SCHOOL, DEPARTMENT)
    assert (invoice.contract_number, invoice.contract_date) == (
        "79-2025-17",
        dt.date(2025, 9, 1),
    )
    assert invoice.turnover_date == dt.date(2025, 10, 31)
    assert (invoice.total_tiyn, invoice.status) == (241_234_567, "DELIVERED")
    assert invoice.customer_is_public_office
    assert invoice.signature_valid


def test_another_seller_and_another_customer_are_left_out(bench: Bench) -> None:
    bench.issue(seller_bin=STRANGER)
    bench.issue(customer_bin=STRANGER)
    own = bench.issue()
    assert [one.registration_number for one in bench.ask()] == [own]


def test_both_days_of_the_period_count(bench: Bench) -> None:
    day = dt.date(2025, 10, 31)
    bench.issue(turnover_date=day)
    assert len(bench.ask(date_from=day, date_to=day)) == 1
    assert bench.ask(date_from=day + dt.timedelta(days=1)) == ()
    assert bench.ask(date_to=day - dt.timedelta(days=1)) == ()


def test_a_revoked_invoice_says_so(bench: Bench) -> None:
    bench.set_status(bench.issue(), "REVOKED")
    assert [one.status for one in bench.ask()] == ["REVOKED"]


def test_a_corrected_invoice_supersedes_the_first(bench: Bench) -> None:
    first = bench.issue()
    second = bench.issue(corrects=first)
    assert {one.registration_number: one.superseded for one in bench.ask()} == {
        first: True,
        second: False,
    }


def test_a_revoked_correction_supersedes_nothing(bench: Bench) -> None:
    first = bench.issue()
    bench.set_status(bench.issue(corrects=first), "REVOKED")
    assert not any(one.superseded for one in bench.ask())


def test_a_period_longer_than_a_quarter_is_asked_in_pieces(bench: Bench) -> None:
    bench.issue(turnover_date=dt.date(2025, 1, 31))
    bench.issue()
    assert len(bench.ask(date_from=dt.date(2025, 1, 1))) == 2


def test_all_pages_are_read(emulator: Emulator) -> None:
    bench = ClientBench(emulator)
    for _ in range(51):
        bench.issue()
    assert len(bench.ask()) == 51


def test_a_session_left_open_by_a_killed_worker_is_closed(emulator: Emulator) -> None:
    bench = ClientBench(emulator)
    bench.issue()
    emulator.world.sessions["900101300017"] = {
        "id": "left",
        "tin": STRANGER,
        "until": dt.datetime.now(dt.UTC) + dt.timedelta(minutes=19),
    }
    assert len(bench.ask()) == 1


def test_every_question_closes_its_session(emulator: Emulator) -> None:
    ClientBench(emulator).ask()
    assert emulator.world.sessions == {}


FAULTS = {
    "error500": Temporary,
    "truncated": Temporary,
    "session_expired": Temporary,
    "session_taken": SessionAlreadyOpen,
    "wrong_password": Denied,
    "garbage": ContractBroken,
    "wrong_customer": ContractBroken,
}


@pytest.mark.parametrize(("fault", "error"), FAULTS.items(), ids=FAULTS)
def test_a_fault_of_the_registry_is_named(
    emulator: Emulator, fault: str, error: type[RegistryError]
) -> None:
    ClientBench(emulator).issue()
    emulator.fault(esf=fault)
    with pytest.raises(error) as caught:
        ClientBench(emulator).ask()
    assert type(caught.value) is error


@pytest.mark.usefixtures("impatient")
def test_silence_is_temporary(emulator: Emulator) -> None:
    emulator.fault(esf="timeout")
    with pytest.raises(Temporary):
        ClientBench(emulator).ask()
