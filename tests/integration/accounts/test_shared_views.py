"""A kept filter may be shown to colleagues: same organisation, same role, read-only."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, SavedView
from accounts.roles import Role
from accounts.saved_views import keep
from core import clock
from tests.factories.cast import cast, member

pytestmark = pytest.mark.django_db
LIST = "department/acts/"
PAGE = f"/ru/{LIST}"


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def colleague(people) -> Membership:
    return member("Saltanat", Role.DEPARTMENT_OFFICER, people.bolat.organisation)


@pytest.fixture
def view(people) -> SavedView:
    return keep(membership=people.bolat, list_path=LIST, name="Проверить", query="view=all")


def browser_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


def share(client: Client, view: SavedView, shared: str = "1") -> int:
    answer = client.post(
        f"/ru/account/views/{view.pk}/share/", {"shared": shared, "back": f"{PAGE}?view=all"}
    )
    return answer.status_code


def tabs(membership: Membership) -> list[str]:
    page = browser_of(membership).get(f"{PAGE}?view=all")
    return [one["label"] for one in page.context["saved_views"]]


def test_a_shared_view_stands_among_the_tabs_of_colleagues(people, colleague, view) -> None:
    assert tabs(colleague) == []
    assert share(browser_of(people.bolat), view) == 302
    assert tabs(colleague) == ["Проверить"]
    page = browser_of(colleague).get(f"{PAGE}?view=all").content.decode()
    assert str(people.bolat.user) in page
    assert f"/views/{view.pk}/" not in page  # nothing to change or remove it with


def test_other_roles_and_other_organisations_do_not_see_it(people, view) -> None:
    share(browser_of(people.bolat), view)
    assert tabs(people.gulnar) == []
    twin = cast("61").bolat
    stranger = member("Nurlan", Role.DEPARTMENT_OFFICER, cast("61").gulnar.organisation)
    assert twin.organisation_id == stranger.organisation_id != people.bolat.organisation_id
    assert tabs(stranger) == []


def test_the_owner_takes_it_back(people, colleague, view) -> None:
    owner = browser_of(people.bolat)
    share(owner, view)
    share(owner, view, "0")
    assert tabs(colleague) == []
    assert tabs(people.bolat) == ["Проверить"]


def test_a_colleague_neither_takes_it_back_nor_removes_it(people, colleague, view) -> None:
    share(browser_of(people.bolat), view)
    other = browser_of(colleague)
    assert share(other, view, "0") == 404
    assert other.post(f"/ru/account/views/{view.pk}/forget/").status_code == 404
    view.refresh_from_db()
    assert view.is_shared


def test_a_colleague_keeps_a_view_of_the_same_name(people, colleague, view) -> None:
    share(browser_of(people.bolat), view)
    keep(membership=colleague, list_path=LIST, name="Проверить", query="view=paid")
    view.refresh_from_db()
    assert (view.query, view.is_shared) == ("view=all", True)
    assert tabs(colleague) == ["Проверить", "Проверить"]


def test_it_goes_with_the_role_of_its_owner(people, colleague, view) -> None:
    share(browser_of(people.bolat), view)
    Membership.objects.filter(pk=people.bolat.pk).update(ended_on=clock.today())
    assert tabs(colleague) == []
