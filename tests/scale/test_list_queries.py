"""Every list of every cabinet asks few questions, however many rows it shows.

The region is seeded in miniature: all 137 schools with their applications, contracts and acts, but
few pupils. A list that asks for each row would need dozens of queries here.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal import badges
from portal.demo.plans import Scale, region_in_miniature
from tests.factories.demo import browser_of, seeded_demo
from tests.factories.list_pages import list_pages

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
PAGE = 100
LISTS = [(one, slug) for one in list_pages() for slug in one.openers() or [""]]


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("region")
    with (
        django_db_blocker.unblock(),
        seeded_demo(home, scale=Scale.REGION, plans=region_in_miniature(pupils=900)),
    ):
        yield


@pytest.fixture(autouse=True)
def menu_counts_are_kept(settings, monkeypatch) -> None:
    """As in production: the first page counts, the next ones within seconds do not."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "counts": kept}
    monkeypatch.setattr(badges, "KEPT_SECONDS", 3600)


@pytest.mark.parametrize(("one", "slug"), LISTS, ids=lambda v: getattr(v, "url_name", v))
def test_a_list_asks_at_most_fifteen_questions(region, one, slug):
    path = one.path()
    assert path, f"the region has no record whose list is {one.url_name}"
    client = browser_of(slug)[0] if slug else Client()
    client.get(path)  # what is remembered for the process is asked once
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, {"view": "all", "per_page": PAGE})
    assert answer.status_code == 200
    told = [q["sql"][:160] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(told) <= MOST_QUERIES, "\n".join([f"{path} asks {len(told)} questions:", *told])


def test_the_officers_lists_are_long(region):
    """Otherwise the test above proves nothing."""
    from acts.models import Act
    from budget.models import FundingApplication
    from contracts.models import Contract
    from payments.models import PaymentOrder

    assert Act.objects.filter(region_id="79").count() >= 60
    assert Contract.objects.filter(region_id="79").count() == 121
    assert FundingApplication.objects.filter(region_id="79", intake__kind="main").count() == 133
    assert PaymentOrder.objects.count() >= 40
