"""Lists of a school's month ask few questions, with an act and without, and no more for more."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acts.selectors.limits import money_for
from core import settings_book
from core.web import listing
from lms_api.months import lines, pupils_page
from lms_api.tokens import issue_token
from portal import badges
from schools.models import StudyType
from tests.factories.acts import pupil
from tests.factories.contingent import OCTOBER
from tests.factories.learning import catalogue, teacher_row, teachers_body
from tests.integration.lms_api.months.conftest import row_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
FEW, MANY = 2, 6


@pytest.fixture(autouse=True)
def menu_counts_are_kept(monkeypatch):
    """They, and the settings, are kept for seconds: a page that reads them is not the usual one."""
    monkeypatch.setattr(badges, "counts", lambda actor, keys, memo: {})
    monkeypatch.setattr(settings_book, "_CACHE_SECONDS", 3600)


@pytest.fixture(autouse=True)
def pages_may_be_short(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZES", (*listing.PAGE_SIZES, FEW, MANY))


@pytest.fixture
def delivered(house):
    """Pupils of special types among them: a paper is looked for."""
    people = [pupil() for _ in range(MANY)]
    rows = [
        row_of(one, **({"study_type": StudyType.HOME} if place % 2 else {}))
        for place, one in enumerate(people)
    ]
    house.push(rows[:FEW])
    house.more = lambda: house.push(rows)
    return house


def told(browser, url, per_page=MANY, query=""):
    """What a page asks when its address was opened before, and how many rows it shows."""
    url = f"{url}?per_page={per_page}{query}"
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(url)
    assert answer.status_code == 200
    questions = [one["sql"][:200] for one in asked.captured_queries]
    return questions, len(answer.context["table"].paginated_rows)


@pytest.mark.parametrize("person", ["aigerim", "bolat"])
@pytest.mark.parametrize("query", ["", "&view=refused", "&study_type=home&grade=5&q=1"])
@pytest.mark.parametrize("formed", [False, True], ids=["before the act", "with an act"])
def test_pupils_of_a_month(delivered, person, query, formed):
    if formed:
        delivered.act()
    cabinet = "school" if person == "aigerim" else "department"
    url = delivered.url("months/2025-10/", cabinet)
    few, shown_few = told(delivered.browser(person), url, query=query)
    assert len(few) <= MOST_QUERIES, "\n".join(few)
    delivered.more()
    many, shown_many = told(delivered.browser(person), url, query=query)
    assert len(many) == len(few), "\n".join([*few, "→", *many])
    if not query:
        assert (shown_few, shown_many) == (FEW, MANY)


def test_pupils_of_a_month_that_no_contract_covers(delivered):
    questions, _shown = told(delivered.browser("aigerim"), delivered.url("months/2025-06/"))
    assert len(questions) <= MOST_QUERIES, "\n".join(questions)


def test_teachers_of_a_month(house):
    catalogue()
    _token, secret = issue_token(vendor=house.school.lms_bindings.get().vendor, name="test")
    rows = [teacher_row() for _ in range(MANY)]

    def send(some):
        answer = Client().post(
            "/api/lms/v1/teachers", json.dumps(teachers_body(house.school, some, month=10)),
            content_type="application/json", headers={"Authorization": f"Bearer {secret}"},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content

    url, counted = house.url("months/2025-10/teachers/"), []
    for some in (rows[:FEW], rows):
        send(some)
        questions, shown = told(house.browser("aigerim"), url)
        assert shown == len(some)
        assert len(questions) <= MOST_QUERIES, "\n".join(questions)
        counted.append(len(questions))
    assert counted[0] == counted[1]


def test_a_page_that_asks_for_each_row_is_seen(delivered, monkeypatch):
    """The control: without the person beside the row the comparison above fails."""
    whole = pupils_page.PupilsPage.get_queryset
    monkeypatch.setattr(
        pupils_page.PupilsPage,
        "get_queryset",
        lambda page: whole(page).select_related(None),
    )
    url = delivered.url("months/2025-10/")
    few, _shown = told(delivered.browser("aigerim"), url)
    delivered.more()
    many, _shown = told(delivered.browser("aigerim"), url)
    assert len(many) > len(few)


def test_what_is_read_with_the_contract_is_what_is_asked_for_apart(delivered):
    """One question for the money and the act's existence says what each alone would say."""
    contract = lines.contract_of(delivered.school, OCTOBER)
    assert (contract.money_tiyn, contract.has_act) == (
        money_for(contract=contract, month=OCTOBER),
        False,
    )
    act = delivered.act()
    contract = lines.contract_of(delivered.school, OCTOBER)
    assert contract.has_act
    assert contract.money_tiyn == money_for(contract=contract, month=OCTOBER)
    assert money_for(contract=contract, month=OCTOBER, act_id=act.pk) > contract.money_tiyn
