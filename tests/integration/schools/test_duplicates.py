"""A pupil of two organisations is a case; of two schools of one organisation is not."""

import datetime as dt

import pytest

from core import outbox
from core.models import OutboxEvent
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import DuplicateCase, Person
from schools.selectors.duplicates import kept_by_sibling
from schools.services.duplicates import appeal_case, open_cases, resolve_case
from tests.factories.cast import cast
from tests.factories.contingent import OCTOBER, pupil_row, push
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def two(people):
    ours, theirs = active_school(people), active_school(people, owner=people.erlan)
    bind(ours), bind(theirs)
    return ours, theirs


def claim_twice(two):
    shared = pupil_row()
    push(two[0], [shared, pupil_row()])
    push(two[1], [shared, pupil_row()])
    outbox.drain()
    return shared


def test_a_pupil_of_two_organisations_opens_one_case(two):
    claim_twice(two)
    case = DuplicateCase.objects.get()
    assert case.number == "Д-0001"
    assert {claim.school_id for claim in case.claims.all()} == {two[0].pk, two[1].pk}
    assert case.due_on == dt.date(2025, 11, 21)


def test_opening_again_changes_nothing(two):
    claim_twice(two)
    assert open_cases(school_id=two[0].pk, month=OCTOBER) == []
    assert open_cases(school_id=two[1].pk, month=OCTOBER) == []
    assert DuplicateCase.objects.get().claims.count() == 2


def test_two_schools_of_one_organisation_open_no_case(people):
    early, late = active_school(people), active_school(people)
    bind(early), bind(late)
    row = pupil_row()
    push(late, [row | {"enrolled_on": "2025-10-10"}])
    push(early, [row | {"enrolled_on": "2025-09-01"}])
    outbox.drain()
    assert not DuplicateCase.objects.exists()
    person = Person.objects.get()
    assert kept_by_sibling(late, OCTOBER) == {person.pk: early.pk}
    assert kept_by_sibling(early, OCTOBER) == {}


def test_a_pupil_who_left_before_the_cut_off_day_is_claimed_by_one(two):
    shared = pupil_row()
    push(two[0], [shared | {"left_on": "2025-10-11"}])
    push(two[1], [shared | {"enrolled_on": "2025-10-12"}])
    outbox.drain()
    assert not DuplicateCase.objects.exists()


def test_the_department_decides_and_the_others_are_told(two, people):
    claim_twice(two)
    case = DuplicateCase.objects.get()
    decided = resolve_case(
        case=case, school=two[0], actor=people.actor("bolat"), reason="приказ о зачислении"
    )
    assert (decided.status, decided.decided_for_id) == ("resolved", two[0].pk)
    event = OutboxEvent.objects.get(kind="schools.duplicate_resolved")
    assert event.payload == {"case_id": case.pk}
    appealed = appeal_case(case=decided, actor=people.actor("erlan"), reason="не согласны")
    assert appealed.status == "appealed"


def test_a_school_does_not_decide_its_own_case(two, people):
    claim_twice(two)
    with pytest.raises(TransitionForbidden):
        resolve_case(
            case=DuplicateCase.objects.get(),
            school=two[0],
            actor=people.actor("aigerim"),
            reason="наш",
        )


def test_a_school_that_does_not_claim_cannot_be_given_the_pupil(two, people):
    claim_twice(two)
    third = active_school(people)
    with pytest.raises(TransitionImpossible):
        resolve_case(
            case=DuplicateCase.objects.get(),
            school=third,
            actor=people.actor("bolat"),
            reason="?",
        )


def test_a_withdrawn_claim_decides_the_case(two):
    claim_twice(two)
    push(two[1], [pupil_row()])
    outbox.drain()
    case = DuplicateCase.objects.get()
    assert (case.status, case.decided_for_id) == ("resolved", two[0].pk)
