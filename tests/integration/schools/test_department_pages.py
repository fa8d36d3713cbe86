"""The department's pages in a browser."""

import pytest

from core import outbox
from schools.models import DuplicateCase, PurposeDecision, School
from schools.services.digitisation import submit_school
from tests.factories.cast import cast
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind, draft_school

from .conftest import signed_in

pytestmark = pytest.mark.django_db
BASE = "/ru/department/schools/"


@pytest.fixture
def school(everybody):
    return submit_school(school=draft_school(everybody), actor=everybody.actor("aigerim"))


def test_the_register_opens_on_schools_that_wait(bolat, school, everybody):
    draft = draft_school(everybody)
    page = bolat.get(BASE).content.decode()
    for word in ("Реестр школ", "Ждут проверки", "Активные", "Все", school.school_id):
        assert word in page
    assert draft.school_id not in bolat.get(f"{BASE}?view=all").content.decode()


def test_terms_of_a_school_and_of_a_case_are_told_in_working_days(bolat, school, case):
    words = "До 21.11.2025: осталось 5 рабочих дней"
    assert words in bolat.get(f"{BASE}{school.pk}/").text
    assert words in bolat.get(f"/ru/department/duplicates/{case.pk}/").text
    School.objects.filter(pk=school.pk).update(due_on="2025-11-11")
    late = bolat.get(f"{BASE}{school.pk}/").text
    assert "Срок был 11.11.2025: просрочено на 3 рабочих дня" in late


def test_an_officer_takes_a_school_through_all_confirmations(bolat, school):
    url = f"{BASE}{school.pk}/"
    page = bolat.get(url).content.decode()
    assert "Id сверен с НОБД" in page
    assert "Назначение здания по документу" in page
    refused = bolat.post(f"{url}action/", {"action": "activate"})
    assert refused.status_code == 409
    assert bolat.post(f"{url}school-id/", {"school_id": school.school_id}).status_code == 302
    assert bolat.get(f"{url}purpose/").status_code == 200
    unanswered = bolat.post(f"{url}purpose/", {})
    assert unanswered.status_code == 400
    words = "По документу здание предназначено для школы? Выберите ответ."
    assert f'<a href="#id_is_school_0">{words}</a>' in unanswered.content.decode()
    answer = bolat.post(f"{url}purpose/", {"is_school": "yes"})
    assert answer.status_code == 302
    assert PurposeDecision.objects.get().is_school is True
    assert bolat.post(f"{url}action/", {"action": "activate"}).status_code == 302
    assert School.objects.get(pk=school.pk).status == "active"


def test_a_banquet_hall_is_written_down_in_the_words_of_its_document(bolat, school):
    url = f"{BASE}{school.pk}/purpose/"
    assert bolat.post(url, {"is_school": "no"}).status_code == 400
    bolat.post(url, {"is_school": "no", "note": "банкетный зал"})
    decision = PurposeDecision.objects.get()
    assert (decision.is_school, decision.note) == (False, "банкетный зал")
    assert "банкетный зал" in bolat.get(f"{BASE}{school.pk}/").content.decode()


@pytest.mark.parametrize("wrong", ["12", "0" * 18, "٣" * 18])
def test_a_wrong_id_is_told_and_not_kept(bolat, school, wrong):
    answer = bolat.post(f"{BASE}{school.pk}/school-id/", {"school_id": wrong})
    assert answer.status_code == 409
    assert School.objects.get(pk=school.pk).school_id_confirmed_by_id is None


@pytest.mark.parametrize(("action", "state"), [("send_back", "returned"), ("refuse", "refused")])
def test_a_way_back_needs_a_reason(bolat, aigerim, school, action, state):
    url = f"{BASE}{school.pk}/action/"
    assert bolat.get(f"{url}?action={action}").status_code == 200
    assert bolat.post(url, {"action": action}).status_code == 400
    bolat.post(url, {"action": action, "reason": "нет приложения"})
    assert School.objects.get(pk=school.pk).status == state
    page = aigerim.get(f"/ru/school/schools/{school.pk}/?tab=history").content.decode()
    assert "нет приложения" in page


def test_a_school_of_another_region_does_not_exist(school):
    stranger = signed_in(cast("75").bolat)
    for path in ("", "purpose/"):
        assert stranger.get(f"{BASE}{school.pk}/{path}").status_code == 404
    assert stranger.post(f"{BASE}{school.pk}/school-id/").status_code == 404
    assert stranger.post(f"{BASE}{school.pk}/action/", {"action": "activate"}).status_code == 404


def test_the_school_does_not_reach_the_departments_pages(aigerim, school):
    assert aigerim.get(f"{BASE}{school.pk}/").status_code == 403
    own = f"/ru/school/schools/{school.pk}/action/"
    assert aigerim.post(own, {"action": "activate"}).status_code in (403, 409)
    assert School.objects.get(pk=school.pk).status == "under_review"


@pytest.fixture
def case(everybody):
    ours, theirs = active_school(everybody), active_school(everybody, owner=everybody.erlan)
    row = pupil_row()
    for one in (ours, theirs):
        bind(one)
        push(one, [row])
    outbox.drain()
    return DuplicateCase.objects.get()


def test_an_officer_decides_a_case(bolat, case):
    url = f"/ru/department/duplicates/{case.pk}/"
    assert case.number in bolat.get("/ru/department/duplicates/").content.decode()
    assert bolat.get("/ru/department/duplicates/?export=csv").status_code == 200
    assert "Решить дело" in bolat.get(url).content.decode()
    assert bolat.get(f"{url}resolve/").status_code == 200
    assert bolat.post(f"{url}resolve/", {}).status_code == 400
    school = case.claims.first().school_id
    bolat.post(f"{url}resolve/", {"school": school, "reason": "приказ № 5"})
    assert DuplicateCase.objects.get().decided_for_id == school


def test_a_claiming_school_sees_its_case_and_appeals(bolat, aigerim, case):
    url = f"/ru/school/duplicates/{case.pk}/"
    page = aigerim.get(url).content.decode()
    assert "Дело решает управление образования" in page
    bolat.post(
        f"/ru/department/duplicates/{case.pk}/resolve/",
        {"school": case.claims.last().school_id, "reason": "приказ"},
    )
    answer = aigerim.post(f"{url}action/", {"action": "appeal", "reason": "наш приказ раньше"})
    assert answer.status_code == 302
    assert DuplicateCase.objects.get().status == "appealed"


def test_a_school_outside_the_case_does_not_see_it(case):
    people = cast("75")
    assert signed_in(people.bolat).get(f"/ru/department/duplicates/{case.pk}/").status_code == 404
