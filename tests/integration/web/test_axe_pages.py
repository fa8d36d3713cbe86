"""axe finds nothing on key pages of the roles, and none of them scrolls sideways on a phone."""

import os
import pathlib

import pytest
from django.conf import settings
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import OrganisationKind
from accounts.roles import Role
from core import settings_book
from tests.factories.cast import cast, member, organisation
from tests.factories.payments import accepted_register

CHROMIUM = pathlib.Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 320)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a Chromium of the system"),
]


@pytest.fixture
def chromium(monkeypatch):
    playwright = pytest.importorskip("playwright.sync_api")
    # the rig of the browser runs a loop in this thread; the ORM is used between its calls only
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright.sync_playwright() as rig:
        browser = rig.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def people():
    found = cast()
    operator = organisation(OrganisationKind.OPERATOR, "Оператор портала")
    return {
        "school": found.aigerim,
        "department": found.gulnar,
        "finance": found.kairat,
        "audit": member(
            "Auditor", Role.AUDITOR, organisation(OrganisationKind.AUDIT, "Орган аудита")
        ),
        "account": member("Administrator", Role.ADMINISTRATOR, operator),
    }


def _pages(act, register) -> list[str]:
    return [
        "/ru/",
        "/ru/account/sign-in/",
        "/ru/school/",
        f"/ru/school/acts/{act.pk}/",
        f"/ru/school/acts/{act.pk}/?tab=comments",
        "/ru/department/",
        "/ru/department/acts/?view=all&q=1",
        f"/ru/department/acts/{act.pk}/",
        f"/ru/department/contracts/{act.contract_id}/",
        f"/ru/finance/registers/{register.pk}/",
        "/ru/finance/payments/?view=approve",
        "/ru/audit/acts/",
        "/ru/account/administration/settings/",
        "/ru/account/administration/people/",
    ]


def _session_of(membership) -> str:
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return session.session_key


def test_key_pages_are_clean_and_fit_a_phone(chromium, live_server, people):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    settings_book.write_missing()
    paper = accepted_register(cast())
    found = []
    contexts = {}
    for path in _pages(paper.acts[0], paper.register):
        cabinet = "" if "sign-in" in path else path.split("/")[2]
        if cabinet not in contexts:
            contexts[cabinet] = chromium.new_context()
            contexts[cabinet].set_default_timeout(120_000)  # of a machine that is busy elsewhere
            if cabinet in people:
                contexts[cabinet].add_cookies(
                    [
                        {
                            "name": settings.SESSION_COOKIE_NAME,
                            "value": _session_of(people[cabinet]),
                            "url": live_server.url,
                        }
                    ]
                )
        page = contexts[cabinet].new_page()
        answer = page.goto(live_server.url + path)
        if answer.status != 200 or not page.url.endswith(path):
            found.append(f"{path}: {answer.status} at {page.url}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                found.append(f"{path}: {over} px sideways at {width}")
        outcome = axe.run(page, options={"runOnly": RULES}).response
        found += [
            f"{path}: {one['id']} {one['nodes'][0]['target']}" for one in outcome["violations"]
        ]
        page.close()
    assert found == []


def test_the_rig_notices_a_picture_without_words(chromium):
    """The control: axe is really run."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = chromium.new_page()
    page.set_content("<html lang='ru'><title>x</title><main><img src='x.png'></main></html>")
    outcome = axe.run(page, options={"runOnly": RULES}).response
    assert [one["id"] for one in outcome["violations"]] == ["image-alt"]
