"""People, the organisations they act for, and on what ground."""

from accounts.models.comment import Comment
from accounts.models.delegation import Delegation, DelegationStatus
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.saved_view import SavedView
from accounts.models.user import User

__all__ = [
    "Comment",
    "Delegation",
    "DelegationStatus",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "SavedView",
    "User",
]
