"""The two worlds that a token may reach, for requests made out of the description."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from lms_api.clients import make_client
from tests.contract.lms_api.generated import lead
from tests.factories.cast import cast
from tests.factories.learning import catalogue
from tests.factories.lms import vendor_with_token
from tests.factories.sandbox import sandbox_of, school_number
from tests.factories.schools import active_school, bind


@dataclass(frozen=True)
class World:
    """A token's header, the schools that requests are led to, and credentials."""

    headers: dict[str, str]
    school_ids: list[str]
    credentials: dict[str, str]

    def check(self, case: Any) -> None:
        """Send a request and hold the answer against the description."""
        lead(case, school_ids=self.school_ids, credentials=self.credentials)
        answer = case.call_and_validate(headers=self.headers)
        assert answer.status_code != 401 or case.operation.path.endswith("/token")


@pytest.fixture(autouse=True)
def personal_traces() -> None:
    """Not watched here: a made-up number in a made-up address may by chance be somebody's IIN."""


@pytest.fixture(params=["live", "sandbox"])
def world(request: Any, db: None, settings: Any) -> Iterator[World]:
    """A vendor's token of one kind. Requests through WSGI keep the test's connection."""
    settings.LMS_LIMITS_PREFIX = uuid4().hex[:11]  # too short to look like an IIN
    settings.LMS_CALLS_A_MINUTE = 10**9
    settings.ALLOWED_HOSTS = ["*"]
    catalogue()
    vendor = vendor_with_token()
    school = active_school(cast())
    bind(school, vendor.organisation)
    key, secret = make_client(vendor=vendor.organisation, name="generated")
    credentials = {"client_id": key.client_id, "client_secret": secret}
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    if request.param == "sandbox":
        schools = [*(school_number(one) for one in range(1, 9)), school.school_id]
        yield World(sandbox_of(vendor).headers, schools, credentials)
    else:
        schools = [school.school_id, school.school_id, school_number(1)]
        yield World(vendor.headers, schools, credentials)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
