"""Records of the portal itself."""

from portal.models.notification import Notification

__all__ = ["Notification"]
