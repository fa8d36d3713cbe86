"""ГБД ФЛ: the client with the emulator and the fake keep one contract."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from core.identifiers import Iin
from integrations import gateways
from integrations.errors import (
    CircuitOpen,
    ContractBroken,
    Denied,
    NotFound,
    RegistryError,
    Rejected,
    Temporary,
)
from integrations.gbd_fl.port import PersonFacts
from integrations.http import Patience
from tests.contract.integrations.conftest import Emulator
from tests.fakes.registries import FakePersons

BOY = Iin.parse("100101500121")
NOW = dt.datetime(2025, 11, 14, 10, 0, tzinfo=dt.UTC)


class Bench(Protocol):
    """A register whose exceptions a test may set."""

    def make(self, *, dead: str = "", foreign: str = "", unknown: str = "") -> None: ...

    def ask(self, iin: Iin) -> PersonFacts: ...


class ClientBench:
    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def make(self, *, dead: str = "", foreign: str = "", unknown: str = "") -> None:
        self.emulator.population(
            dead={dead: "2025-10-03"} if dead else {},
            foreign={foreign: "643"} if foreign else {},
            not_found=[unknown] if unknown else [],
        )

    def ask(self, iin: Iin) -> PersonFacts:
        register = gateways.person_register()
        return register.person(iin, now=NOW, patience=Patience.BACKGROUND).facts


class FakeBench:
    def __init__(self) -> None:
        self.fake = FakePersons()

    def make(self, *, dead: str = "", foreign: str = "", unknown: str = "") -> None:
        self.fake.dead, self.fake.foreign, self.fake.unknown = {dead}, {foreign}, {unknown}

    def ask(self, iin: Iin) -> PersonFacts:
        return self.fake.person(iin, now=NOW, patience=Patience.BACKGROUND).facts


@pytest.fixture(params=["client and emulator", "fake"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "fake":
        yield FakeBench()
    else:
        yield ClientBench(request.getfixturevalue("emulator"))


def test_an_ordinary_person_is_alive_and_a_citizen(bench: Bench) -> None:
    facts = bench.ask(BOY)
    assert (facts.alive, facts.citizen, facts.excluded) == (True, True, False)
    assert (facts.iin, facts.birth_date) == (BOY, dt.date(2010, 1, 1))
    assert all((facts.surname, facts.name, facts.patronymic))


def test_a_dead_person_has_a_date_of_death(bench: Bench) -> None:
    bench.make(dead=BOY)
    facts = bench.ask(BOY)
    assert (facts.alive, facts.death_date) == (False, dt.date(2025, 10, 3))
    assert facts.citizen is True


def test_a_foreigner_is_not_a_citizen(bench: Bench) -> None:
    bench.make(foreign=BOY)
    facts = bench.ask(BOY)
    assert (facts.alive, facts.citizen, facts.citizenship_code) == (True, False, "643")


def test_an_unknown_iin_is_not_found(bench: Bench) -> None:
    bench.make(unknown=BOY)
    with pytest.raises(NotFound):
        bench.ask(BOY)


FAULTS = {
    "error500": Temporary,
    "truncated": Temporary,
    "fault": Temporary,
    "denied": Denied,
    "garbage": ContractBroken,
    "bomb": ContractBroken,
    "unsigned": ContractBroken,
    "wrapped": ContractBroken,
    "tampered": ContractBroken,
    "foreign_key": ContractBroken,
    "wrong_iin": ContractBroken,
    "wrong_message": ContractBroken,
    "empty": ContractBroken,
}


@pytest.mark.parametrize(("fault", "error"), FAULTS.items(), ids=FAULTS)
def test_a_fault_of_the_registry_is_named(
    emulator: Emulator, fault: str, error: type[RegistryError]
) -> None:
    emulator.fault(gbd_fl=fault)
    with pytest.raises(error) as caught:
        ClientBench(emulator).ask(BOY)
    assert type(caught.value) is error
    assert BOY not in str(caught.value)


@pytest.mark.usefixtures("impatient")
def test_silence_is_temporary(emulator: Emulator) -> None:
    emulator.fault(gbd_fl="timeout")
    with pytest.raises(Temporary):
        ClientBench(emulator).ask(BOY)


def test_a_slow_answer_is_an_answer(emulator: Emulator) -> None:
    emulator.fault(gbd_fl="slow")
    assert ClientBench(emulator).ask(BOY).alive is True


def test_the_gateway_refuses_a_client_whose_certificate_it_does_not_know(
    emulator: Emulator, settings: Any
) -> None:
    settings.SHEP_CLIENT_PEM = settings.SHEP_SERVER_CERT
    gateways.forget()
    with pytest.raises(Rejected):
        ClientBench(emulator).ask(BOY)


def test_five_failures_open_the_breaker_and_the_registry_is_left_alone(emulator: Emulator) -> None:
    emulator.fault(gbd_fl="error500")
    for _ in range(5):
        with pytest.raises(Temporary):
            ClientBench(emulator).ask(BOY)
    emulator.fault(gbd_fl="ok")
    asked = len(emulator.world.seen_messages)
    with pytest.raises(CircuitOpen):
        ClientBench(emulator).ask(BOY)
    assert len(emulator.world.seen_messages) == asked


def test_names_and_sex_follow_the_iin(emulator: Emulator) -> None:
    girl = Iin.parse("150301600342")
    facts = ClientBench(emulator).ask(girl)
    assert facts.patronymic.endswith(("қызы", "вна"))
    assert ClientBench(emulator).ask(girl) == facts
    assert ClientBench(emulator).ask(BOY).patronymic.endswith(("ұлы", "ич"))
