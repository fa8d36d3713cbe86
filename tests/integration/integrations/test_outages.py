"""The register of outages follows the evidence: opened by silence, ended by the first answer."""

import datetime as dt
from typing import Any

import pytest

from core import clock, outbox
from core.identifiers import Iin
from core.periods import ALMATY
from integrations import outages, services
from integrations.errors import ContractBroken, NotFound, Temporary
from integrations.models import Outage
from integrations.services import PersonToCheck
from tests.fakes.registries import FakeRegistries, use_fakes

pytestmark = pytest.mark.django_db

BOY, GIRL = Iin.parse("100101500121"), Iin.parse("150301600342")
MORNING = dt.datetime(2025, 11, 13, 10, 20, tzinfo=ALMATY)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def registries() -> Any:
    with use_fakes() as fakes:
        yield fakes


def ask(subject: int, *, at: dt.datetime = MORNING) -> None:
    with clock.standing_at(at):
        services.check_person(subject_kind="schools.person", subject_id=subject, iin=BOY)


def silence(registries: FakeRegistries, *, at: dt.datetime = MORNING) -> Outage:
    registries.persons.error = Temporary("no answer: ReadTimeout")
    for subject in (7, 8, 9):
        ask(subject, at=at)
    return Outage.objects.get(ended_at=None)


def test_three_unanswered_questions_about_two_subjects_are_an_outage(registries) -> None:
    registries.persons.error = Temporary("no answer: ReadTimeout")
    ask(7)
    ask(8, at=MORNING + HOUR)
    assert not Outage.objects.exists()
    ask(8, at=MORNING + 2 * HOUR)
    outage = Outage.objects.get()
    assert (outage.source, outage.failures) == ("gbd_fl", 3)
    assert outage.began_at - MORNING < dt.timedelta(seconds=1)
    assert outage.waiting == {"schools.person": 2}
    assert outage.reason == "no answer: ReadTimeout"


def test_one_subject_alone_may_be_what_the_registry_stumbles_over(registries) -> None:
    registries.persons.error = Temporary("silent")
    for _time in range(5):
        ask(7)
    assert not Outage.objects.exists()


def test_an_answer_before_begins_the_count_anew(registries) -> None:
    registries.persons.error = Temporary("silent")
    ask(7)
    ask(8)
    registries.persons.error = None
    ask(9)
    registries.persons.error = Temporary("silent")
    ask(7)
    ask(8)
    assert not Outage.objects.exists()


def test_a_longer_silence_is_the_same_outage(registries) -> None:
    outage = silence(registries)
    with clock.standing_at(MORNING + HOUR):
        services.check_persons(
            [PersonToCheck("schools.person", 20 + nth, GIRL) for nth in range(4)]
        )
    outage.refresh_from_db()
    assert (Outage.objects.count(), outage.failures) == (1, 7)
    assert outage.waiting == {"schools.person": 7}
    assert outage.last_failed_at >= MORNING + HOUR


@pytest.mark.parametrize("answer", [None, NotFound("unknown person")])
def test_the_first_answer_ends_it(registries, answer) -> None:
    outage = silence(registries)
    registries.persons.error = answer
    ask(30, at=MORNING + 3 * HOUR)
    outage.refresh_from_db()
    assert outage.ended_at is not None
    assert outage.ended_at - MORNING < dt.timedelta(hours=3, minutes=1)
    assert outage.waiting == {"schools.person": 3}


def test_garbage_is_no_answer_and_no_silence(registries) -> None:
    outage = silence(registries)
    registries.persons.error = ContractBroken("not the answer")
    ask(30, at=MORNING + HOUR)
    outage.refresh_from_db()
    assert outage.ended_at is None
    assert outage.failures == 3


def test_another_registry_goes_on_answering(registries) -> None:
    outage = silence(registries)
    services.check_tax_debt(subject_kind="budget.fundingapplication", subject_id=1, bin=_BIN)
    outage.refresh_from_db()
    assert outage.ended_at is None


def test_who_waited_is_known_by_kind(registries) -> None:
    outage = silence(registries)
    waiting = outages.kept_waiting(outage, "schools.person")
    assert sorted(row["subject_id"] for row in waiting) == [7, 8, 9]
    assert not outages.kept_waiting(outage, "acts.act").exists()


def test_the_end_is_told_in_the_same_transaction(registries, monkeypatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(
        outbox, "emit_if_handled", lambda kind, **payload: told.append(payload["outage_id"])
    )
    outage = silence(registries)
    registries.persons.error = None
    ask(30)
    assert told == [outage.pk]


_BIN = "180240001238"
