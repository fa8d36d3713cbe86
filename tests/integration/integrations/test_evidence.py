"""Services of ``integrations``: whatever the registry does, evidence is kept."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from core.identifiers import Iin, InvalidIdentifier
from integrations import evidence as evidence_rows
from integrations import services
from integrations.errors import (
    CircuitOpen,
    ContractBroken,
    Denied,
    NotFound,
    RateLimited,
    RegistryError,
    Rejected,
    Temporary,
)
from integrations.models import Evidence
from integrations.selectors import Freshness, latest_evidence, standings
from integrations.services import PersonToCheck, RegistryCalledInTransaction
from tests.fakes.registries import FakeRegistries, use_fakes

pytestmark = pytest.mark.django_db

BOY, GIRL = Iin.parse("100101500121"), Iin.parse("150301600342")
SCHOOL, DEPARTMENT = "180240001238", "240940000774"
TODAY = dt.date(2025, 11, 14)


@pytest.fixture
def registries() -> Any:
    with use_fakes() as fakes:
        yield fakes


def test_a_check_of_a_person_leaves_facts_without_personal_data(registries: FakeRegistries) -> None:
    row, facts = services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    assert facts is not None
    assert facts.surname == "Тестов"
    row = Evidence.objects.get(pk=row.pk)
    assert (row.source, row.subject_kind, row.subject_id) == ("gbd_fl", "schools.person", 7)
    assert (row.outcome, row.facts["alive"], row.facts["citizen"]) == ("ok", True, True)
    assert row.valid_until == TODAY + dt.timedelta(days=10)
    kept = json.dumps(row.facts, ensure_ascii=False)
    assert BOY not in kept
    assert "Тест" not in kept


def test_the_raw_answer_is_sealed_and_opens_for_its_own_row_only(
    registries: FakeRegistries,
) -> None:
    row, _facts = services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    row = Evidence.objects.get(pk=row.pk)
    assert b"fake" not in bytes(row.raw_answer)
    assert evidence_rows.raw_answer(row) == "fake"
    assert len(row.response_sha256) == 64


OUTCOMES = [
    (NotFound("x"), "not_found"),
    (Temporary("x"), "unavailable"),
    (CircuitOpen("x"), "unavailable"),
    (RateLimited("x"), "unavailable"),
    (ContractBroken("x", raw=b"<html>"), "invalid"),
    (Rejected("x"), "invalid"),
    (Denied("x"), "denied"),
]


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES, ids=lambda v: type(v).__name__)
def test_a_failed_question_is_evidence_too_and_carries_no_facts(
    registries: FakeRegistries, error: RegistryError, outcome: str
) -> None:
    registries.persons.error = error
    row, facts = services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    assert facts is None
    assert (row.outcome, row.facts, row.valid_until) == (outcome, {}, None)
    assert latest_evidence("schools.person", [7], "gbd_fl", TODAY) == {}


def test_a_batch_keeps_its_order_and_one_failure_spoils_nothing(
    registries: FakeRegistries,
) -> None:
    registries.persons.dead.add(GIRL)
    registries.persons.unknown.add(BOY)
    batch = [PersonToCheck("schools.person", 1, BOY), PersonToCheck("schools.person", 2, GIRL)]
    first, second = services.check_persons(batch)
    assert (first.evidence.subject_id, first.evidence.outcome) == (1, "not_found")
    assert first.facts is None
    assert (second.evidence.subject_id, second.evidence.outcome) == (2, "ok")
    assert second.facts is not None
    assert second.facts.alive is False
    assert Evidence.objects.count() == 2


def test_a_wrong_identifier_is_refused_before_anybody_is_asked(registries: FakeRegistries) -> None:
    with pytest.raises(InvalidIdentifier):
        services.check_person(subject_kind="schools.person", subject_id=7, iin="100101500122")
    assert not Evidence.objects.exists()


def test_a_debt_is_kept_as_a_string_of_tiyn(registries: FakeRegistries) -> None:
    registries.taxes.debts[SCHOOL] = 123_456_700
    row, facts = services.check_tax_debt(
        subject_kind="accounts.organisation", subject_id=3, bin=SCHOOL
    )
    assert facts is not None
    assert facts.total_tiyn == 123_456_700
    assert (row.facts["outcome"], row.facts["total_tiyn"]) == ("debt", "123456700")


def test_invoices_are_found_and_kept(registries: FakeRegistries) -> None:
    registries.invoices.issue(
        seller_bin=SCHOOL,
        customer_bin=DEPARTMENT,
        total_tiyn=100,
        contract_number="1",
        contract_date=dt.date(2025, 9, 1),
        turnover_date=dt.date(2025, 10, 31),
    )
    row, invoices = services.find_invoices(
        subject_kind="acts.act",
        subject_id=5,
        seller_bin=SCHOOL,
        customer_bin=DEPARTMENT,
        date_from=dt.date(2025, 10, 1),
        date_to=TODAY,
    )
    assert invoices is not None
    assert len(invoices) == 1
    assert row.facts["invoices"][0]["total_tiyn"] == "100"


def test_no_invoice_is_an_answer_and_silence_is_not(registries: FakeRegistries) -> None:
    question = {
        "subject_kind": "acts.act",
        "subject_id": 5,
        "seller_bin": SCHOOL,
        "customer_bin": DEPARTMENT,
        "date_from": dt.date(2025, 10, 1),
        "date_to": TODAY,
    }
    row, invoices = services.find_invoices(**question)
    assert (row.outcome, invoices) == ("ok", ())
    registries.invoices.error = Temporary("silent")
    row, invoices = services.find_invoices(**question)
    assert (row.outcome, invoices) == ("unavailable", None)


def test_a_registry_is_never_asked_inside_a_transaction(
    registries: FakeRegistries, settings: Any
) -> None:
    settings.REGISTRY_CALLS_IN_TRANSACTION = False
    with pytest.raises(RegistryCalledInTransaction), transaction.atomic():
        services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)


def test_a_fresh_answer_outlives_a_later_silence(registries: FakeRegistries) -> None:
    good, _facts = services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    registries.persons.error = Temporary("silent")
    services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    assert latest_evidence("schools.person", [7], "gbd_fl", TODAY)[7].pk == good.pk


def test_the_last_fresh_day_counts_and_the_next_does_not(registries: FakeRegistries) -> None:
    services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    last = TODAY + dt.timedelta(days=10)
    assert 7 in latest_evidence("schools.person", [7], "gbd_fl", last)
    assert latest_evidence("schools.person", [7], "gbd_fl", last + dt.timedelta(days=1)) == {}


def test_the_newest_fresh_answer_wins(registries: FakeRegistries) -> None:
    services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    registries.persons.dead.add(BOY)
    services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    assert latest_evidence("schools.person", [7], "gbd_fl", TODAY)[7].facts["alive"] is False


def test_a_standing_says_why_nothing_is_known(registries: FakeRegistries) -> None:
    services.check_person(subject_kind="schools.person", subject_id=1, iin=BOY)
    registries.persons.error = Temporary("silent")
    services.check_person(subject_kind="schools.person", subject_id=2, iin=BOY)
    found = standings("schools.person", [1, 2, 3], "gbd_fl", TODAY)
    assert [found[one].freshness for one in (1, 2, 3)] == [
        Freshness.FRESH,
        Freshness.DOWN,
        Freshness.NEVER,
    ]
    assert found[2].facts == {}
    later = standings("schools.person", [1], "gbd_fl", TODAY + dt.timedelta(days=11))
    assert later[1].freshness is Freshness.STALE
    assert later[1].facts == {}


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_evidence_is_never_changed(registries: FakeRegistries, statement: str) -> None:
    services.check_person(subject_kind="schools.person", subject_id=7, iin=BOY)
    rows = Evidence.objects.all()
    change = rows.delete if statement == "delete" else lambda: rows.update(outcome="denied")
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert Evidence.objects.get().outcome == "ok"
