"""From a draft to an active school, and the ways back."""

import datetime as dt

import pytest

from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import PassportDocument, School
from schools.selectors.passport import missing_parts, places_of, purpose_decision
from schools.services.digitisation import (
    activate_school,
    confirm_school_id,
    create_school,
    decide_purpose,
    refuse_school,
    send_back_school,
    submit_school,
)
from schools.services.passport import (
    PassportChanged,
    SchoolIdTaken,
    UnfitFile,
    add_document,
    edit_passport,
)
from tests.factories.cast import cast, region
from tests.factories.schools import draft_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def submitted(people):
    return submit_school(school=draft_school(people), actor=people.actor("aigerim"))


def test_a_new_school_lists_everything_that_is_missing(people):
    school = create_school(
        actor=people.actor("aigerim"), region=region(), name_ru="Школа", name_kk="Мектеп"
    )
    sections = {part.section for part in missing_parts(school)}
    assert sections == {
        "identity", "licence", "building", "capacity", "account", "fee", "staffing", "documents",
    }  # fmt: skip
    with pytest.raises(TransitionImpossible):
        submit_school(school=school, actor=people.actor("aigerim"))


def test_a_complete_school_goes_to_the_department_with_a_term(people):
    school = submitted(people)
    assert (school.status, school.due_on) == ("under_review", dt.date(2025, 11, 21))


def test_a_school_is_active_only_with_a_confirmed_id(people):
    school, bolat = submitted(people), people.actor("bolat")
    with pytest.raises(TransitionImpossible, match="НОБД"):
        activate_school(school=school, actor=bolat)
    confirm_school_id(school=school, actor=bolat)
    assert activate_school(school=school, actor=bolat).status == "active"


@pytest.mark.parametrize("wrong", ["12", "31011863972700000", "0" * 18, "31011863972700000a"])
def test_a_malformed_id_is_not_confirmed(people, wrong):
    with pytest.raises(TransitionImpossible):
        confirm_school_id(school=submitted(people), actor=people.actor("bolat"), school_id=wrong)


def test_an_id_of_another_school_is_not_confirmed(people):
    other, school = draft_school(people), submitted(people)
    with pytest.raises(TransitionImpossible, match="занят"):
        confirm_school_id(school=school, actor=people.actor("bolat"), school_id=other.school_id)


def test_the_school_does_not_confirm_its_own_id(people):
    with pytest.raises(TransitionForbidden):
        confirm_school_id(school=submitted(people), actor=people.actor("aigerim"))


def test_a_returned_school_is_edited_and_sent_again(people):
    school = send_back_school(
        school=submitted(people), actor=people.actor("bolat"), reason="нет приложения"
    )
    assert school.status == "returned"
    assert submit_school(school=school, actor=people.actor("aigerim")).status == "under_review"


def test_a_refusal_needs_a_reason(people):
    school = submitted(people)
    with pytest.raises(TransitionImpossible):
        refuse_school(school=school, actor=people.actor("bolat"), reason=" ")
    assert (
        refuse_school(school=school, actor=people.actor("bolat"), reason="нет лицензии").status
        == "refused"
    )


def test_the_purpose_is_decided_on_the_current_title_document(people):
    school, bolat = submitted(people), people.actor("bolat")
    title = school.documents.get(kind="title_document")
    assert purpose_decision(school) is None
    decide_purpose(
        school=school, document=title, is_school=False, actor=bolat, note="банкетный зал"
    )
    assert purpose_decision(school).is_school is False
    decide_purpose(school=school, document=title, is_school=True, actor=bolat)
    assert purpose_decision(school).is_school is True
    with pytest.raises(TransitionImpossible):
        decide_purpose(
            school=school,
            document=school.documents.get(kind="licence_annex"),
            is_school=True,
            actor=bolat,
        )


def test_a_new_title_document_asks_for_a_new_decision(people):
    school = draft_school(people)
    title = school.documents.get(kind="title_document")
    decide_purpose(school=school, document=title, is_school=True, actor=people.actor("bolat"))
    add_document(
        school=school,
        actor=people.actor("aigerim"),
        kind="title_document",
        content=b"%PDF-1.7 new",
        original_name="договор.pdf",
    )
    assert purpose_decision(school) is None
    assert PassportDocument.objects.filter(school=school, kind="title_document").count() == 2


def test_an_edit_of_an_older_version_is_refused_and_nothing_is_lost(people):
    school, actor = draft_school(people), people.actor("aigerim")
    values = {"school": school, "actor": actor, "version": 1, "school_values": {}}
    edit_passport(**values, passport_values={"shifts": 2})
    with pytest.raises(PassportChanged):
        edit_passport(**values, passport_values={"shifts": 3})
    assert School.objects.get(pk=school.pk).passport.shifts == 2


def test_an_id_of_another_school_is_refused_in_the_form_too(people):
    other, school = draft_school(people), draft_school(people)
    with pytest.raises(SchoolIdTaken):
        edit_passport(
            school=school,
            actor=people.actor("aigerim"),
            version=1,
            school_values={"school_id": other.school_id},
            passport_values={},
        )


def test_a_school_under_review_is_not_edited(people):
    with pytest.raises(TransitionImpossible):
        edit_passport(
            school=submitted(people),
            actor=people.actor("aigerim"),
            version=1,
            school_values={},
            passport_values={"shifts": 2},
        )


@pytest.mark.parametrize("content", [b"", b"MZ program", b"<svg onload=x>", b"PK\x03\x04zip"])
def test_a_file_is_judged_by_its_bytes(people, content):
    with pytest.raises(UnfitFile):
        add_document(
            school=draft_school(people),
            actor=people.actor("aigerim"),
            kind="licence_annex",
            content=content,
            original_name="licence.pdf",
        )


def test_the_known_school_has_442_places(people):
    found = places_of(draft_school(people))
    assert (found.first_shift, found.total, found.unfunded(793)) == (442, 442, 351)
