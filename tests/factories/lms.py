"""LMS vendors with a token."""

from dataclasses import dataclass

from accounts.models import Organisation
from lms_api.tokens import issue_token
from tests.factories.schools import lms_vendor


@dataclass(frozen=True)
class Vendor:
    """A vendor and the header it sends."""

    organisation: Organisation
    secret: str

    @property
    def headers(self) -> dict[str, str]:
        """For the test client."""
        return {"Authorization": f"Bearer {self.secret}"}


def vendor_with_token(name: str = "Kundelik demo") -> Vendor:
    """A vendor with a token in force."""
    organisation = lms_vendor(name)
    _token, secret = issue_token(vendor=organisation, name="test")
    return Vendor(organisation, secret)
