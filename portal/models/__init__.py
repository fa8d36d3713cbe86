"""Models of the portal room."""

from portal.models.channel import Channel, ChannelChoice, Contact, NoticeGroup
from portal.models.delivery import Delivery, DeliveryState
from portal.models.notification import Notification

__all__ = [
    "Channel",
    "ChannelChoice",
    "Contact",
    "Delivery",
    "DeliveryState",
    "NoticeGroup",
    "Notification",
]
