"""Persons are one row each; what ГБД ФЛ does not say stays unknown."""

import datetime as dt

import pytest

from core import jobs, outbox
from core.identifiers import Iin
from core.models import Job, OutboxEvent
from integrations.errors import Temporary
from schools.models import Person
from schools.services.persons import known_persons, persons_by_iin
from tests.factories.cast import cast, synthetic_iin
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db


def iins(count):
    return [Iin(synthetic_iin(dt.date(2014, 5, 12))) for _ in range(count)]


def test_each_person_has_one_row_whatever_the_number_of_pushes():
    people = iins(5)
    first = persons_by_iin(iins=people[:3])
    second = persons_by_iin(iins=[*people, people[0]])
    assert {iin: second[iin] for iin in first} == first
    assert (len(second), Person.objects.count()) == (5, 5)


def test_the_iin_is_sealed_and_opens_again():
    [iin] = iins(1)
    person = Person.objects.get(pk=persons_by_iin(iins=[iin])[iin])
    assert iin.encode() not in bytes(person.iin_sealed)
    assert (person.reveal_iin(), person.iin_last4) == (iin, iin[-4:])


def test_looking_up_writes_nothing():
    assert known_persons(iins=iins(2)) == {}
    assert Person.objects.count() == 0


def test_seven_statements_are_not_needed_for_three_hundred(django_assert_num_queries):
    people = iins(300)
    with django_assert_num_queries(2):
        persons_by_iin(iins=people)
    with django_assert_num_queries(1):
        persons_by_iin(iins=people)


@pytest.fixture
def school():
    made = active_school(cast())
    bind(made)
    return made


def check(school):
    outbox.drain()
    job = Job.objects.filter(kind="schools.check_persons", state="queued").latest("created_at")
    return jobs.run_now(job)


def test_living_and_dead_are_told_apart_and_named(school):
    alive, dead = pupil_row(), pupil_row()
    push(school, [alive, dead])
    with use_fakes() as registries:
        registries.persons.dead.add(dead["iin"])
        job = check(school)
    assert (job.state, job.result) == ("done", {"known": 2, "unknown": 0})
    said = {one.iin_last4: one for one in Person.objects.all()}
    assert said[dead["iin"][-4:]].life_status == "not_alive"
    good = said[alive["iin"][-4:]]
    assert (good.life_status, good.citizenship, good.name) == (
        "alive",
        "398",
        "Тестов Тест Тестович",
    )
    assert good.evidence_id
    assert good.facts_on == dt.date(2025, 11, 14)
    event = OutboxEvent.objects.get(kind="schools.persons_checked")
    assert event.payload == {"school_id": school.pk, "month": "2025-10"}


def test_fresh_facts_are_not_asked_again(school):
    push(school, [pupil_row()])
    with use_fakes():
        check(school)
    push(school, [*[pupil_row() for _ in range(1)]])
    with use_fakes():
        assert check(school).total == 1


def test_a_silent_registry_leaves_people_unknown_and_due_again(school):
    push(school, [pupil_row()])
    with use_fakes() as registries:
        registries.persons.error = Temporary("silent")
        job = check(school)
    assert (job.state, job.result) == ("done", {"known": 0, "unknown": 1})
    assert Person.objects.get().life_status == "unknown"
    again = Job.objects.get(kind="schools.check_persons", params__attempt=1)
    assert again.due_at > job.due_at
    with use_fakes():
        jobs.run_now(again)
    assert Person.objects.get().life_status == "alive"
    assert OutboxEvent.objects.filter(kind="schools.persons_checked").count() == 2
