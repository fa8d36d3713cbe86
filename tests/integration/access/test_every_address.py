"""Every address × every role × GET and POST, compared with the table."""

import pytest

from accounts.roles import Role
from tests.integration.access.addresses import ask, browser, every_address
from tests.integration.access.table import DEMO, lines

pytestmark = pytest.mark.django_db


def test_every_address_stands_in_the_table_and_the_reverse():
    known, real = set(lines()), set(every_address())
    assert sorted(real - known) == [], "addresses that nobody has decided about"
    assert sorted(known - real) == [], "lines about addresses that are no more"


def test_nothing_of_the_demo_exists_where_there_is_no_demo():
    assert [name for name, route in every_address().items() if "demo" in name + route] == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "stranger"))
def test_a_role_gets_exactly_what_the_table_says(role, own, path_of):
    routes = every_address()
    client = browser(own.members[role] if role else None)
    different = []
    for name, (cabinet, row) in lines().items():
        if name not in routes:
            continue
        path = path_of(name, row, own)
        for method, expected in zip(("get", "post"), row.expected(role, cabinet), strict=True):
            answer = ask(client, method, path)
            if answer.status_code != expected:
                different.append(f"{method} {name}: {answer.status_code}, table {expected}")
    assert different == []


def test_nobody_is_let_in_before_a_role_is_chosen(own, path_of):
    """A password is not yet a membership: every page of a cabinet asks which one."""
    client = browser(own.members[Role.SCHOOL_HEAD])
    session = client.session
    del session["membership_id"]
    session.save()
    let_in = [
        name
        for name, (cabinet, row) in lines().items()
        if cabinet
        and name in every_address()
        and "/account/choose/"
        not in ask(client, "get", path_of(name, row, own)).get("Location", "")
    ]
    assert let_in == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "stranger"))
def test_the_windows_of_the_demo_open_to_those_who_stand_there(role, own, path_of, settings):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.integration.access.demo_addresses"
    demo = {name: route for name, route in every_address().items() if name.startswith("demo:")}
    assert sorted(demo) == sorted(DEMO)
    client = browser(own.members[role] if role else None)
    let_in = set()
    for name, route in demo.items():
        keys = {"<int:act>": str(own.keys["act"]), "<int:pk>": str(own.keys["batch"])}
        for parameter, key in keys.items():
            route = route.replace(parameter, key)
        statuses = {ask(client, method, f"/{route}").status_code for method in ("get", "post")}
        if statuses - {405} != {403 if role else 302}:  # what lies behind needs the emulators
            let_in.add(name)
    assert let_in == {name for name, roles in DEMO.items() if not roles or role in roles}


def test_the_auditor_can_change_nothing(own, path_of):
    """Every address of that cabinet only answers questions."""
    client = browser(own.members[Role.AUDITOR])
    accepted = [
        name
        for name, (cabinet, row) in lines().items()
        if cabinet == "auditor"
        and name in every_address()
        and ask(client, "post", path_of(name, row, own)).status_code != 405
    ]
    assert accepted == []
