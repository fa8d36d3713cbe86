"""The id of the request (or task) being served, for history rows and log lines."""

import time
import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_began: ContextVar[float | None] = ContextVar("began", default=None)


def request_id() -> str:
    """The id of the work in hand; empty outside a request or task."""
    return _request_id.get()


def begin(given: str = "") -> str:
    """Start a piece of work and return its id."""
    identifier = given or uuid.uuid4().hex
    _request_id.set(identifier)
    _began.set(time.perf_counter())
    return identifier


def seconds() -> float:
    """How long the work in hand has taken so far; 0 outside a request or task."""
    began = _began.get()
    return 0.0 if began is None else time.perf_counter() - began
