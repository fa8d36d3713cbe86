"""Health of the process and of what it needs, for machines; no sign-in, no details.

`live` only says that the process answers. `ready` tries the database, the broker, the worker's
heartbeat and, where one is configured, the registry emulator; the cause of a failure is logged.
"""

import logging
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortabilim import heartbeat

log = logging.getLogger(__name__)


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process runs."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every check passes, 503 otherwise."""
    checks = {name: _outcome(name, check) for name, check in _checks().items()}
    good = all(outcome == "ok" for outcome in checks.values())
    return JsonResponse(
        {"status": "ok" if good else "unavailable", "checks": checks}, status=200 if good else 503
    )


def _checks() -> dict[str, Callable[[], bool]]:
    """Return the checks of this installation; each returns False or raises when it fails."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "broker": _broker_answers,
        "worker": _worker_is_alive,
    }
    if getattr(settings, "REGISTRY_EMULATOR_URL", ""):
        checks["emulator"] = _emulator_answers
    return checks


def _outcome(name: str, check: Callable[[], bool]) -> str:
    try:
        good = check()
    except Exception as problem:
        # Any driver may raise its own kind; the reason is for the log, never for the stranger.
        log.warning("health check %s failed: %s", name, type(problem).__name__)
        return "failed"
    return "ok" if good else "failed"


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _broker_answers() -> bool:
    with heartbeat.connect(url=settings.REDIS_URL) as client:
        return bool(client.ping())


def _worker_is_alive() -> bool:
    age = heartbeat.age(url=settings.REDIS_URL)
    return age is not None and age < heartbeat.FRESH_SECONDS


def _emulator_answers() -> bool:
    """Test that the emulator takes connections; its pages are registries, not a health check."""
    address = urlsplit(settings.REGISTRY_EMULATOR_URL)
    where = (address.hostname or "", address.port or 80)
    with socket.create_connection(where, timeout=heartbeat.ANSWER_SECONDS):
        return True
