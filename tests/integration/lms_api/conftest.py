"""A school, its vendor, and a client that speaks for the vendor."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.cast import cast
from tests.factories.lms import vendor_with_token
from tests.factories.schools import active_school, bind


@pytest.fixture(autouse=True)
def _own_buckets(settings):
    """Nobody else's calls count, also not those of a run before."""
    settings.LMS_LIMITS_PREFIX = uuid4().hex[:11]  # too short to look like an IIN


@pytest.fixture
def vendor(db):
    return vendor_with_token()


@pytest.fixture
def school(vendor):
    made = active_school(cast())
    bind(made, vendor.organisation)
    return made


@pytest.fixture
def post(vendor):
    """``post(body, query="", **headers)``: bytes go as they are, all else as JSON."""

    def send(body: Any, query: str = "", *, path: str = "contingent", **headers: str):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().post(
            f"/api/lms/v1/{path}{query}",
            raw,
            content_type=headers.pop("content_type", "application/json"),
            headers=vendor.headers | {k.replace("_", "-"): v for k, v in headers.items()},
        )

    return send


@pytest.fixture
def get(vendor):
    """``get("schools")`` for the vendor."""

    def ask(path: str, **headers: str):
        return Client().get(f"/api/lms/v1/{path}", headers=vendor.headers | headers)

    return ask
