"""What the product asks of SMS 1414.

The gateway's own description is not public: this contract is declared by us (assumption) and the
emulator speaks the same.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from integrations.http import Patience

SOURCE = "sms1414"
SENDER = "1414"


class SmsFate(StrEnum):
    """How far the gateway brought a message."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SmsReceipt:
    """The gateway took the message, or had taken it before under the same reference."""

    message_id: str
    fate: SmsFate


class SmsGateway(Protocol):
    """Send short messages and ask after them."""

    def send(
        self, *, phone: str, text: str, reference: str, now: dt.datetime, patience: Patience
    ) -> SmsReceipt:
        """Send one message; the same ``reference`` again sends nothing twice.

        :param phone: ``+77XXXXXXXXX``
        :param text: no personal data: it crosses networks in the clear
        :raises integrations.errors.Rejected: the number or the text is not accepted
        :raises integrations.errors.RegistryError: no usable answer
        """

    def fate(self, message_id: str, *, now: dt.datetime, patience: Patience) -> SmsFate:
        """How far a message came.

        :raises integrations.errors.NotFound: the gateway does not know the message
        :raises integrations.errors.RegistryError: no usable answer
        """
