"""The one way a record moves."""

import pytest
from django.db import Error, connection, transaction

from core.models import Transition
from core.workflow import (
    TransitionForbidden,
    TransitionImpossible,
    available_actions,
    perform,
)
from schools.models import School
from tests.factories.cast import cast
from tests.factories.schools import draft_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_review():
    people = cast()
    school = draft_school(people)
    School.objects.filter(pk=school.pk).update(status="under_review")
    return people, School.objects.get(pk=school.pk)


def test_a_move_writes_who_when_and_why(under_review):
    people, school = under_review
    moved = perform(school, "refuse", actor=people.actor("bolat"), reason="Здание не школьное")
    row = Transition.objects.get(subject_kind="schools.school", subject_id=school.pk)
    assert moved.status == "refused"
    assert (row.from_state, row.to_state, row.reason) == (
        "under_review",
        "refused",
        "Здание не школьное",
    )
    assert row.membership_id == people.bolat.pk
    assert "Bolat" in row.actor_label


def test_another_state_forbids_the_move_and_says_so(under_review):
    people, school = under_review
    with pytest.raises(TransitionImpossible, match="На проверке"):
        perform(school, "suspend", actor=people.actor("bolat"), reason="x")


def test_a_stranger_may_not_move_it(under_review):
    people, school = under_review
    with pytest.raises(TransitionForbidden):
        perform(school, "refuse", actor=people.actor("erlan"), reason="x")
    assert Transition.objects.count() == 0


def test_a_reason_is_asked_for_where_the_other_side_will_read_it(under_review):
    people, school = under_review
    with pytest.raises(TransitionImpossible, match="причину"):
        perform(school, "refuse", actor=people.actor("bolat"), reason="  ")


def test_buttons_are_those_of_the_role(under_review):
    people, school = under_review
    names = {action.name for action in available_actions(school, people.actor("bolat"))}
    assert names == {"activate", "send_back", "refuse"}
    names = {action.name for action in available_actions(school, people.actor("aigerim"))}
    assert names == {"withdraw"}


def test_the_database_refuses_an_edge_that_no_transition_declares(under_review):
    _people, school = under_review
    with pytest.raises(Error, match="Invalid transition"), transaction.atomic():
        School.objects.filter(pk=school.pk).update(status="closed")


def test_the_database_refuses_a_row_that_begins_in_the_middle(under_review):
    _people, school = under_review
    school.pk, school.school_id = None, "310118639729999999"
    with pytest.raises(Error, match="cannot begin"), transaction.atomic():
        school.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_transition SET reason = 'x'",
        "DELETE FROM core_transition",
        "TRUNCATE core_transition",
        "ALTER TABLE core_transition DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_role_cannot_rewrite_history(under_review, statement):
    people, school = under_review
    perform(school, "refuse", actor=people.actor("bolat"), reason="x")
    with pytest.raises(Error, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)
