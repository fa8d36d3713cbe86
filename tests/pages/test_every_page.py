"""Every page of every role: in three languages, on a desk and on a phone.

Found by walking, not listed by hand; the access table says what has to be found. All findings of
all pages come in one report, which is also kept in ``test-results/pages/report.txt``.
``PAGE_SHOTS=folder`` keeps a picture of every look; ``PAGE_WIDTHS=other`` looks in Kazakh on a
phone and in English on a desk instead.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from accounts.roles import CABINET_OF_ROLE, Role
from tests.integration.access.table import DEMO, lines
from tests.journeys.house import House
from tests.pages.addresses import Page
from tests.pages.crawl import Walk, is_page
from tests.pages.inspection import OTHER_WIDTHS, WIDTHS, Looker

REPORT = Path("test-results/pages/report.txt")
_NOTHING_TO_MOVE = "no record of the fresh demo is in a state from which its people may move it"
_NOTHING_TO_SIGN = "nothing of the fresh demo awaits this signature; the journeys give it"
_NOT_MADE_YET = "the fresh demo has no such record; somebody has to make it first"
EXCEPTIONS = {
    "demo:esf": "no act of the fresh demo waits for its invoice",
    "finance:statement-line": "every line of the demo's statement has found its order",
    "department:delegation-revoke": "nobody there has delegated anything",
    "finance:delegation-revoke": "nobody there has delegated anything",
    "school:school-action": _NOTHING_TO_MOVE,
    "school:act-action": _NOTHING_TO_MOVE,
    "school:contract-action": _NOTHING_TO_MOVE,
    "school:duplicate-action": _NOTHING_TO_MOVE,
    "school:study-proof-action": _NOTHING_TO_MOVE,
    "department:distribution-action": _NOTHING_TO_MOVE,
    "department:duplicate-action": _NOTHING_TO_MOVE,
    "department:register-action": _NOTHING_TO_MOVE,
    "school:contract-sign": _NOTHING_TO_SIGN,
    "school:act-sign": _NOTHING_TO_SIGN,
    "department:register-sign": _NOTHING_TO_SIGN,
    "school:upload": _NOT_MADE_YET,
    "school:upload-marked": _NOT_MADE_YET,
    "school:upload-progress": _NOT_MADE_YET,
    "vendor:sandbox-push": _NOT_MADE_YET,
    "admin:setting-proposal-action": _NOT_MADE_YET,
}
"""Addresses where a fresh demo may have no page to show, and why."""


@pytest.fixture(scope="module")
def walk(house: House, chromium: Browser) -> Walk:
    """All pages, once."""
    found = Walk(house.base)
    found.everybody(chromium)
    return found


def test_nothing_is_wrong_on_any_page(walk: Walk, house: House, chromium: Browser) -> None:
    album = Path(os.environ["PAGE_SHOTS"]) if "PAGE_SHOTS" in os.environ else None
    looker = Looker(chromium, house.base, album=album)
    widths = OTHER_WIDTHS if os.environ.get("PAGE_WIDTHS") == "other" else WIDTHS
    looker.look_at(walk.pages, widths)
    report = looker.report()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(f"{len(walk.pages)} pages, {looker.looks} looks\n{report}\n")
    each = sum(map(len, widths.values()))
    assert looker.looks >= each * len(walk.pages) - len(looker.findings)
    assert not looker.findings, f"{len(looker.findings)} of {len(walk.pages)} pages:\n{report}"


def test_every_page_of_the_access_table_was_found(walk: Walk) -> None:
    missing = sorted(wanted() - found(walk), key=str)
    assert [f"{role} {name}" for role, name in missing if name not in EXCEPTIONS] == []


def test_every_exception_is_an_address() -> None:
    assert sorted(EXCEPTIONS.keys() - lines().keys() - DEMO.keys()) == []


def test_a_page_that_is_not_walked_to_would_be_missed(walk: Walk) -> None:
    """The control: forget one page, and it is named."""
    known = walk.visited.copy()
    walk.visited.discard((Role.AUDITOR, "auditor:act"))
    missing = wanted() - found(walk)
    walk.visited |= known
    assert (Role.AUDITOR, "auditor:act") in missing


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ("document.querySelector('h1').style.color = '#eee'", "color-contrast"),
        ("document.querySelector('main').style.minWidth = '700px'", "scrolls sideways"),
        ("console.error('lost')", "console: lost"),
    ],
    ids=["faint", "wide", "complaining"],
)
def test_a_spoiled_page_is_noticed(
    spoiled: str, told: str, house: House, chromium: Browser
) -> None:
    looker = Looker(chromium, house.base, before=spoiled)
    looker.look_at([Page(None, "", "verify", "/ru/verify/")], {"ru": (390,)})
    assert told in looker.report()


def wanted() -> set[tuple[Role | None, str]]:
    """Who must have seen what: the access table, and the windows of the demo."""
    people: list[Role | None] = [None, *Role]
    of_table = {
        (role, name)
        for role in people
        for name, (cabinet, row) in lines().items()
        if is_page(row, role, cabinet)
    }
    return of_table | {(role, name) for name, roles in DEMO.items() for role in roles}


def found(walk: Walk) -> set[tuple[Role | None, str]]:
    """What was seen: pages, and what turned out to be a file or data.

    Roles of one cabinet share its pages: what a colleague has records for counts for both.
    """
    seen = walk.visited | walk.not_pages
    return seen | {
        (role, name)
        for role in Role
        for one, name in seen
        if one is not None and CABINET_OF_ROLE[one] == CABINET_OF_ROLE[role]
    }
