"""Where lists get the filters that a person keeps: the room that knows people provides them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

_Provider = Callable[[HttpRequest], list[dict[str, Any]]]
_provider: list[_Provider] = []


def provide(function: _Provider) -> None:
    """Set the function that lists the kept filters of a request's list."""
    _provider[:] = [function]


def of(request: HttpRequest) -> list[dict[str, Any]]:
    """``label url current forget_url`` of each kept filter; nothing where nobody provides."""
    return _provider[0](request) if _provider else []
