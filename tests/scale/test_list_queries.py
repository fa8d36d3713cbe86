"""Every list of every cabinet asks few questions, however many rows it shows.

The region is seeded in miniature: all 137 schools with their applications, contracts and acts, but
few pupils. A list that asks for each row would need dozens of queries here.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from accounts.roles import CABINET_OF_ROLE
from core.web.addresses import reverse_or_none
from core.web.listing import ListPage
from portal.demo.cast import CAST
from portal.demo.plans import Scale, region_in_miniature
from portal.menus import MENUS
from tests.factories.demo import browser_of, seeded_demo

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
PAGE = 100
LISTS = sorted(
    {
        (identity.slug, item.url_name)
        for identity in CAST
        for group in MENUS.get(CABINET_OF_ROLE[identity.posts[0].role], ())
        for item in group
        if item.url_name.partition(":")[0] == CABINET_OF_ROLE[identity.posts[0].role]
    }
)


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("region")
    with (
        django_db_blocker.unblock(),
        seeded_demo(home, scale=Scale.REGION, plans=region_in_miniature(pupils=900)),
    ):
        yield


@pytest.fixture(autouse=True)
def menu_counts_are_kept(settings) -> None:
    """As in production: the first page counts, the next ones within seconds do not."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "counts": kept}


@pytest.mark.parametrize(("slug", "url_name"), LISTS)
def test_a_list_asks_at_most_fifteen_questions(region, slug, url_name):
    path = reverse_or_none(url_name)
    if path is None or not is_list(path):
        pytest.skip("not a list")
    client, _member = browser_of(slug)
    client.get(path)  # what is remembered for the process is asked once
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, {"view": "all", "per_page": PAGE})
    assert answer.status_code == 200
    told = [q["sql"][:160] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(told) <= MOST_QUERIES, "\n".join([f"{path} asks {len(told)} questions:", *told])


def is_list(path: str) -> bool:
    """Whether a ListPage answers there."""
    view = resolve(path).func
    while hasattr(view, "__wrapped__") and not hasattr(view, "view_class"):
        view = view.__wrapped__
    found = getattr(view, "view_class", None)
    return isinstance(found, type) and issubclass(found, ListPage)


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
