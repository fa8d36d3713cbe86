"""ГБД ФЛ over ШЭП. The same client talks to the register and to the emulator."""

import datetime as dt
from dataclasses import dataclass

from core.identifiers import Iin
from integrations.breaker import Breaker
from integrations.calling import ask
from integrations.gbd_fl import wire
from integrations.gbd_fl.port import PersonAnswer
from integrations.http import Patience
from integrations.shep import ShepChannel


@dataclass(slots=True)
class ShepPersonRegister:
    """Look persons up through the state gateway."""

    channel: ShepChannel
    breaker: Breaker

    def person(self, iin: Iin, *, now: dt.datetime, patience: Patience) -> PersonAnswer:
        """Ask for one person; retries momentary failures with a new message id."""

        def attempt() -> PersonAnswer:
            answer = self.channel.send(
                service_id=wire.SERVICE_ID,
                data=wire.build_request(iin, sender_code=self.channel.sender_id, now=now),
                now=now,
                patience=patience,
            )
            facts = wire.read_person(answer.data, asked=iin, raw=answer.raw)
            return PersonAnswer(facts=facts, raw=answer.raw)

        return ask(self.breaker, patience, attempt)
