"""Watches every test for a full IIN where none may stand: addresses, logs, queue messages, Redis.

A BIN has a digit from 4 to 6 in the fifth place, an IIN a day of the month: they cannot be taken
for each other.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote_plus

import redis
from celery.signals import before_task_publish
from django.conf import settings
from django.core.signals import request_started

from core.identifiers import Iin, InvalidIdentifier

_TWELVE_DIGITS = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_MADE_UP = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}")
"""UUIDs and digests: once in some ten thousand, twelve digits in them are somebody's IIN."""


def personal_numbers(text: str) -> list[str]:
    """Return the valid IINs that stand in the text in full."""
    read = _MADE_UP.sub(" ", text)
    return [digits for digits in _TWELVE_DIGITS.findall(read) if _is_iin(digits)]


def _is_iin(digits: str) -> bool:
    try:
        Iin.parse(digits)
    except InvalidIdentifier:
        return False
    return True


class Traces(logging.Handler):
    """What one test let out: the place and the text. A test that does so on purpose clears it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.marks: tuple[str, ...] = ()

    def clear(self) -> None:
        """Forget what was found: the test meant it."""
        self.found.clear()

    def note(self, place: str, text: str) -> None:
        """Remember the text when it has a full IIN, or a name that the test marked."""
        if personal_numbers(text) or any(mark in text for mark in self.marks):
            self.found.append(f"{place}: {text[:300]}")

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line of the log."""
        self.note(f"log of {record.name}", record.getMessage())

    def request(self, environ: dict[str, object] | None = None, **_kwargs: object) -> None:
        """Look at the address that a client asks for."""
        environ = environ or {}
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        self.note("address", unquote_plus(f"{path}?{query}"))

    def message(self, body: object = None, headers: object = None, **_kwargs: object) -> None:
        """Look at a message for the worker."""
        self.note("queue", json.dumps([body, headers], default=str, ensure_ascii=False))


@contextmanager
def watched() -> Iterator[Traces]:
    """Watch logs, requested addresses and queue messages."""
    traces = Traces()
    logging.getLogger().addHandler(traces)
    request_started.connect(traces.request)
    before_task_publish.connect(traces.message)
    try:
        yield traces
    finally:
        logging.getLogger().removeHandler(traces)
        request_started.disconnect(traces.request)
        before_task_publish.disconnect(traces.message)


def numbers_in_redis() -> list[str]:
    """Return the keys of Redis that are or hold a full IIN; nothing where no server answers."""
    found = []
    try:
        with redis.Redis.from_url(settings.REDIS_URL) as broker:
            for key in broker.scan_iter(count=1000):
                content = b"\n".join([key, *_held(broker, key)]).decode("latin-1")
                if personal_numbers(content):
                    found.append(key.decode(errors="replace"))
    except redis.RedisError:
        return []
    return found


def _held(broker: redis.Redis, key: bytes) -> list[bytes]:
    """What a key holds, as it was written: a dump is packed, which tears numbers and makes some."""
    kind = broker.type(key)
    if kind == b"list":
        return broker.lrange(key, 0, -1)
    if kind == b"hash":
        return [part for pair in broker.hgetall(key).items() for part in pair]
    if kind == b"set":
        return list(broker.smembers(key))
    if kind == b"zset":
        return broker.zrange(key, 0, -1)
    return [(broker.get(key) if kind == b"string" else broker.dump(key)) or b""]
