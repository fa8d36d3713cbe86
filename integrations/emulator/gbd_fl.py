"""ГБД ФЛ behind ШЭП: ``SendMessage`` with WS-Security both ways."""

import copy
import datetime as dt
import uuid

from lxml import etree

from integrations.emulator import envelopes as soap
from integrations.emulator import people
from integrations.emulator.replies import Reply, common_fault
from integrations.emulator.world import World

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
SERVICES = ("GBDFL_UniversalServiceSync",)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAYLOAD = "http://message.persistence.interactive.nat"
ZONE = dt.timezone(dt.timedelta(hours=5))


def answer(raw: bytes, world: World) -> Reply:
    """Answer one message, playing the fault that is switched on."""
    fault = world.faults["gbd_fl"]
    if fault == "fault":
        return Reply(soap.soap_fault("Service is not available", code="FAULT-015"), 500)
    if fault == "denied":
        return Reply(soap.soap_fault("Access denied", code="SBF-AD-1"), 500)
    try:
        request = soap.parse(raw)
    except (ValueError, etree.XMLSyntaxError):
        return Reply(soap.soap_fault("not a SOAP message", code="VAL-JSR-001"), 500)
    problem = soap.signature_problem(raw, world.client_pem)
    if problem:
        return Reply(soap.soap_fault(problem, code="SBF-VE-8"), 500)
    message = soap.find(request, "Body", "SendMessage", "request")
    info = soap.find(message, "requestInfo")
    message_id = soap.text(info, "messageId")
    if not message_id or soap.text(info, "serviceId") not in SERVICES:
        return Reply(soap.soap_fault("unknown service", code="VAL-R-004"), 500)
    with world.lock:
        if message_id in world.seen_messages:
            return Reply(soap.soap_fault("duplicate messageId", code="VAL-R-004"), 500)
        world.seen_messages.add(message_id)
    iin = soap.text(message, "requestData", "data", "iin")
    return common_fault(fault, Reply(_signed(fault, world, iin, message_id)))


def _signed(fault: str, world: World, iin: str, message_id: str) -> bytes:
    person = people.find(iin, world.population)
    if fault == "wrong_message":
        message_id = str(uuid.uuid4())
    payload = _response(message_id, _data(person, fault))
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
    _add(info, "messageId", str(uuid.uuid4()))
    _add(info, "correlationId", message_id)
    _add(info, "responseDate", dt.datetime.now(ZONE).isoformat(timespec="milliseconds"))
    status = etree.SubElement(info, "status")
    _add(status, "code", "SCSS001")
    _add(status, "message", "Message has been processed successfully")
    etree.SubElement(response, "responseData").append(data)
    return reply


def _data(person: people.Person | None, fault: str) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": XSI, "cs": PAYLOAD})
    data.set(f"{{{XSI}}}type", "cs:Response")
    _add(data, "messageId", str(uuid.uuid4()))
    _add(data, "messageDate", dt.datetime.now(ZONE).isoformat(timespec="milliseconds"))
    _add(data, "requestId", uuid.uuid4().hex)
    _entry(data, "sender", "GBDFL", "ГБД ФЛ", "ЖТ МДҚ")
    _entry(data, "receiver", "ORTABILIM", "OrtaBilim", "OrtaBilim")
    if fault == "empty":
        return data
    _entry(data, "messageResult", "00000", "Обработано", "Өңделді")
    persons = etree.SubElement(data, "persons")
    if person is not None:
        _person(persons, person, fault)
    return data


def _person(parent: etree._Element, person: people.Person, fault: str) -> None:
    element = etree.SubElement(parent, "person")
    iin = person.iin if fault != "wrong_iin" else "900101300017"
    _add(element, "iin", iin)
    _add(element, "surname", person.surname)
    _add(element, "name", person.name)
    _add(element, "patronymic", person.patronymic)
    _add(element, "birthDate", f"{person.born.isoformat()}+05:00")
    if person.died:
        _add(element, "deathDate", f"{person.died.isoformat()}+05:00")
    gender = ("1", "Мужской", "Ер") if person.is_man else ("2", "Женский", "Әйел")
    _entry(element, "gender", *gender)
    _entry(element, "nationality", "000", "Не указана", "Көрсетілмеген")
    _entry(element, "citizenship", person.citizenship, "Гражданство", "Азаматтық")
    if person.died:
        _entry(element, "lifeStatus", "1", "Умерший", "Қайтыс болған")
    else:
        _entry(element, "lifeStatus", "0", "Нормальный", "Қалыпты")
    _add(etree.SubElement(element, "birthPlace"), "city", "")


def _entry(parent: etree._Element, name: str, code: str, name_ru: str, name_kk: str) -> None:
    """A dictionary entry of the register."""
    element = etree.SubElement(parent, name)
    _add(element, "code", code)
    _add(element, "nameRu", name_ru)
    _add(element, "nameKz", name_kk)


def _add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value
