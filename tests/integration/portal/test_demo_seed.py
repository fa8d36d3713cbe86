"""The small demo: everybody of the cast has work, money holds, a second seeding changes nothing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from accounts.models import User
from accounts.roles import CABINET_OF_ROLE
from core.models import Job, JobState, OutboxEvent
from core.web.desk import Waiting, figures_of, works_of
from portal.demo.cast import CAST
from portal.demo.plans import Scale, school_plans
from tests.factories.demo import browser_of, seeded_demo

pytestmark = pytest.mark.django_db
WORKING = [
    one for one in CAST if CABINET_OF_ROLE[one.posts[0].role] in ("school", "department", "finance")
]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        seeded_demo(home, scale=Scale.SMALL, plans=school_plans(Scale.SMALL)),
    ):
        yield


@pytest.mark.parametrize("identity", WORKING, ids=lambda one: one.slug)
def test_everybody_who_works_in_a_cabinet_finds_work_on_the_desk(demo, identity):
    client, member = browser_of(identity.slug)
    cabinet = CABINET_OF_ROLE[member.role]
    page = client.get(f"/ru/{cabinet}/")
    assert page.status_code == 200
    works = works_of(cabinet, member.as_actor(), {})
    assert works, f"nothing waits for {identity.slug}"
    text = page.content.decode()
    assert any(str(work["title"]) in text for work in works)


@pytest.mark.parametrize(
    "identity", [one for one in CAST if one not in WORKING], ids=lambda one: one.slug
)
def test_everybody_else_has_a_desk(demo, identity):
    client, member = browser_of(identity.slug)
    assert client.get(reverse(f"{CABINET_OF_ROLE[member.role]}:desk")).status_code == 200


@pytest.mark.parametrize("identity", CAST, ids=lambda one: one.slug)
def test_a_figure_of_the_desk_opens_the_very_records_it_counts(demo, identity):
    client, member = browser_of(identity.slug)
    cabinet = CABINET_OF_ROLE[member.role]
    told = [(work["url"], work["waiting"]) for work in works_of(cabinet, member.as_actor(), {})]
    told += [
        (one["url"], Waiting(one["count"], one["tiyn"]))
        for one in figures_of(cabinet, member.as_actor())
    ]
    for url, counted in told:
        page = client.get(url)
        assert page.status_code == 200, url
        if (totals := page.context.get("totals")) is None:
            continue
        assert totals["count"] == counted.count, url
        if page.context["show_total"] and counted.tiyn is not None:
            assert totals["tiyn"] == counted.tiyn, url


def test_the_invariants_hold(demo):
    call_command("verify_invariants")


def test_nothing_is_left_in_the_queues(demo):
    assert not OutboxEvent.objects.filter(done_at__isnull=True).exists()
    left = Job.objects.filter(state=JobState.QUEUED).values_list("kind", flat=True)
    assert list(left) == []


def test_a_second_seeding_changes_nothing(demo, settings):
    from core.models import NumberSeries

    NumberSeries.objects.create(name="demo-seeded-small", last=len(school_plans(Scale.SMALL)))
    settings.DEMO = True
    call_command("seed_demo", "--scale", "small")
    before = counts()
    call_command("seed_demo", "--scale", "small")
    assert counts() == before


def counts() -> dict[str, int]:
    """Rows of every table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
    assert found["accounts_user"] == User.objects.count()
    return found
