"""The room's invariants hold after ordinary work and find what breaks them."""

import pytest

from core import invariants
from schools.models import PupilMonth, School, Submission
from tests.factories.cast import cast
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db
OURS = {"I19", "I22", "I25"}


def broken():
    return {
        one.invariant.code: one.broken
        for one in invariants.verify()
        if one.invariant.code in OURS and not one.holds
    }


@pytest.fixture
def school():
    made = active_school(cast())
    bind(made)
    push(made, [pupil_row(), pupil_row(grade=99)])
    push(made, [pupil_row(), pupil_row(), pupil_row()])
    return made


def test_they_hold_after_pushes(school):
    assert broken() == {}


def test_a_row_beside_the_revision_is_found(school):
    PupilMonth.objects.filter(person=PupilMonth.objects.first().person).delete()
    assert "I25" in broken()


def test_a_row_of_nobody_is_found(school):
    PupilMonth.objects.filter(person=PupilMonth.objects.first().person).update(source_id=10**6)
    assert "I25" in broken()


def test_a_month_without_a_revision_in_force_is_found(school):
    Submission.objects.filter(revision=2).update(status="superseded")
    assert "I22" in broken()


def test_an_active_school_without_a_confirmed_id_is_found(school):
    School.objects.update(school_id_confirmed_by=None)
    assert "I19" in broken()
