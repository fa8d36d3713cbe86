"""A record of another region or owner is 404 by its address, and in no list or export."""

import pytest

from accounts.roles import Role
from acts.models.act import ActQuerySet
from tests.integration.access.addresses import ask, browser, every_address
from tests.integration.access.table import lines

pytestmark = pytest.mark.django_db
BOUND = {
    Role.SCHOOL_HEAD: "school",
    Role.SCHOOL_EMPLOYEE: "school",
    Role.DEPARTMENT_OFFICER: "department",
    Role.DEPARTMENT_HEAD: "department",
    Role.VENDOR_ENGINEER: "vendor",
}
"""Roles that see a part of the country; the finance centre and audit see all of it."""
bound = pytest.mark.parametrize("role", list(BOUND), ids=str)


def _pages(role, *, of_records):
    routes = every_address()
    for name, (cabinet, row) in lines().items():
        if cabinet == BOUND[role] and bool(row.of) is of_records and name in routes:
            yield name, row


@bound
def test_a_record_of_others_is_not_found(role, own, foreign, path_of):
    client = browser(own.members[role])
    found = []
    for name, row in _pages(role, of_records=True):
        path = path_of(name, row, foreign)
        for method in ("get", "post"):
            status = ask(client, method, path).status_code
            # an address that takes no GET (or POST) says so to everybody before it looks
            if status not in (404, 405):
                found.append(f"{method} {name}: {status}")
    assert found == []


@bound
def test_the_same_record_is_found_by_its_own_people(role, own, foreign, path_of):
    """The control: were the foreign record missing altogether, the test above would pass, too."""
    client = browser(foreign.members[role])
    lost = [
        name
        for name, row in _pages(role, of_records=True)
        if row.get != 404 and ask(client, "get", path_of(name, row, foreign)).status_code == 404
    ]
    assert lost == []


def test_an_act_shown_to_everybody_would_be_noticed(monkeypatch, own, foreign):
    """The control: without the first filter the page of the foreign act opens."""
    client = browser(own.members[Role.DEPARTMENT_OFFICER])
    page_of_act = f"/ru/department/acts/{foreign.keys['act']}/"
    assert ask(client, "get", page_of_act).status_code == 404
    monkeypatch.setattr(ActQuerySet, "visible_to", lambda rows, actor: rows.all())
    assert ask(client, "get", page_of_act).status_code == 200


@bound
@pytest.mark.parametrize("query", ["", "?view=all", "?export=csv"])
def test_no_list_names_what_belongs_to_others(role, query, own, foreign, path_of):
    client = browser(own.members[role])
    leaks = []
    for name, row in _pages(role, of_records=False):
        answer = ask(client, "get", path_of(name, row, own) + query)
        leaks += [f"{name}: {mark}" for mark in foreign.marks if mark in _body(answer)]
    assert leaks == []


@bound
def test_the_marks_would_be_seen_in_the_lists_of_their_own_people(role, own, foreign, path_of):
    client = browser(foreign.members[role])
    body = "".join(
        _body(ask(client, "get", path_of(name, row, foreign)))
        for name, row in _pages(role, of_records=False)
    )
    assert any(mark in body for mark in foreign.marks)


@bound
def test_the_bytes_of_others_documents_are_closed(role, own, foreign):
    client = browser(own.members[role])
    code = foreign.keys["code"]
    for name in ("document.pdf", "signed-bytes"):
        assert ask(client, "get", f"/verify/{code}/{name}").status_code in (403, 404)


@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.DEPARTMENT_OFFICER], ids=str)
def test_a_record_of_ones_own_does_not_open_a_part_of_anothers(role, own, foreign):
    """An own school's id in the address does not hand out a foreign school's file."""
    client, cabinet = browser(own.members[role]), BOUND[role]
    mixed = f"/ru/{cabinet}/schools/{own.keys['school']}/files/{foreign.keys['document']}/"
    assert ask(client, "get", mixed).status_code == 404


def test_every_record_page_names_the_kind_of_its_record():
    routes = every_address()
    nameless = [
        name
        for name, (cabinet, row) in lines().items()
        if cabinet and "<" in routes.get(name, "") and not (row.of or row.parts)
    ]
    assert nameless == []


def _body(answer) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode(errors="replace")
    return answer.content.decode(errors="replace")
