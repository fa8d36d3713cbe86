"""Every list and the search ask the database few questions; every list's file holds words only."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Organisation
from core import clock, settings_book
from core.models import DatedSetting
from core.web import listing
from integrations.models import Outage
from lms_api.models import RequestLog
from portal import badges
from portal.demo.cast import CAST, bin_of
from portal.demo.plans import Scale, school_plans
from portal.models import SettingProposal
from schools.models import School
from tests.factories.demo import browser_of, seeded_demo
from tests.factories.list_pages import KnownList, list_pages

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
FEW, MANY = 1, 3
_MARKUP = re.compile(r"</?[a-z]+[ >]|&[a-z]+;|&#")
SHORT_IN_THE_SMALL_DEMO = {
    "portal:statistics-reserve",
    "school:delegations",
    "school:uploads",
    "department:delegations",
    "department:registers",
    "finance:delegations",
    "finance:statements",
    "finance:statement",
}
"""Lists of which nobody sees two rows here; a list that grows out of this set fails the test."""


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        seeded_demo(home, scale=Scale.SMALL, plans=school_plans(Scale.SMALL)),
    ):
        _lengthen()
        yield


def _lengthen() -> None:
    """One owner gets the schools of two regions; rows for the lists that the demo leaves empty."""
    owner = next(one for one in CAST if one.slug == "school-head")
    School.objects.filter(region_id__in=("19", "61")).update(
        organisation=Organisation.objects.get(bin=bin_of(owner.posts[0]))
    )
    engineer = next(one for one in CAST if one.slug == "lms-engineer")
    vendor = Organisation.objects.get(bin=bin_of(engineer.posts[0]))
    RequestLog.objects.bulk_create(
        RequestLog(
            vendor=vendor, at=clock.now(), method="GET", call="/schools", status=200, took_ms=4
        )
        for _one in range(MANY)
    )
    moment = clock.now()
    Outage.objects.bulk_create(
        Outage(source="kgd", began_at=moment, last_failed_at=moment, ended_at=moment, failures=3)
        for _one in range(MANY)
    )
    member = Membership.objects.get(user__username="administrator")
    known = DatedSetting.objects.earliest("pk")
    SettingProposal.objects.bulk_create(
        SettingProposal(
            key=known.key,
            value=known.value,
            since=clock.today() + dt.timedelta(days=one),
            source="-",
            mark=known.status,
            proposed_by=member,
            proposed_at=moment,
        )
        for one in range(MANY)
    )


@pytest.fixture(autouse=True)
def menu_counts_are_kept(settings, monkeypatch) -> None:
    """As in production: the first page counts, the next ones within seconds do not."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "counts": kept}
    monkeypatch.setattr(badges, "KEPT_SECONDS", 3600)
    # read again every ten seconds: on a slow machine between the two pages that are compared
    monkeypatch.setattr(settings_book, "_CACHE_SECONDS", 3600)


@pytest.fixture(autouse=True)
def pages_may_be_short(monkeypatch) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZES", (*listing.PAGE_SIZES, FEW, MANY))


def questions(client: Client, path: str, query: dict[str, object]) -> tuple[list[str], int]:
    """What a page asks when its address was opened before, and how many rows it shows."""
    client.get(path, query)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, query)
    assert answer.status_code == 200
    told = [q["sql"][:200] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    table = answer.context.get("table")
    return told, len(table.paginated_rows) if table else 0


def browser(slug: str) -> Client:
    return browser_of(slug)[0] if slug else Client()


@pytest.mark.parametrize("one", list_pages(), ids=lambda one: one.url_name)
def test_a_list_asks_few_questions_and_no_more_for_three_times_the_rows(demo, one: KnownList):
    path = one.path()
    assert path, f"the demo has no record whose list is {one.url_name}"
    compared = 0
    for slug in one.openers() or [""]:
        client = browser(slug)
        few, shown_few = questions(client, path, {"view": "all", "per_page": FEW})
        many, shown_many = questions(client, path, {"view": "all", "per_page": MANY})
        told = "\n".join([f"{path} for {slug}", *few, f"{shown_few} → {shown_many}", *many])
        assert len(many) <= MOST_QUERIES, told
        if shown_many > shown_few:
            compared += 1
            assert len(many) == len(few), told
    assert (compared == 0) == (one.url_name in SHORT_IN_THE_SMALL_DEMO)


@pytest.mark.parametrize("one", list_pages(), ids=lambda one: one.url_name)
def test_the_file_of_a_list_holds_its_rows_and_no_markup(demo, one: KnownList):
    path = one.path()
    for slug in one.openers() or [""]:
        client, query = browser(slug), {"view": "all"}
        page = client.get(path, query).context["totals"]
        answer = client.get(path, {**query, "export": "csv"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        _heading, *rows = csv.reader(io.StringIO(text))
        assert len(rows) == page["count"], (path, slug)
        assert [cell for row in rows for cell in row if _MARKUP.search(cell)] == [], (path, slug)


@pytest.mark.parametrize(
    ("cabinet", "slug"),
    [
        ("school", "school-head"),
        ("department", "turkistan-officer"),
        ("finance", "finance-operator"),
        ("auditor", "auditor"),
    ],
)
@pytest.mark.parametrize("text", ["", "2025", "61", "школа", "ша-2025-10"])
def test_the_search_asks_at_most_fifteen_questions(demo, cabinet, slug, text) -> None:
    told, _rows = questions(browser(slug), reverse(f"{cabinet}:search"), {"q": text})
    assert len(told) <= MOST_QUERIES, "\n".join([f"{len(told)} questions", *told])


def test_a_list_that_asks_for_each_row_is_seen(demo, monkeypatch) -> None:
    """The comparison above would not let it pass."""
    from schools.views.department import RegisterPage

    everything = RegisterPage.get_queryset
    monkeypatch.setattr(
        RegisterPage,
        "get_queryset",
        lambda page: everything(page).select_related(None).prefetch_related(None),
    )
    assert School.objects.filter(region_id="79").count() >= MANY
    client, path = browser("department-officer"), reverse("department:schools")
    few, _shown = questions(client, path, {"view": "all", "per_page": FEW})
    many, _shown = questions(client, path, {"view": "all", "per_page": MANY})
    assert len(many) > len(few)
