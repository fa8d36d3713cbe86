"""A vendor's sandbox from outside: its token and its pushes."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.models import Organisation
from core import clock
from core.periods import Month
from lms_api.models import Sandbox, SandboxPush
from lms_api.tokens import issue_token
from tests.factories.lms import Vendor


@dataclass(frozen=True)
class SandboxCaller:
    """Calls with a sandbox token."""

    secret: str

    @property
    def headers(self) -> dict[str, str]:
        """For the test client."""
        return {"Authorization": f"Bearer {self.secret}"}

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return Client().get(f"/api/lms/v1/{path}", headers=self.headers | _named(headers))

    def post(self, body: Any, query: str = "", *, path: str = "contingent", **headers: str) -> Any:
        """Push."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().post(
            f"/api/lms/v1/{path}{query}",
            raw,
            content_type="application/json",
            headers=self.headers | _named(headers),
        )


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): one for name, one in headers.items()}


def sandbox_of(vendor: Vendor) -> SandboxCaller:
    """A caller with a sandbox token of the vendor."""
    _token, secret = issue_token(vendor=vendor.organisation, name="sandbox", is_sandbox=True)
    return SandboxCaller(secret)


def school_number(number: int) -> str:
    """The id of a test school."""
    return f"9990000000000000{number:02d}"


def sandbox_push(vendor: Organisation) -> SandboxPush:
    """A push that stands in a vendor's sandbox."""
    sandbox, _made = Sandbox.objects.get_or_create(vendor=vendor)
    nothing = {"received": 0, "accepted": 0, "rejected": 0, "errors": [], "warnings": []}
    return SandboxPush.objects.create(
        sandbox=sandbox,
        school_id=school_number(1),
        kind="contingent",
        month=Month(2025, 10).first_day,
        revision=1,
        state="applied",
        answer=nothing | {"changes": {"added": 0, "removed": 0, "changed": 0}},
        later={"findings": []},
        received_at=clock.now(),
    )
