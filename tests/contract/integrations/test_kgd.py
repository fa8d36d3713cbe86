"""КГД tax debt: the client with the emulator and the fake keep one contract."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

import pytest

from core.identifiers import Bin
from integrations import gateways
from integrations.errors import (
    ContractBroken,
    Denied,
    RateLimited,
    RegistryError,
    Temporary,
)
from integrations.http import Patience
from integrations.kgd.port import TaxDebtFacts, TaxOutcome
from tests.contract.integrations.conftest import Emulator
from tests.fakes.registries import FakeTaxes

SCHOOL = Bin.parse("180240001238")


class Bench(Protocol):
    """A tax authority whose debtors a test may set."""

    def owe(self, bin_: str, tenge: str, tiyn: int) -> None: ...

    def ask(self, bin_: Bin) -> TaxDebtFacts: ...


class ClientBench:
    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def owe(self, bin_: str, tenge: str, tiyn: int) -> None:
        self.emulator.population(debtors={bin_: tenge})

    def ask(self, bin_: Bin) -> TaxDebtFacts:
        return gateways.tax_debt_register().tax_debt(bin_, patience=Patience.BACKGROUND).facts


class FakeBench:
    def __init__(self) -> None:
        self.fake = FakeTaxes()

    def owe(self, bin_: str, tenge: str, tiyn: int) -> None:
        self.fake.debts[bin_] = tiyn

    def ask(self, bin_: Bin) -> TaxDebtFacts:
        return self.fake.tax_debt(bin_, patience=Patience.BACKGROUND).facts


@pytest.fixture(params=["client and emulator", "fake"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "fake":
        yield FakeBench()
    else:
        yield ClientBench(request.getfixturevalue("emulator"))


def test_nothing_owed_is_clear(bench: Bench) -> None:
    facts = bench.ask(SCHOOL)
    assert (facts.outcome, facts.total_tiyn) == (TaxOutcome.CLEAR, 0)
    assert isinstance(facts.as_of, dt.date)


@pytest.mark.parametrize(
    ("tenge", "tiyn"), [("0.01", 1), ("1234567.00", 123_456_700), ("99999999999.99", 9999999999999)]
)
def test_a_debt_is_read_to_the_tiyn(bench: Bench, tenge: str, tiyn: int) -> None:
    bench.owe(SCHOOL, tenge, tiyn)
    facts = bench.ask(SCHOOL)
    assert (facts.outcome, facts.total_tiyn, facts.tax_tiyn) == (TaxOutcome.DEBT, tiyn, tiyn)


FAULTS = {
    "error500": Temporary,
    "truncated": Temporary,
    "unauthorized": Denied,
    "not_found": Denied,
    "limit": RateLimited,
    "garbage": ContractBroken,
    "null": ContractBroken,
    "inconsistent": ContractBroken,
    "wrong_bin": ContractBroken,
}


@pytest.mark.parametrize(("fault", "error"), FAULTS.items(), ids=FAULTS)
def test_a_fault_of_the_registry_is_named(
    emulator: Emulator, fault: str, error: type[RegistryError]
) -> None:
    emulator.fault(kgd=fault)
    with pytest.raises(error) as caught:
        ClientBench(emulator).ask(SCHOOL)
    assert type(caught.value) is error


def test_forbidden_access_is_not_read_as_no_debt(emulator: Emulator) -> None:
    with pytest.raises(Denied, match="404"):
        ClientBench(emulator).ask(Bin.parse("180240999999"))


def test_an_answer_without_a_total_is_unknown_and_not_clear(emulator: Emulator) -> None:
    emulator.fault(kgd="unknown")
    assert ClientBench(emulator).ask(SCHOOL).outcome is TaxOutcome.UNKNOWN


def test_a_limit_says_when_to_come_back(emulator: Emulator) -> None:
    emulator.fault(kgd="limit")
    with pytest.raises(RateLimited) as caught:
        ClientBench(emulator).ask(SCHOOL)
    assert caught.value.retry_after == 7


@pytest.mark.usefixtures("impatient")
def test_silence_is_temporary(emulator: Emulator) -> None:
    emulator.fault(kgd="timeout")
    with pytest.raises(Temporary):
        ClientBench(emulator).ask(SCHOOL)


def test_the_log_holds_neither_the_number_nor_the_token(
    emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    ClientBench(emulator).ask(SCHOOL)
    assert "registry kgd /services/isnaportalsync/public/tax-debt-info: 200" in caplog.text
    assert SCHOOL not in caplog.text
    assert "personalAccountToken" not in caplog.text
