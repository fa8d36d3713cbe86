"""An auditor reads every record and moves none; pupils' names stay with the parties."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import OrganisationKind
from accounts.roles import Role
from acts.models import ActLine
from core.models import Transition
from tests.factories.cast import cast, member, organisation
from tests.factories.payments import accepted_register

pytestmark = pytest.mark.django_db
POSTS = ("action", "sign", "form-again", "invoice", "check", "orders", "form")


def browser_of(membership):
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


@pytest.fixture
def auditor():
    return browser_of(
        member("Auditor", Role.AUDITOR, organisation(OrganisationKind.AUDIT, "Аудит"))
    )


@pytest.fixture
def pages():
    paper = accepted_register(cast())
    act = paper.acts[0]
    return [
        f"/ru/audit/schools/{act.school_id}/",
        f"/ru/audit/contracts/{act.contract_id}/",
        f"/ru/audit/acts/{act.pk}/",
        f"/ru/audit/registers/{paper.register.pk}/",
    ]


def test_every_record_opens_without_a_button(auditor, pages):
    for page in pages:
        answer = auditor.get(page)
        assert answer.status_code == 200, page
        body = answer.content.decode().partition('id="main"')[2]
        assert "<button" not in body.partition("</main>")[0], page
        assert "От вас" not in body, page


def test_no_post_moves_anything(auditor, pages):
    before = Transition.objects.count()
    for page in pages:
        assert auditor.post(page, {"action": "send_back", "reason": "—"}).status_code == 405
        for part in POSTS:
            moved = auditor.post(f"{page}{part}/", {"action": "send_back", "reason": "—"})
            assert moved.status_code in (404, 405), f"{page}{part}/"
    assert Transition.objects.count() == before


def test_a_department_has_the_buttons_that_an_auditor_lacks(pages):
    """The control: the same act offers its moves to the officer's side."""
    act_page = pages[3].replace("/audit/", "/department/")
    answer = browser_of(cast().bolat).get(act_page)
    assert answer.status_code == 200
    assert answer.context["actions_url"]


def test_the_lists_of_the_whole_country_have_no_bulk_bar(auditor, pages):
    for name in ("schools", "applications", "contracts", "acts", "registers", "payments"):
        answer = auditor.get(f"/ru/audit/{name}/")
        assert answer.status_code == 200
        assert "data-bulk" not in answer.content.decode()


def test_names_of_pupils_stay_with_the_parties(auditor, pages):
    act_id = int(pages[2].split("/")[-2])
    line = ActLine.objects.filter(act_id=act_id).select_related("person").first()
    if line is None:
        pytest.skip("the factory's act has no lines")
    line.person.seal_name(("Канарейкин", "Тест"))
    line.person.save()
    body = auditor.get(f"{pages[2]}?tab=pupils").content.decode()
    assert "Канарейкин" not in body
    assert line.person.masked[-4:] in body
