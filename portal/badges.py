"""Counts of the menu, kept for seconds: every page shows them, and each costs a query.

The desk itself always counts afresh. After a person's own POST the counts are forgotten, so that
what he just did is seen at once; what others did shows within :data:`KEPT_SECONDS`.
"""

import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from core.web.desk import Memo, badge_of
from core.workflow import Actor

KEPT_SECONDS = 20
_log = logging.getLogger(__name__)


def counts(actor: Actor, keys: Iterable[str], memo: Memo) -> dict[str, int]:
    """Key of a menu item → how many things wait under it."""
    place = _place(actor.membership_id)
    kept = _read(place)
    if kept is None:
        kept = {key: badge_of(key, actor, memo) for key in keys}
        _write(place, kept)
    return kept


class ForgetCountsMiddleware:
    """Drops the counts of whoever has just changed something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request; after a POST the next page counts afresh."""
        response = self._get_response(request)
        membership = getattr(request, "membership", None)
        if request.method == "POST" and membership is not None:
            try:
                caches[settings.COUNTS_CACHE].delete(_place(membership.pk))
            except (OSError, RedisError) as problem:
                _log.warning("menu counts were not forgotten: %s", problem)
        return response


def _place(membership_id: int | None) -> str:
    return f"menu-counts-{membership_id}"


def _read(place: str) -> dict[str, int] | None:
    try:
        return caches[settings.COUNTS_CACHE].get(place)
    except (OSError, RedisError) as problem:
        _log.warning("menu counts were not read: %s", problem)
        return None


def _write(place: str, found: dict[str, int]) -> None:
    try:
        caches[settings.COUNTS_CACHE].set(place, found, KEPT_SECONDS)
    except (OSError, RedisError) as problem:
        _log.warning("menu counts were not kept: %s", problem)
