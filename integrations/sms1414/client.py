"""SMS 1414 over ШЭП. The same client talks to the gateway and to the emulator."""

import datetime as dt
from dataclasses import dataclass

from integrations.breaker import Breaker
from integrations.calling import ask
from integrations.http import Patience
from integrations.shep import ShepChannel
from integrations.sms1414 import wire
from integrations.sms1414.port import SmsFate, SmsReceipt


@dataclass(slots=True)
class ShepSmsGateway:
    """Send short messages through the state gateway."""

    channel: ShepChannel
    breaker: Breaker

    def send(
        self, *, phone: str, text: str, reference: str, now: dt.datetime, patience: Patience
    ) -> SmsReceipt:
        """Send one message; a repeated attempt carries the same reference."""

        def attempt() -> SmsReceipt:
            answer = self.channel.send(
                service_id=wire.SERVICE_ID,
                data=wire.build_send(phone=phone, text=text, reference=reference, now=now),
                now=now,
                patience=patience,
            )
            return wire.read_receipt(answer.data, reference=reference, raw=answer.raw)

        return ask(self.breaker, patience, attempt)

    def fate(self, message_id: str, *, now: dt.datetime, patience: Patience) -> SmsFate:
        """How far a message came."""

        def attempt() -> SmsFate:
            answer = self.channel.send(
                service_id=wire.SERVICE_ID,
                data=wire.build_status(message_id, now=now),
                now=now,
                patience=patience,
            )
            return wire.read_fate(answer.data, asked=message_id, raw=answer.raw)

        return ask(self.breaker, patience, attempt)
