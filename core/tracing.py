"""The id of the request (or task) being served, for history rows and log lines."""

import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The id of the work in hand; empty outside a request or task."""
    return _request_id.get()


def begin(given: str = "") -> str:
    """Start a piece of work and return its id."""
    identifier = given or uuid.uuid4().hex
    _request_id.set(identifier)
    return identifier
