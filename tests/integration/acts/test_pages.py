"""Pages of acts, contracts and registers for each role; strangers meet 404, other roles 403."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from acts.models import Act
from acts.services.invoices import find_invoice_of_act
from core.jobs import run_now
from core.models import Job
from tests.factories.acts import (
    OCTOBER,
    offered_act,
    pupil,
    pupils,
    signed_by_both,
    signed_by_school,
)
from tests.factories.schools import pupil_month
from tests.fakes.registries import use_fakes
from tests.integration.acts.test_registers import issue, sent

pytestmark = pytest.mark.django_db


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["membership_id"] = member.pk
    session.save()
    return client


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_act_page_puts_unpaid_pupils_first_with_their_reason_in_words(people, contract):
    pupils(contract.school, 2)
    pupil_month(contract.school, pupil(alive=False), OCTOBER.first_day)
    act = offered_act(contract)
    text = page(browser(people.aigerim), "school:act", act.pk)

    assert "проверить отличия и подписать акт" in text
    assert "K4: по данным ГБД ФЛ" in text
    assert "106 666,66" in text.replace("\xa0", " ")
    assert "Сынақов" in text
    for tab in ("pupils", "checks", "terms"):
        page(browser(people.gulnar), "department:act", act.pk, query=f"?tab={tab}")
    listed = page(
        browser(people.aigerim), "school:act", act.pk, query="?tab=pupils&outcome=rejected"
    )
    assert listed.count("••••") >= 1


def test_who_may_not_sign_is_not_asked_to(people, contract):
    pupils(contract.school, 1)
    act = signed_by_school(people, offered_act(contract))
    asked = "От вас: проверить отличия и подписать"
    assert asked in page(browser(people.gulnar), "department:act", act.pk)
    text = page(browser(people.bolat), "department:act", act.pk)
    assert asked not in text
    assert "подписывает руководитель" in text


def test_stranger_meets_404_and_another_role_403(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)

    assert browser(people.erlan).get(reverse("school:act", args=[act.pk])).status_code == 404
    assert browser(people.aigerim).get(reverse("department:act", args=[act.pk])).status_code == 403
    url = reverse("school:act-invoice", args=[act.pk])
    assert browser(people.erlan).post(url).status_code == 404
    assert browser(people.aigerim).post(url).status_code == 409


def test_signed_act_tells_the_school_what_invoice_to_issue(people, contract):
    pupils(contract.school, 1)
    act = signed_by_both(people, offered_act(contract))
    text = page(browser(people.aigerim), "school:act", act.pk)
    assert "выписать ЭСФ" in text
    assert people.bolat.organisation.bin in text
    assert contract.number in text

    with use_fakes() as registries:
        issue(registries, act)
        answer = browser(people.aigerim).post(reverse("school:act-invoice", args=[act.pk]))
    assert answer.status_code == 302
    assert act.invoices.get().is_matched


def test_the_school_that_has_issued_its_invoice_is_not_asked_for_it_again(people, contract):
    pupils(contract.school, 1)
    act = signed_by_both(people, offered_act(contract))
    asked, waits = "Подписан: выпишите ЭСФ", "Подписан: ждёт реестра"
    school = browser(people.aigerim)
    for text in (page(school, "school:act", act.pk), page(school, "school:acts")):
        assert asked in text
        assert waits not in text

    with use_fakes() as registries:
        issue(registries, act)
        find_invoice_of_act(act=act)
    for text in (page(school, "school:act", act.pk), page(school, "school:acts")):
        assert waits in text
        assert asked not in text
    assert waits not in page(browser(people.bolat), "department:act", act.pk)


def test_signing_page_shows_the_sum_on_the_button(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    text = page(browser(people.aigerim), "school:act-sign", act.pk)

    assert "Подписать 53 333,33" in text.replace("\xa0", " ")


def test_returning_through_the_browser_needs_a_reason(people, contract):
    pupils(contract.school, 1)
    act = offered_act(contract)
    url = reverse("school:act-action", args=[act.pk])
    client = browser(people.aigerim)

    assert client.get(f"{url}?action=send_back").status_code == 200
    assert client.post(url, {"action": "send_back", "reason": ""}).status_code == 400
    assert client.post(url, {"action": "send_back", "reason": "Нет ученика"}).status_code == 302
    assert Act.objects.get().status == "returned"
    assert "Нет ученика" in page(client, "school:act", act.pk)
    client.post(reverse("school:act-form-again", args=[act.pk]))
    assert Act.objects.get().status == "with_school"


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("aigerim", "school:contracts"),
        ("aigerim", "school:acts"),
        ("bolat", "department:contracts"),
        ("bolat", "department:acts"),
        ("bolat", "department:registers"),
        ("bolat", "department:register-new"),
        ("dana", "finance:registers"),
        ("aigerim", "school:desk"),
        ("bolat", "department:desk"),
        ("dana", "finance:desk"),
    ],
)
def test_every_list_opens_with_data(people, contract, who, name):
    pupils(contract.school, 1)
    act = signed_by_both(people, offered_act(contract))
    with use_fakes() as registries:
        issue(registries, act)
        find_invoice_of_act(act=act)
    client = browser(getattr(people, who))
    page(client, name)
    if "desk" not in name and "new" not in name:
        exported = client.get(reverse(name) + "?view=all&export=csv")
        assert exported.status_code == 200
        assert b"".join(exported.streaming_content)


def test_register_goes_from_the_department_to_the_finance_centre_in_the_browser(people, contract):
    pupils(contract.school, 1)
    act = signed_by_both(people, offered_act(contract))
    with use_fakes() as registries:
        issue(registries, act)
        find_invoice_of_act(act=act)
    bolat, dana = browser(people.bolat), browser(people.dana)
    assert f'href="{reverse("department:register-new")}"' in page(bolat, "department:desk")
    assert act.number in page(bolat, "department:register-new", query="?month=2025-10")
    register = sent(people)
    for tab in ("acts", "left"):
        page(bolat, "department:register", register.pk, query=f"?tab={tab}")
    assert "Сходится" in page(dana, "finance:register", register.pk)
    action = reverse("finance:register-action", args=[register.pk])
    assert dana.post(action, {"action": "accept"}).status_code == 302
    register.refresh_from_db()
    assert register.status == "accepted"


def test_register_is_formed_and_changed_in_the_browser(people, contract):
    pupils(contract.school, 1)
    act = signed_by_both(people, offered_act(contract))
    with use_fakes() as registries:
        issue(registries, act)
        find_invoice_of_act(act=act)
    bolat = browser(people.bolat)
    answer = bolat.post(reverse("department:register-new"), {"month": "2025-10", "acts": [act.pk]})
    assert answer.status_code == 302
    act.refresh_from_db()
    asked = "От вас: проверить список и подписать реестр"
    assert asked in page(browser(people.gulnar), "department:register", act.register_id)
    text = page(bolat, "department:register", act.register_id)
    assert asked not in text
    assert "Реестр ждёт подписи руководителя управления" in text
    pages = [
        reverse(f"department:register-{m}list", args=[act.register_id, act.pk])
        for m in ("de", "en")
    ]
    for url, status in zip(pages, ("signed", "in_register"), strict=True):
        assert bolat.post(url).status_code == 302
        act.refresh_from_db()
        assert act.status == status
    page(browser(people.gulnar), "department:register-sign", act.register_id)


def test_contract_pages_open_for_both_sides(people, contract):
    for tab in ("terms", "schedule", "acts"):
        page(browser(people.aigerim), "school:contract", contract.pk, query=f"?tab={tab}")
        page(browser(people.bolat), "department:contract", contract.pk, query=f"?tab={tab}")
    stranger = browser(people.erlan).get(reverse("school:contract", args=[contract.pk]))
    assert stranger.status_code == 404


def test_department_starts_the_forming_of_an_ended_month_only(people, contract):
    pupils(contract.school, 1)
    bolat, url = browser(people.bolat), reverse("department:acts-form")

    assert "октябрь 2025" in page(bolat, "department:acts")
    assert bolat.post(url, {"month": "2025-11"}).status_code == 409
    assert bolat.post(url, {"month": "x"}).status_code == 409
    assert bolat.post(url, {"month": "2025-10"}).status_code == 302
    work = Job.objects.get(kind="acts.close_month")
    assert work.params == {"month": "2025-10", "region": "79"}
    assert run_now(work).state == "done"
    assert Act.objects.get().status == "with_school"
