"""ШЭП: one address for many services, ``SendMessage`` with WS-Security both ways."""

import copy
import datetime as dt
import uuid

from lxml import etree

from integrations.emulator import envelopes as soap
from integrations.emulator import gbd_fl, sms1414
from integrations.emulator.replies import Reply, common_fault
from integrations.emulator.world import World

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
ZONE = dt.timezone(dt.timedelta(hours=5))
# a service behind the gateway: the name of its faults, and what answers its data
SERVICES = {
    gbd_fl.SERVICE_ID: ("gbd_fl", gbd_fl.answer),
    sms1414.SERVICE_ID: ("sms1414", sms1414.answer),
}


def answer(raw: bytes, world: World) -> Reply:
    """Answer one message, playing the fault that is switched on for its service."""
    try:
        request = soap.parse(raw)
    except (ValueError, etree.XMLSyntaxError):
        return Reply(soap.soap_fault("not a SOAP message", code="VAL-JSR-001"), 500)
    message = soap.find(request, "Body", "SendMessage", "request")
    info = soap.find(message, "requestInfo")
    name, service = SERVICES.get(soap.text(info, "serviceId"), ("", None))
    fault = world.faults.get(name, "ok")
    if fault == "fault":
        return Reply(soap.soap_fault("Service is not available", code="FAULT-015"), 500)
    if fault == "denied":
        return Reply(soap.soap_fault("Access denied", code="SBF-AD-1"), 500)
    problem = soap.signature_problem(raw, world.client_pem)
    if problem:
        return Reply(soap.soap_fault(problem, code="SBF-VE-8"), 500)
    message_id = soap.text(info, "messageId")
    if not message_id or service is None:
        return Reply(soap.soap_fault("unknown service", code="VAL-R-004"), 500)
    with world.lock:
        if message_id in world.seen_messages:
            return Reply(soap.soap_fault("duplicate messageId", code="VAL-R-004"), 500)
        world.seen_messages.add(message_id)
    data = service(soap.find(message, "requestData", "data"), world, fault)
    return common_fault(fault, Reply(_signed(fault, world, data, message_id)))


def _signed(fault: str, world: World, data: etree._Element, message_id: str) -> bytes:
    if fault == "wrong_message":
        message_id = str(uuid.uuid4())
    payload = _response(message_id, data)
    pem = world.server_pem.read_bytes()
    if fault == "unsigned":
        return soap.to_bytes(soap.plain_envelope(payload))
    if fault == "foreign_key":
        return soap.to_bytes(soap.signed_envelope(payload, pem, soap.foreign_key()))
    envelope = soap.signed_envelope(payload, pem)
    if fault == "tampered":
        for element in envelope.iter("lifeStatus"):
            element[0].text = "1"
        for element in envelope.iter("surname"):
            element.text = "Подменённый"
        envelope[-1].set("tampered", "true")
    if fault == "wrapped":
        _wrap(envelope)
    return soap.to_bytes(envelope)


def _wrap(envelope: etree._Element) -> None:
    """Move the signed body aside and put a forged one in its place: the classic attack."""
    genuine = soap.find(envelope, "Body")
    assert genuine is not None
    forged = copy.deepcopy(genuine)
    forged.set(f"{{{soap.WSU}}}Id", "id-forged")
    for element in forged.iter("surname"):
        element.text = "Подменённый"
    envelope.replace(genuine, forged)
    etree.SubElement(envelope[0], "wrapper").append(genuine)


def _response(message_id: str, data: etree._Element) -> etree._Element:
    reply = etree.Element(f"{{{TYPES}}}SendMessageResponse", nsmap={"ns2": TYPES})
    response = etree.SubElement(reply, "response")
    info = etree.SubElement(response, "responseInfo")
    soap.add(info, "messageId", str(uuid.uuid4()))
    soap.add(info, "correlationId", message_id)
    soap.add(info, "responseDate", dt.datetime.now(ZONE).isoformat(timespec="milliseconds"))
    status = etree.SubElement(info, "status")
    soap.add(status, "code", "SCSS001")
    soap.add(status, "message", "Message has been processed successfully")
    etree.SubElement(response, "responseData").append(data)
    return reply
