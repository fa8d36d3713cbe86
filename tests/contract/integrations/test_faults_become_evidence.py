"""The whole way: service, client, wire, emulator. Whatever happens, a row of evidence says it."""

import datetime as dt
from typing import Any

import pytest

from integrations import services
from integrations.evidence import raw_answer
from integrations.models import Evidence
from integrations.services import PersonToCheck
from tests.contract.integrations.conftest import Emulator

pytestmark = pytest.mark.django_db

BOY = "100101500121"
SCHOOL, DEPARTMENT = "180240001238", "240940000774"

PERSON = {
    "ok": "ok",
    "error500": "unavailable",
    "fault": "unavailable",
    "garbage": "invalid",
    "bomb": "invalid",
    "unsigned": "invalid",
    "wrapped": "invalid",
    "wrong_iin": "invalid",
    "denied": "denied",
}
TAXES = {
    "ok": "ok",
    "unknown": "ok",
    "error500": "unavailable",
    "limit": "unavailable",
    "inconsistent": "invalid",
    "wrong_bin": "invalid",
    "null": "invalid",
    "not_found": "denied",
    "unauthorized": "denied",
}
INVOICES = {
    "ok": "ok",
    "error500": "unavailable",
    "session_taken": "unavailable",
    "session_expired": "unavailable",
    "garbage": "invalid",
    "wrong_password": "denied",
}


@pytest.mark.parametrize(("fault", "outcome"), PERSON.items(), ids=PERSON)
def test_a_person_check(emulator: Emulator, fault: str, outcome: str) -> None:
    emulator.fault(gbd_fl=fault)
    row, facts = services.check_person(subject_kind="schools.person", subject_id=1, iin=BOY)
    stored = Evidence.objects.get()
    assert (stored.pk, stored.outcome, facts is not None) == (row.pk, outcome, outcome == "ok")
    assert (stored.valid_until is not None) == (outcome == "ok")
    assert bool(stored.response_sha256)
    assert raw_answer(stored)


@pytest.mark.parametrize(("fault", "outcome"), TAXES.items(), ids=TAXES)
def test_a_tax_check(emulator: Emulator, fault: str, outcome: str) -> None:
    emulator.fault(kgd=fault)
    row, facts = services.check_tax_debt(subject_kind="org", subject_id=1, bin=SCHOOL)
    assert (row.outcome, facts is not None) == (outcome, outcome == "ok")
    # an answer without a total is kept, but asked again at once
    assert (row.valid_until is not None) == (fault == "ok")


@pytest.mark.parametrize(("fault", "outcome"), INVOICES.items(), ids=INVOICES)
def test_a_search_for_invoices(emulator: Emulator, fault: str, outcome: str) -> None:
    emulator.fault(esf=fault)
    row, invoices = services.find_invoices(
        subject_kind="acts.act",
        subject_id=1,
        seller_bin=SCHOOL,
        customer_bin=DEPARTMENT,
        date_from=dt.date(2025, 10, 1),
        date_to=dt.date(2025, 11, 14),
    )
    assert (row.outcome, invoices) == (outcome, () if outcome == "ok" else None)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", ["timeout"])
def test_silence_is_unavailable_and_no_facts(emulator: Emulator, fault: str) -> None:
    emulator.fault(gbd_fl=fault, kgd=fault)
    row, facts = services.check_person(subject_kind="schools.person", subject_id=1, iin=BOY)
    assert (row.outcome, facts) == ("unavailable", None)
    row, debt = services.check_tax_debt(subject_kind="org", subject_id=1, bin=SCHOOL)
    assert (row.outcome, debt) == ("unavailable", None)


def test_a_batch_goes_through_the_real_client(emulator: Emulator) -> None:
    emulator.population(dead={BOY: "2025-10-03"}, not_found=["150301600342"])
    batch: list[Any] = [
        PersonToCheck("schools.person", number, services.Iin.parse(iin))
        for number, iin in enumerate([BOY, "150301600342", "901203300562"])
    ]
    checks = services.check_persons(batch)
    assert [check.evidence.outcome for check in checks] == ["ok", "not_found", "ok"]
    assert [check.facts.alive if check.facts else None for check in checks] == [False, None, True]


def test_no_message_for_people_names_the_person(emulator: Emulator) -> None:
    emulator.fault(gbd_fl="wrong_iin")
    row, _facts = services.check_person(subject_kind="schools.person", subject_id=1, iin=BOY)
    assert BOY not in row.reason
