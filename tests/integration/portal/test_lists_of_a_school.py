"""«Заявки», «Договоры», «Акты» of a school's page open the lists of that school alone."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from tests.factories.cast import cast
from tests.factories.payments import Paper, accepted_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    """Acts, contracts and applications of several schools of one region."""
    return accepted_register(cast(), amounts=(1_000_00, 2_000_00, 3_000_00))


def page_of(membership: Membership, url_name: str, **query: object):
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client.get(reverse(url_name), {"view": "all", **query})


@pytest.mark.parametrize("listed", ["department:contracts", "department:acts"])
def test_the_list_shows_that_school_alone_and_a_chip_says_so(paper: Paper, listed: str) -> None:
    bolat, school = cast().bolat, paper.acts[0].school
    everything = page_of(bolat, listed).context["totals"]["count"]
    page = page_of(bolat, listed, school=school.pk)
    rows = list(page.context["table"].data.data)
    assert {row.school_id for row in rows} == {school.pk}
    assert 0 < len(rows) < everything
    [chip] = page.context["chips"]
    assert chip.text == f"Школа: {school}"
    assert "school" not in chip.url
    assert f'name="school" value="{school.pk}"' in page.content.decode()  # kept by the search


@pytest.mark.parametrize("asked", ["0", "abc", "9" * 30, "²"])
def test_a_school_that_is_none_selects_nothing(paper: Paper, asked: str) -> None:
    page = page_of(cast().bolat, "department:acts", school=asked)
    assert page.status_code == 200
    assert page.context["totals"]["count"] == 0


def test_a_foreign_school_selects_nothing_and_is_not_named(paper: Paper) -> None:
    school = paper.acts[0].school
    page = page_of(cast("61").bolat, "department:acts", school=school.pk)
    assert page.context["totals"]["count"] == 0
    assert page.context["chips"] == []
    assert school.name_ru not in page.content.decode()


def test_without_a_school_no_field_stands_in_the_form(paper: Paper) -> None:
    page = page_of(cast().bolat, "department:acts").content.decode()
    assert 'name="school"' not in page


def test_the_page_of_a_school_links_to_all_of_its_acts(paper: Paper) -> None:
    school = paper.acts[0].school
    client_page = page_of(cast().bolat, "department:acts")
    browser = client_page.client
    page = browser.get(reverse("department:school", args=[school.pk]), {"tab": "acts"})
    assert f'{reverse("department:acts")}?view=all&amp;school={school.pk}"' in page.content.decode()
