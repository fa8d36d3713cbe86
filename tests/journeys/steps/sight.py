"""The pages that people open most, looked at in Russian on a desk and on a phone.

All pages of all roles in three languages: ``make test-pages``.
"""

import re

from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.pages.addresses import Page
from tests.pages.crawl import sign_in
from tests.pages.inspection import DESK, PHONE, Looker

_LISTS = [
    ("", "/ru/"),
    ("", "/ru/account/sign-in/"),
    ("", "/ru/statistics/"),
    ("school-head", "/ru/school/"),
    ("department-officer", "/ru/department/"),
    ("turkistan-officer", "/ru/department/acts/?view=all"),
]
_FIRST_OF = [
    ("school-head", "/ru/school/schools/", ""),
    ("school-head-turkistan", "/ru/school/acts/?view=all", "?tab=pupils"),
    ("school-head-turkistan", "/ru/school/contracts/?view=all", ""),
    ("department-officer", "/ru/department/applications/?view=all", "?tab=checks"),
    ("turkistan-officer", "/ru/department/registers/?view=all", ""),
    ("finance-operator", "/ru/finance/payments/?view=all", ""),
    ("lms-engineer", "/ru/vendor/submissions/", ""),
]


def most_opened_pages_are_sound(house: House, browser: Browser) -> None:
    """Axe finds nothing, nothing scrolls sideways down to 320 px, no console complains."""
    looker = Looker(browser, house.base)
    pages = [Page(None, slug, path, path) for slug, path in _LISTS]
    for slug, path, tab in _FIRST_OF:
        record = _first_record(browser, house.base, slug, path)
        pages.append(Page(None, slug, path, record + tab))
    looker.look_at(pages, {"ru": (DESK, PHONE)})
    assert looker.looks == 2 * len(pages), looker.report()
    assert not looker.findings, looker.report()


def _first_record(browser: Browser, base: str, slug: str, path: str) -> str:
    """The address of the first record of a list."""
    context = browser.new_context(locale="ru-RU")
    sign_in(context.request, base, slug)
    body = context.request.get(base + path).text()
    context.close()
    found = re.search(rf'href="({re.escape(path.split("?")[0])}\d+/)', body)
    assert found is not None, f"{slug}: no record in {path}"
    return found[1]
