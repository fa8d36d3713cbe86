"""Requests that schemathesis makes out of the description, led to a school that exists.

Left alone, nearly every made-up request names a school that nobody granted and an IIN that cannot
be; so the id of the school and, in right requests, the IINs are put in place before the call.
"""

import datetime as dt
import zlib
from functools import cache
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from core.identifiers import check_digit
from lms_api.openapi.document import document
from tests.contract.lms_api.closed import closed

# partial pushes answer 200 to a request with one wrong row, and name it
_REFUSED = ["400", "401", "404", "405", "406", "409", "413", "415", "422", "429"]
_ACCEPTED = ["2xx", "401", "404", "409", "422", "429"]
_ADULT, _CHILD = dt.date(1985, 1, 1), dt.date(2014, 5, 12)


def described(told: dict[str, Any] | None = None, *, with_bounds: bool = True) -> Any:
    """The description, bound to this application.

    :param with_bounds: make lists of ten thousand rows and of one more, too
    """
    config = SchemathesisConfig.from_dict(
        {
            # the token is the test's own: a request without one is another test
            "generation": {"with-security-parameters": False},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": _ACCEPTED},
                "negative_data_rejection": {"expected-statuses": _REFUSED},
            },
        }
    )
    strict = closed(told or document())
    if not with_bounds:
        for shape in strict["components"]["schemas"].values():
            for inner in shape.get("properties", {}).values():
                inner.pop("maxItems", None)
    made = schemathesis.openapi.from_dict(strict, config=config)
    made.app = get_wsgi_application()
    return made


def bounded(examples: int) -> settings:
    """The same examples in every run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def is_right(case: Any) -> bool:
    """Whether the request was made to fit the description."""
    return case.meta is None or case.meta.generation.mode == GenerationMode.POSITIVE


def lead(case: Any, *, school_ids: list[str], credentials: dict[str, str]) -> None:
    """Name a school that exists; in a right request also people who can be, each once."""
    if is_right(case):
        # for JSON Schema 5.0 is an integer; the description says in words that here it is none
        case.body = _whole(case.body)
    body = case.body
    if not isinstance(body, dict):
        return
    if "grant_type" in body:
        if is_right(case) and len(body["client_id"]) % 2:
            body |= credentials
        return
    named = body.get("school_id")
    if isinstance(named, str):
        number = zlib.crc32(named.encode("utf-8", "replace"))
        body["school_id"] = school_ids[number % len(school_ids)]
    if not is_right(case):
        return
    for list_name, born in (("pupils", _CHILD), ("teachers", _ADULT)):
        for place, row in enumerate(body.get(list_name, ())):
            day, row["iin"] = _people(born, place)
            if "birth_date" in row:
                row["birth_date"] = day.isoformat()


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return value


@cache
def _people(born: dt.date, number: int) -> tuple[dt.date, str]:
    """Birth date and IIN of nobody; another number is somebody else."""
    day, serial = born + dt.timedelta(days=number // 900), number % 900 * 8
    while True:
        head = f"{day:%y%m%d}{3 if born.year < 2000 else 5}{serial:04d}"
        control = check_digit(head)
        if control is not None:
            return day, head + str(control)
        serial += 1
