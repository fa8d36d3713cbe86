"""КГД tax debt over REST. The same client talks to the authority and to the emulator."""

from dataclasses import dataclass, field

from core.identifiers import Bin
from integrations.breaker import Breaker
from integrations.calling import ask
from integrations.errors import Denied
from integrations.http import HttpChannel, Patience, raise_for_status
from integrations.kgd import wire
from integrations.kgd.port import TaxDebtAnswer


@dataclass(slots=True)
class RestTaxDebtRegister:
    """Look arrears up at the portal of КГД."""

    http: HttpChannel
    breaker: Breaker
    portal_token: str = field(repr=False)
    personal_token: str = field(repr=False)

    def tax_debt(self, bin_: Bin, *, patience: Patience) -> TaxDebtAnswer:
        """Ask for the arrears of one organisation; retries momentary failures."""
        return ask(self.breaker, patience, lambda: self._attempt(bin_, patience))

    def _attempt(self, bin_: Bin, patience: Patience) -> TaxDebtAnswer:
        answer = self.http.request(
            "GET",
            wire.PATH,
            patience=patience,
            params={"taxpayerCode": str(bin_), "personalAccountToken": self.personal_token},
            headers={"X-Portal-Token": self.portal_token, "Accept": "application/json"},
        )
        if answer.status == 404:
            # the service's own way to say "access forbidden"; read as "no debt" it would be a pass
            raise Denied("HTTP 404: access forbidden", raw=answer.body)
        raise_for_status(answer)
        return TaxDebtAnswer(wire.read_tax_debt(answer.body, asked=bin_), answer.body)
