"""Papers of special types of study: handed in, sealed, opened under record, decided."""

import datetime as dt

import pytest
from django.db import connection

from core import clock
from core.models import OutboxEvent, Transition
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import (
    ContingentSource,
    PupilMonth,
    StudyProof,
    StudyProofFile,
    StudyProofOpening,
)
from schools.selectors.study_proofs import Standing, special_pupils
from schools.services.expiring_proofs import EXPIRING, warn_of_expiring_proofs
from schools.services.passport import UnfitFile
from schools.services.study_proofs import (
    CHANGED,
    MOST_BYTES,
    PaperStandsAlready,
    accept_proof,
    open_file,
    reject_proof,
    withdraw_proof,
)
from tests.factories.acts import OCTOBER, pupil
from tests.factories.schools import active_school, bind, lms_vendor, pupil_month
from tests.factories.study_proofs import SCAN, proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(everybody):
    made = active_school(everybody)
    bind(made)
    return made


@pytest.fixture
def child(school):
    made = pupil()
    pupil_month(school, made, OCTOBER.first_day, study_type="home")
    return made


@pytest.fixture
def hand_in(everybody, school, child):
    def give(**changes):
        return proof(school, child, by=everybody.actor("aigerim"), **changes)

    return give


def standing(school) -> list[Standing]:
    found = special_pupils(schools=[school], month=OCTOBER, today=clock.today())
    return [one.standing for one in found]


def test_the_scan_and_the_number_are_sealed_and_open_only_under_record(everybody, hand_in):
    made = hand_in(paper_number="17/25-ПМПК")
    assert made.number.startswith("ДО-")
    assert made.paper_number == "17/25-ПМПК"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM schools_studyprooffile")
        assert SCAN not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT paper_number_sealed FROM schools_studyproof")
        assert "17/25" not in bytes(cursor.fetchone()[0]).decode("utf-8", "replace")
    assert not StudyProofOpening.objects.exists()
    content, content_type = open_file(proof=made, actor=everybody.actor("bolat"))
    assert (content, content_type) == (SCAN, "application/pdf")
    looked = StudyProofOpening.objects.get()
    assert (looked.proof_id, looked.membership_id) == (made.pk, everybody.bolat.pk)


def test_its_life_is_in_the_history_and_told_to_the_acts(everybody, hand_in):
    made = hand_in()
    accept_proof(proof=made, actor=everybody.actor("bolat"))
    reject_proof(proof=made, actor=everybody.actor("bolat"), reason="Печать не читается")
    moves = Transition.objects.filter(subject_kind="schools.studyproof").order_by("pk")
    assert [move.name for move in moves] == ["create", "accept", "reject"]
    assert OutboxEvent.objects.filter(kind=CHANGED).count() == 2  # acceptance moves no money


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "school_order"}, "не подтверждает"),
        ({"issued_on": dt.date(2025, 11, 15)}, "ещё не наступила"),
        ({"valid_from": dt.date(2025, 8, 19)}, "раньше дня выдачи"),
        ({"valid_until": dt.date(2025, 8, 31)}, "раньше, чем начинается"),
    ],
)
def test_what_cannot_be_is_refused_and_not_stored(hand_in, wrong, words):
    with pytest.raises(TransitionImpossible, match=words):
        hand_in(**wrong)
    assert not StudyProof.objects.exists()


def test_a_medical_paper_does_not_prove_a_correctional_class(everybody, school):
    other = pupil()
    pupil_month(school, other, OCTOBER.first_day, study_type="correction")
    with pytest.raises(TransitionImpossible):
        proof(school, other, by=everybody.actor("aigerim"), kind="vkk_conclusion")


def test_a_general_pupil_and_a_stranger_need_none(everybody, school):
    general = pupil()
    pupil_month(school, general, OCTOBER.first_day)
    for person in (general, pupil()):
        with pytest.raises(TransitionImpossible):
            proof(school, person, by=everybody.actor("aigerim"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст"),
        (b"<script>alert(1)</script>", "PDF, JPEG"),
        (b"%PDF-" + b"0" * MOST_BYTES, "10 МБ"),
    ],
)
def test_a_file_is_judged_by_its_bytes(hand_in, content, words):
    with pytest.raises(UnfitFile) as unfit:
        hand_in(content=content)
    assert words in str(unfit.value.message)
    assert not StudyProofFile.objects.exists()


def test_the_same_paper_twice_is_refused_until_it_falls_away(everybody, hand_in):
    first = hand_in(paper_number="17 / 25")
    with pytest.raises(PaperStandsAlready):
        hand_in(paper_number="17/25")
    withdraw_proof(proof=first, actor=everybody.actor("aigerim"), reason="Не тот скан")
    hand_in(paper_number="17/25")


def test_only_the_own_school_hands_in_and_withdraws_and_only_its_department_decides(
    everybody, school, child, hand_in
):
    for stranger in ("erlan", "bolat", "dana"):
        with pytest.raises(TransitionForbidden):
            proof(school, child, by=everybody.actor(stranger))
    made = hand_in()
    for name, move in (
        ("erlan", withdraw_proof),
        ("bolat", withdraw_proof),
        ("aigerim", reject_proof),
    ):
        with pytest.raises(TransitionForbidden):
            move(proof=made, actor=everybody.actor(name), reason="Нет")
    with pytest.raises(TransitionImpossible):
        reject_proof(proof=made, actor=everybody.actor("bolat"), reason=" ")


def test_how_a_pupil_stands(everybody, school, hand_in):
    assert standing(school) == [Standing.MISSING]
    first = hand_in()
    assert standing(school) == [Standing.SUBMITTED]
    accept_proof(proof=first, actor=everybody.actor("bolat"))
    assert standing(school) == [Standing.ACCEPTED]
    reject_proof(proof=first, actor=everybody.actor("bolat"), reason="Печать не читается")
    assert standing(school) == [Standing.REJECTED]
    second = hand_in(valid_until=dt.date(2025, 12, 14))
    assert standing(school) == [Standing.EXPIRING]  # thirty days after 14 November
    withdraw_proof(proof=second, actor=everybody.actor("aigerim"), reason="Не тот скан")
    hand_in(valid_until=dt.date(2025, 12, 15))
    assert standing(school) == [Standing.SUBMITTED]


def test_a_paper_of_past_days_is_no_paper(school, hand_in):
    hand_in(valid_until=dt.date(2025, 10, 30))
    assert standing(school) == [Standing.EXPIRED]


def test_a_longer_paper_ends_the_warning(school, hand_in):
    hand_in(valid_until=dt.date(2025, 11, 30))
    hand_in(valid_from=dt.date(2025, 11, 1), valid_until=dt.date(2026, 5, 31))
    assert standing(school) == [Standing.SUBMITTED]


def test_the_school_is_told_once_of_a_paper_that_ends(hand_in):
    hand_in(valid_until=dt.date(2025, 11, 30))
    hand_in(valid_from=dt.date(2025, 9, 2), valid_until=dt.date(2025, 12, 1))
    assert (warn_of_expiring_proofs(), warn_of_expiring_proofs()) == (2, 0)
    assert [event.payload["count"] for event in OutboxEvent.objects.filter(kind=EXPIRING)] == [2]


def test_the_pupils_of_many_schools_cost_three_questions(
    everybody, school, child, django_assert_num_queries
):
    more = [active_school(everybody) for _ in range(2)]
    for one in more:
        bind(one)
        pupil_month(one, pupil(), OCTOBER.first_day, study_type="correction")
    with django_assert_num_queries(3):
        found = special_pupils(schools=[school, *more], month=OCTOBER, today=clock.today())
    assert [one.school.pk for one in found] == [school.pk, *(one.pk for one in more)]
    assert found[0].row.person_id == child.pk


def test_what_a_second_lms_says_needs_no_paper(school, child):
    other = lms_vendor("Second LMS")
    school.lms_bindings.create(vendor=other, since=dt.date(2025, 9, 1), is_primary=False)
    source = ContingentSource.objects.create(school=school, vendor=other)
    PupilMonth.objects.create(
        month=OCTOBER.first_day,
        source=source,
        person=pupil(),
        grade=5,
        study_type="home",
        first_seen_on=OCTOBER.first_day,
    )
    found = special_pupils(schools=[school], month=OCTOBER, today=clock.today())
    assert [one.row.person_id for one in found] == [child.pk]
