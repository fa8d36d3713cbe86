"""ИС ЭСФ over SOAP. The same client talks to the system and to the emulator.

The system allows one open session a user, so a query opens a session in the name of the customer,
asks and closes it again; workers take turns by a mark they share.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.signer import XMLSigner

from core.identifiers import Bin, Iin
from integrations import safe_xml
from integrations.breaker import Breaker, Marks
from integrations.calling import ask
from integrations.errors import (
    ContractBroken,
    Denied,
    RateLimited,
    RegistryError,
    Rejected,
    Temporary,
)
from integrations.esf import wire
from integrations.esf.port import InvoiceFacts, InvoicesAnswer
from integrations.http import HttpChannel, Patience, raise_for_status
from integrations.wss import SigningPair

_TURN_SECONDS = 120
_LONGEST_PERIOD = dt.timedelta(days=89)
_MOST_PAGES = 100


_CLOSING_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Talk:
    """One conversation with the system, which must end in time."""

    patience: Patience
    ends_at: float

    def left(self) -> float:
        """Seconds left.

        :raises Temporary: none
        """
        seconds = self.ends_at - time.monotonic()
        if seconds <= 0:
            raise Temporary("the conversation took too long")
        return seconds


class SessionAlreadyOpen(RateLimited):
    """The user's earlier session was left open, by a killed worker for instance."""


@dataclass(slots=True)
class SoapInvoiceRegister:
    """Find invoices in the name of the customer."""

    http: HttpChannel
    breaker: Breaker
    turns: Marks
    pair: SigningPair
    username: Iin
    password: str = field(repr=False)

    def invoices(
        self,
        *,
        seller_bin: Bin,
        customer_bin: Bin,
        date_from: dt.date,
        date_to: dt.date,
        patience: Patience,
    ) -> InvoicesAnswer:
        """Ask for the invoices of two parties; retries momentary failures."""

        def attempt() -> InvoicesAnswer:
            talk = _Talk(patience, time.monotonic() + patience.total_seconds)
            pages: list[bytes] = []
            found: list[InvoiceFacts] = []
            with self._turn(talk), self._session(customer_bin, talk) as session_id:
                for first, last in _periods(date_from, date_to):
                    found += self._query(session_id, first, last, pages, talk)
            own = {one.invoice_id: one for one in found if one.seller_bin == seller_bin}
            if any(one.customer_bin != customer_bin for one in own.values()):
                raise ContractBroken("answer holds another customer's invoice", raw=pages[-1])
            return InvoicesAnswer(wire.mark_superseded(list(own.values())), b"\n".join(pages))

        return ask(self.breaker, patience, attempt)

    def _query(
        self,
        session_id: str,
        first: dt.date,
        last: dt.date,
        pages: list[bytes],
        talk: _Talk,
    ) -> Iterator[InvoiceFacts]:
        for number in range(1, _MOST_PAGES + 1):
            fields = wire.query_fields(
                session_id=session_id, date_from=first, date_to=last, page=number
            )
            body = self._call("InvoiceService", "queryInvoiceRequest", fields, talk)
            pages.append(body)
            page = wire.read_page(body)
            yield from page.invoices
            if page.is_last:
                return
        raise ContractBroken("the pages of the answer do not end", raw=pages[-1])

    @contextmanager
    def _turn(self, talk: _Talk) -> Iterator[None]:
        give_up_at = time.monotonic() + talk.left() / 2
        while not self.turns.place("esf:turn", seconds=_TURN_SECONDS):
            if time.monotonic() > give_up_at:
                raise RateLimited("another worker holds the session", retry_after=5)
            time.sleep(0.05)
        try:
            yield
        finally:
            self.turns.clear("esf:turn")

    @contextmanager
    def _session(self, tin: Bin, talk: _Talk) -> Iterator[str]:
        try:
            session_id = self._open(tin, talk)
        except SessionAlreadyOpen:
            self._call(
                "SessionService",
                "closeSessionByCredentialsRequest",
                [("tin", str(tin))],
                talk,
                with_credentials=True,
            )
            session_id = self._open(tin, talk)
        try:
            yield session_id
        finally:
            self._close(session_id, talk)

    def _open(self, tin: Bin, talk: _Talk) -> str:
        body = self._call(
            "AuthService", "createAuthTicketRequest", [("iin", str(self.username))], talk
        )
        ticket = safe_xml.text(wire.response(body, "createAuthTicketResponse"), "authTicketXml")
        body = self._call(
            "SessionService",
            "createSessionSignedRequest",
            [("tin", str(tin)), ("signedAuthTicket", self._sign(ticket))],
            talk,
            with_credentials=True,
        )
        session_id = safe_xml.text(wire.response(body, "createSessionSignedResponse"), "sessionId")
        if not session_id:
            raise ContractBroken("answer has no session", raw=body)
        return session_id

    def _close(self, session_id: str, talk: _Talk) -> None:
        # an open session locks the user out for twenty minutes: closing gets a second of its own
        ends_at = max(talk.ends_at, time.monotonic() + _CLOSING_SECONDS)
        try:
            self._call(
                "SessionService",
                "closeSessionRequest",
                [("sessionId", session_id)],
                _Talk(talk.patience, ends_at),
                with_credentials=True,
            )
        except RegistryError:
            # the answer is already in hand; the next opening closes what was left
            return

    def _sign(self, ticket: str) -> str:
        root = safe_xml.parse(ticket.encode())
        signed = XMLSigner(
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm=SignatureMethod.RSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0_WITH_COMMENTS,
        ).sign(root, key=self.pair.key, cert=[self.pair.certificate])
        return etree.tostring(signed, encoding="unicode")

    def _call(
        self,
        service: str,
        request: str,
        fields: list[tuple[str, str]],
        talk: _Talk,
        *,
        with_credentials: bool = False,
    ) -> bytes:
        credentials = (str(self.username), self.password) if with_credentials else None
        answer = self.http.request(
            "POST",
            f"/{service}",
            patience=talk.patience,
            within=talk.left(),
            content=wire.envelope(request, fields, credentials=credentials),
            headers={"Content-Type": "text/xml;charset=UTF-8", "SOAPAction": '""'},
        )
        fault = wire.fault_text(answer.body) if answer.status in (200, 500) else None
        if fault is not None:
            raise _by_fault(fault, answer.body)
        raise_for_status(answer)
        return answer.body


def _by_fault(text: str, raw: bytes) -> RegistryError:
    said = text.lower()
    if "already has opened session" in said:
        return SessionAlreadyOpen("session is already open", raw=raw)
    if any(word in said for word in ("password", "credential", "access denied", "signature")):
        return Denied("credentials or access refused", raw=raw)
    if "period" in said or "criteria" in said:
        return Rejected("query refused", raw=raw)
    return Temporary("fault", raw=raw)


def _periods(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Cut a period into pieces of at most a quarter, the longest that a query may span."""
    while first <= last:
        end = min(first + _LONGEST_PERIOD, last)
        yield first, end
        first = end + dt.timedelta(days=1)
