"""The synchronous channel of ШЭП (state gateway): ``SendMessage`` in SOAP 1.1 with WS-Security.

Services behind the gateway differ only in ``serviceId`` and in the payload under ``data``.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from cryptography import x509
from lxml import etree

from core.periods import ALMATY
from integrations import safe_xml
from integrations.errors import (
    ContractBroken,
    Denied,
    RegistryError,
    Rejected,
    Temporary,
)
from integrations.http import HttpAnswer, HttpChannel, Patience, raise_for_status
from integrations.wss import SigningPair, open_signed_body, sign_body

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SUCCESS = "SCSS001"
_DENIED = ("SBF-AD-1",)
_REJECTED = ("VAL-JSR-001", "VAL-R-004", "SBF-VE-8")


@dataclass(frozen=True, slots=True)
class ShepAnswer:
    """The payload of a good answer, and the whole envelope for the evidence."""

    data: etree._Element
    raw: bytes
    message_id: str


@dataclass(slots=True)
class ShepChannel:
    """Send one message through the gateway and return the signed, correlated answer."""

    http: HttpChannel
    pair: SigningPair
    gateway_certificate: x509.Certificate
    sender_id: str
    password: str = ""

    def send(
        self,
        *,
        service_id: str,
        data: etree._Element,
        now: dt.datetime,
        patience: Patience,
    ) -> ShepAnswer:
        """Exchange one message; ``data`` is the complete ``data`` element.

        :raises RegistryError: the gateway or the service did not give a usable answer
        """
        message_id = str(uuid.uuid4())
        envelope = sign_body(self._message(message_id, service_id, data, now), self.pair)
        answer = self.http.request(
            "POST",
            "",
            patience=patience,
            content=envelope,
            headers={"Content-Type": "text/xml;charset=UTF-8", "SOAPAction": '""'},
        )
        if answer.status != 200:
            raise _fault(answer)
        body = open_signed_body(answer.body, self.gateway_certificate)
        return _read(body, answer.body, message_id)

    def _message(
        self, message_id: str, service_id: str, data: etree._Element, now: dt.datetime
    ) -> etree._Element:
        message = etree.Element(f"{{{TYPES}}}SendMessage", nsmap={"typ": TYPES})
        request = etree.SubElement(message, "request")
        info = etree.SubElement(request, "requestInfo")
        etree.SubElement(info, "messageId").text = message_id
        etree.SubElement(info, "serviceId").text = service_id
        etree.SubElement(info, "messageDate").text = message_date(now)
        sender = etree.SubElement(info, "sender")
        etree.SubElement(sender, "senderId").text = self.sender_id
        etree.SubElement(sender, "password").text = self.password
        etree.SubElement(request, "requestData").append(data)
        return message


def message_date(now: dt.datetime) -> str:
    """The gateway's form of a moment: milliseconds and the zone of Kazakhstan."""
    return now.astimezone(ALMATY).isoformat(timespec="milliseconds")


def _read(body: etree._Element, raw: bytes, message_id: str) -> ShepAnswer:
    reply = safe_xml.child(body, "SendMessageResponse")
    if reply is None:
        fault = safe_xml.child(body, "Fault")
        raise (_by_code(_fault_code(fault), raw) if fault is not None else _shape(raw))
    # some services name the element "return" where others say "response"
    response = safe_xml.child(reply, "response")
    if response is None:
        response = safe_xml.child(reply, "return")
    info = safe_xml.child(response, "responseInfo")
    if response is None or info is None:
        raise _shape(raw)
    about = safe_xml.text(info, "correlationId") or safe_xml.text(info, "messageId")
    if about != message_id:
        raise ContractBroken("answer belongs to another message", raw=raw)
    code = safe_xml.text(info, "status", "code")
    if code != SUCCESS:
        raise _by_code(code, raw)
    data = safe_xml.child(response, "responseData", "data")
    if data is None:
        raise _shape(raw)
    return ShepAnswer(data, raw, message_id)


def _fault(answer: HttpAnswer) -> RegistryError:
    """Name an answer that is not 200. A fault is not signed: it may refuse, never inform."""
    if answer.status == 500:
        try:
            root = safe_xml.parse(answer.body)
        except ContractBroken:
            return Temporary("HTTP 500", raw=answer.body)
        fault = safe_xml.child(root, "Body", "Fault")
        if fault is not None:
            return _by_code(_fault_code(fault), answer.body)
    try:
        raise_for_status(answer)
    except RegistryError as problem:
        return problem
    return _shape(answer.body)


def _fault_code(fault: etree._Element) -> str:
    for element in fault.iter():
        if safe_xml.local(element) == "errorCode":
            return (element.text or "").strip()
    return ""


def _by_code(code: str, raw: bytes) -> RegistryError:
    if code in _DENIED:
        return Denied(f"gateway status {code}", raw=raw)
    if code in _REJECTED:
        return Rejected(f"gateway status {code}", raw=raw)
    # SCSE001, FAULT-015 and unknown codes: the service behind the gateway is unwell
    return Temporary(f"gateway status {code[:20] or 'without code'}", raw=raw)


def _shape(raw: bytes) -> ContractBroken:
    return ContractBroken("answer is not a SendMessageResponse", raw=raw)
