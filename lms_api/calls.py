"""The frame of every call: token, limit, method, refusals as problems, a line in the log."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from lms_api import request_log
from lms_api.limits import count_call
from lms_api.models import VendorToken
from lms_api.problems import Problem
from lms_api.request_log import PushAnswer
from lms_api.tokens import token_of

Call = Callable[..., HttpResponse]
_JSON = "application/json"
# waited too long for a lock; chosen as the victim of a deadlock: nothing was written
_COME_AGAIN = frozenset({"55P03", "40P01"})
_STAND_INS: dict[str, Call] = {}
_log = logging.getLogger(__name__)


def call(method: str) -> Callable[[Call], Call]:
    """Make a function ``(request, token, …)`` a call of the API."""

    def framed(function: Call) -> Call:
        @csrf_exempt
        @wraps(function)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            token = None
            try:
                check_method(request, method)
                token = _token(request)
                count_call(f"{'sandbox' if token.is_sandbox else 'vendor'}:{token.vendor_id}")
                work = _stand_in(function.__name__) if token.is_sandbox else function
                given = work(request, token, *args, **kwargs)
            except Problem as problem:
                given = problem.response(request)
            except OperationalError as fault:
                if getattr(fault.__cause__, "sqlstate", "") not in _COME_AGAIN:
                    raise
                busy = Problem(429, "BUSY", "This month is being written.", Retry_After="1")
                given = busy.response(request)
            if token is not None and not getattr(given, "is_noted", False):
                _note(request, given, token)
            return given

        return answer

    return framed


def in_sandbox(name: str) -> Callable[[Call], Call]:
    """Make a function what a sandbox token gets instead of the call of this name."""

    def kept(function: Call) -> Call:
        _STAND_INS[name] = function
        return function

    return kept


def _stand_in(name: str) -> Call:
    """Never the call itself: what has no stand-in does not exist in the sandbox.

    :raises Problem: 404
    """
    if name not in _STAND_INS:
        raise Problem(404, "CALL", "There is no such call. See /api/lms/v1/docs.")
    return _STAND_INS[name]


def check_method(request: HttpRequest, method: str) -> None:
    """Refuse another method.

    :raises Problem: 405
    """
    if request.method != method:
        raise Problem(405, "METHOD", f"This call is {method}.", Allow=method)


def json_answer(body: Any, status: int = 200) -> HttpResponse:
    """UTF-8 JSON; never cached on the way."""
    answer = HttpResponse(msgspec.json.encode(body), status=status, content_type=_JSON)
    answer["Cache-Control"] = "no-store"
    return answer


def push_answer(body: dict[str, Any], status: int) -> PushAnswer:
    """The same for a push, with its counts for the log."""
    answer = PushAnswer(msgspec.json.encode(body), status=status, content_type=_JSON)
    answer["Cache-Control"] = "no-store"
    number = body["submission_id"]
    answer.counts = (body["received"], body["rejected"], int(number) if number else None)
    return answer


def flag(request: HttpRequest, name: str) -> bool:
    """A query flag.

    :raises Problem: 400 neither true nor false
    """
    value = request.GET.get(name, "false").lower()
    if value not in ("true", "false", "1", "0"):
        raise Problem(400, "QUERY", f"{name} is true or false.")
    return value in ("true", "1")


def _token(request: HttpRequest) -> VendorToken:
    token = token_of(request.headers.get("Authorization", ""))
    if token is None:
        raise Problem(
            401,
            "TOKEN",
            "Send Authorization: Bearer with a token in force.",
            WWW_Authenticate='Bearer realm="OrtaBilim LMS API"',
        )
    return token


def _note(request: HttpRequest, given: HttpResponse, token: VendorToken) -> None:
    try:
        request_log.note(request, given, vendor_id=token.vendor_id, is_sandbox=token.is_sandbox)
    except DatabaseError:  # a lost line of the log must not lose the answer
        _log.warning("a line of the request log was not written")
