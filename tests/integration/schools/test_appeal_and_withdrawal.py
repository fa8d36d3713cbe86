"""A refused digitisation is appealed; a request nobody has looked at is taken back."""

import datetime as dt

import pytest

from core import outbox
from core.web.desk import works_of
from core.workflow import TransitionForbidden, TransitionImpossible, perform
from portal.models import Notification
from schools.models import School
from schools.services.digitisation import (
    activate_school,
    appeal_refusal,
    confirm_school_id,
    refuse_school,
    send_back_school,
    submit_school,
)
from tests.factories.cast import cast
from tests.factories.schools import draft_school

from .conftest import signed_in

pytestmark = pytest.mark.django_db
ARGUMENT = "Приложение к лицензии загружено, документ № 4"


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def school(people) -> School:
    return submit_school(school=draft_school(people), actor=people.actor("aigerim"))


@pytest.fixture
def refused(people, school) -> School:
    return refuse_school(school=school, actor=people.actor("bolat"), reason="нет лицензии")


def works(membership) -> dict[str, int]:
    found = works_of("department", membership.as_actor(), {})
    return {str(work["title"]): work["waiting"].count for work in found}


def test_a_refusal_is_appealed_with_reasons_and_gets_the_term_of_appeals(people, refused) -> None:
    actor = people.actor("aigerim")
    with pytest.raises(TransitionImpossible, match="причину"):
        appeal_refusal(school=refused, actor=actor, reason=" ")
    appealed = appeal_refusal(school=refused, actor=actor, reason=ARGUMENT)
    assert (appealed.status, appealed.due_on) == ("under_review", dt.date(2025, 11, 28))


def test_only_the_own_school_appeals_and_only_a_refusal(people, school, refused) -> None:
    for stranger in ("erlan", "bolat"):
        with pytest.raises(TransitionForbidden):
            appeal_refusal(school=refused, actor=people.actor(stranger), reason=ARGUMENT)
    again = appeal_refusal(school=refused, actor=people.actor("aigerim"), reason=ARGUMENT)
    with pytest.raises(TransitionImpossible):
        appeal_refusal(school=again, actor=people.actor("aigerim"), reason=ARGUMENT)


def test_the_officer_finds_it_in_a_group_of_its_own_with_the_argument(people, refused) -> None:
    appeal_refusal(school=refused, actor=people.actor("aigerim"), reason=ARGUMENT)
    waiting = works(people.bolat)
    assert waiting["Школы обжалуют отказ в оцифровке"] == 1
    assert "Школы ждут проверки" not in waiting
    page = signed_in(people.bolat).get(f"/ru/department/schools/{refused.pk}/").content.decode()
    assert "Школа обжалует отказ" in page
    history = signed_in(people.bolat).get(f"/ru/department/schools/{refused.pk}/?tab=history")
    assert ARGUMENT in history.content.decode()


def test_a_first_review_is_no_appeal(people, school) -> None:
    waiting = works(people.bolat)
    assert waiting["Школы ждут проверки"] == 1
    assert "Школы обжалуют отказ в оцифровке" not in waiting


def test_both_sides_are_told(people, refused) -> None:
    appeal_refusal(school=refused, actor=people.actor("aigerim"), reason=ARGUMENT)
    outbox.drain()
    told = {one.kind for one in Notification.objects.filter(user=people.bolat.user)}
    assert "school.appealed" in told
    assert Notification.objects.filter(user=people.aigerim.user, kind="school.refused").exists()


def test_an_appeal_may_be_won_and_lost(people, refused) -> None:
    bolat, aigerim = people.actor("bolat"), people.actor("aigerim")
    again = appeal_refusal(school=refused, actor=aigerim, reason=ARGUMENT)
    lost = refuse_school(school=again, actor=bolat, reason="приложения нет и теперь")
    again = appeal_refusal(school=lost, actor=aigerim, reason=ARGUMENT)
    confirm_school_id(school=again, actor=bolat)
    assert activate_school(school=again, actor=bolat).status == "active"


def test_the_school_appeals_through_the_browser(people, refused) -> None:
    browser, url = signed_in(people.aigerim), f"/ru/school/schools/{refused.pk}/"
    page = browser.get(url).content.decode()
    assert "Обжаловать отказ" in page
    assert "Отказ можно обжаловать" in page
    assert browser.get(f"{url}action/?action=appeal").status_code == 200
    assert browser.post(f"{url}action/", {"action": "appeal"}).status_code == 400
    answer = browser.post(f"{url}action/", {"action": "appeal", "reason": ARGUMENT})
    assert answer.status_code == 302
    refused.refresh_from_db()
    assert refused.status == "under_review"


def test_a_request_nobody_has_looked_at_is_taken_back_and_sent_again(people, school) -> None:
    aigerim = people.actor("aigerim")
    taken = perform(school, "withdraw", actor=aigerim, reason="ошибка в адресе")
    assert (taken.status, taken.due_on) == ("draft", None)
    assert not School.objects.visible_to(people.actor("bolat")).filter(pk=school.pk).exists()
    assert submit_school(school=taken, actor=aigerim).status == "under_review"


def test_what_an_officer_has_begun_is_not_taken_back(people, school) -> None:
    confirm_school_id(school=school, actor=people.actor("bolat"))
    with pytest.raises(TransitionImpossible, match="уже рассматривает"):
        perform(school, "withdraw", actor=people.actor("aigerim"), reason="передумали")


def test_a_request_that_was_returned_or_appealed_is_not_taken_back(people, school) -> None:
    aigerim, bolat = people.actor("aigerim"), people.actor("bolat")
    back = send_back_school(school=school, actor=bolat, reason="нет приложения")
    again = submit_school(school=back, actor=aigerim)
    with pytest.raises(TransitionImpossible, match="уже рассматривает"):
        perform(again, "withdraw", actor=aigerim, reason="передумали")


def test_a_stranger_takes_nothing_back(people, school) -> None:
    with pytest.raises(TransitionForbidden):
        perform(school, "withdraw", actor=people.actor("erlan"), reason="—")
