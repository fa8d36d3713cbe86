"""ИС ЭСФ: tickets, one session a user, queries by page."""

import datetime as dt
import hashlib
import uuid
from typing import Any

from cryptography import x509
from lxml import etree
from signxml.verifier import SignatureConfiguration, XMLVerifier

from integrations.emulator import envelopes as soap
from integrations.emulator import invoice_xml
from integrations.emulator.numbers import is_valid
from integrations.emulator.replies import Reply, common_fault
from integrations.emulator.world import World

PREFIX = "/esf-web/ws/api1/"
ESF = "esf"
SESSION_LIFE = dt.timedelta(minutes=20)
LONGEST_QUERY = dt.timedelta(days=92)
PAGE = 50
_ORDER = (
    "direction", "dateFrom", "dateTo", "invoiceStatusList", "invoiceType", "asc", "pageNum",
)  # fmt: skip


class Refused(Exception):
    """A SOAP fault with this text."""


def answer(service: str, raw: bytes, world: World) -> Reply:
    """Answer one call, playing the fault that is switched on."""
    fault = world.faults["esf"]
    try:
        request = soap.parse(raw)
        body = soap.find(request, "Body")
        if body is None or len(body) != 1:
            raise Refused("Body must hold one request")
        handler = _HANDLERS.get((service, soap.local(body[0])))
        if handler is None:
            raise Refused(f"{service} has no operation {soap.local(body[0])}")
        payload = handler(request, body[0], world, fault)
    except (Refused, ValueError, etree.XMLSyntaxError) as problem:
        return common_fault(fault, Reply(soap.soap_fault(str(problem)), 500))
    return common_fault(fault, Reply(soap.to_bytes(soap.plain_envelope(payload))))


def _create_ticket(
    _envelope: etree._Element, request: etree._Element, world: World, _fault: str
) -> etree._Element:
    iin = soap.text(request, "iin")
    if not is_valid(iin):
        raise Refused("iin is not valid")
    state = uuid.uuid4().hex
    with world.lock:
        world.tickets[state] = iin
    ticket = (
        f"<authTicket><iin>{iin}</iin><timeMark>{_now().isoformat()}</timeMark>"
        f"<state>{state}</state></authTicket>"
    )
    return _response("createAuthTicketResponse", authTicketXml=ticket)


def _create_session(
    envelope: etree._Element, request: etree._Element, world: World, fault: str
) -> etree._Element:
    user = _user(envelope, fault)
    tin = soap.text(request, "tin")
    if not is_valid(tin):
        raise Refused("tin is not valid")
    ticket = _verified_ticket(soap.text(request, "signedAuthTicket"), world)
    with world.lock:
        if world.tickets.pop(soap.text(ticket, "state"), "") != user:
            raise Refused("auth ticket signature does not belong to the user")
        session = world.sessions.get(user)
        taken = session is not None and session["until"] > _now()
        if taken or fault == "session_taken":
            raise Refused("User already has opened session")
        session_id = f"{uuid.uuid4().hex}-{tin}--ADMIN_ENTERPRISE"
        world.sessions[user] = {"id": session_id, "tin": tin, "until": _now() + SESSION_LIFE}
    return _response("createSessionSignedResponse", sessionId=session_id)


def _verified_ticket(signed: str, world: World) -> etree._Element:
    own = x509.load_pem_x509_certificate(world.client_pem.read_bytes())
    try:
        result = XMLVerifier().verify(
            signed.encode(), x509_cert=own, expect_config=SignatureConfiguration(location="./")
        )
    except Exception as problem:  # any flaw of a foreign signature is one answer
        raise Refused("auth ticket signature is not valid") from problem
    if isinstance(result, list) or result.signed_xml is None:
        raise Refused("auth ticket signature is not valid")
    return result.signed_xml


def _close_session(
    envelope: etree._Element, request: etree._Element, world: World, fault: str
) -> etree._Element:
    user = _user(envelope, fault)
    with world.lock:
        if world.sessions.get(user, {}).get("id") != soap.text(request, "sessionId"):
            raise Refused("Session not found")
        del world.sessions[user]
    return _response("closeSessionResponse", status="CLOSED")


def _close_by_credentials(
    envelope: etree._Element, _request: etree._Element, world: World, fault: str
) -> etree._Element:
    user = _user(envelope, fault)
    with world.lock:
        world.sessions.pop(user, None)
    return _response("closeSessionByCredentialsResponse", status="CLOSED")


def _query(
    _envelope: etree._Element, request: etree._Element, world: World, fault: str
) -> etree._Element:
    session_id, criteria = soap.text(request, "sessionId"), soap.find(request, "criteria")
    with world.lock:
        session = next((s for s in world.sessions.values() if s["id"] == session_id), None)
    if session is None or session["until"] <= _now() or fault == "session_expired":
        raise Refused("Session not found")
    if criteria is None:
        raise Refused("criteria is missing")
    names = [soap.local(one) for one in criteria]
    if names != [name for name in _ORDER if name in names]:
        raise Refused(f"cvc-complex-type.2.4.a: wrong order of elements in criteria: {names}")
    first, last = (_moment(soap.text(criteria, name)) for name in ("dateFrom", "dateTo"))
    if last - first > LONGEST_QUERY:
        raise Refused("period must not exceed one quarter")
    side = "customer_bin" if soap.text(criteria, "direction") == "INBOUND" else "seller_bin"
    statuses = {el.text for el in criteria.iter("invoiceStatus")}
    found = [
        one
        for one in world.invoices
        if one[side] == session["tin"]
        and first.date() <= dt.date.fromisoformat(one["date"]) <= last.date()
        and (not statuses or one["status"] in statuses)
    ]
    found.sort(key=lambda one: one["id"], reverse=soap.text(criteria, "asc") != "true")
    return _page(found, int(soap.text(criteria, "pageNum") or 1), fault)


def _page(found: list[dict[str, Any]], number: int, fault: str) -> etree._Element:
    shown = found[(number - 1) * PAGE : number * PAGE]
    response = _response(
        "queryInvoiceResponse",
        lastBlock="true" if number * PAGE >= len(found) else "false",
        currPage=str(number),
        rsCount=str(len(found)),
    )
    infos = etree.SubElement(response, "invoiceInfoList")
    for one in shown:
        if fault == "wrong_customer":
            one = one | {"customer_bin": "201150000110"}
        info = etree.SubElement(infos, "invoiceInfo")
        for name, value in (
            ("invoiceBody", invoice_xml.body(one)),
            ("invoiceId", str(one["id"])),
            ("registrationNumber", one["registration_number"]),
            ("inputDate", f"{one['date']}T10:00:00+05:00"),
            ("lastUpdateDate", f"{one['date']}T10:00:00+05:00"),
            ("signatureValid", "true"),
            ("invoiceStatus", one["status"]),
            ("version", "InvoiceV2"),
            ("signature", hashlib.sha256(str(one["id"]).encode()).hexdigest()),
            ("signatureType", "COMPANY"),
        ):
            etree.SubElement(info, name).text = value
    return response


def _user(envelope: etree._Element, fault: str) -> str:
    token = soap.find(envelope, "Header", "Security", "UsernameToken")
    user, password = soap.text(token, "Username"), soap.text(token, "Password")
    if not is_valid(user) or not password or password == "wrong" or fault == "wrong_password":
        raise Refused("Username or password is wrong")
    return user


def _response(name: str, **fields: str) -> etree._Element:
    response = etree.Element(f"{{{ESF}}}{name}", nsmap={"ns2": ESF})
    for field, value in fields.items():
        etree.SubElement(response, field).text = value
    return response


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


_HANDLERS = {
    ("AuthService", "createAuthTicketRequest"): _create_ticket,
    ("SessionService", "createSessionSignedRequest"): _create_session,
    ("SessionService", "closeSessionRequest"): _close_session,
    ("SessionService", "closeSessionByCredentialsRequest"): _close_by_credentials,
    ("InvoiceService", "queryInvoiceRequest"): _query,
}
