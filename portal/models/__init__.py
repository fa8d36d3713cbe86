"""Models of the portal room."""

from portal.models.channel import Channel, ChannelChoice, Contact, NoticeGroup
from portal.models.delivery import Delivery, DeliveryState
from portal.models.notification import Notification
from portal.models.setting_proposal import ProposalStatus, SettingProposal

__all__ = [
    "Channel",
    "ChannelChoice",
    "Contact",
    "Delivery",
    "DeliveryState",
    "NoticeGroup",
    "Notification",
    "ProposalStatus",
    "SettingProposal",
]
