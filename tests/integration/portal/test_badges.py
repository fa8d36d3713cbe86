"""The menu's counts: kept for seconds, forgotten after one's own move."""

import pytest
from django.test import Client

from portal import badges
from tests.factories.cast import cast
from tests.integration.payments.pages import signed_in

pytestmark = pytest.mark.django_db
KEY = "department:acts"


@pytest.fixture
def kept(settings):
    settings.CACHES = {
        **settings.CACHES,
        "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []
    monkeypatch.setattr(badges, "badge_of", lambda key, actor, memo: asked.append(1) or len(asked))
    return asked


def test_a_second_page_does_not_count_again(kept, monkeypatch):
    asked = counted(monkeypatch)
    actor = cast().actor("bolat")
    first = badges.counts(actor, [KEY], {})
    assert badges.counts(actor, [KEY], {}) == first
    assert len(asked) == 1


def test_without_the_cache_every_page_counts(monkeypatch):
    asked = counted(monkeypatch)
    actor = cast().actor("bolat")
    badges.counts(actor, [KEY], {})
    badges.counts(actor, [KEY], {})
    assert len(asked) == 2


def test_counts_of_one_are_not_those_of_another(kept, monkeypatch):
    counted(monkeypatch)
    people = cast()
    assert badges.counts(people.actor("bolat"), [KEY], {}) != badges.counts(
        people.actor("gulnar"), [KEY], {}
    )


def test_an_own_move_forgets_the_counts(kept, monkeypatch):
    asked = counted(monkeypatch)
    people = cast()
    client: Client = signed_in(people.bolat)
    actor = people.actor("bolat")
    badges.counts(actor, [KEY], {})
    client.post("/ru/account/profile/", {})
    before = len(asked)
    badges.counts(actor, [KEY], {})
    assert len(asked) > before
