"""People, the organisations they act for, and on what ground."""

from accounts.models.delegation import Delegation, DelegationStatus
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User

__all__ = [
    "Delegation",
    "DelegationStatus",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "User",
]
