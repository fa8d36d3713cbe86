"""SMS 1414 behind ШЭП: keeps messages in a file instead of sending them."""

import datetime as dt
import re
import uuid
from typing import Any

from lxml import etree

from integrations.emulator import envelopes as soap
from integrations.emulator.world import World

SERVICE_ID = "SMS1414_SendSync"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAYLOAD = "http://sms1414.nitec.kz/v1"
_PHONE = re.compile(r"\+77\d{9}")
_MOST_CHARACTERS = 335  # five parts of 67 where a letter is not Latin


def answer(asked: etree._Element | None, world: World, fault: str) -> etree._Element:
    """The ``data`` of the answer to a message, or to a question after one."""
    if soap.text(asked, "smsId"):
        return _status(soap.text(asked, "smsId"), world)
    phone, text = soap.text(asked, "phone"), soap.text(asked, "text")
    reference = soap.text(asked, "reference")
    if fault == "rejected" or not _PHONE.fullmatch(phone) or phone.endswith("9999"):
        return _answer(("100", "number is not served"), reference)
    if not reference or not 0 < len(text) <= _MOST_CHARACTERS:
        return _answer(("101", "text is not accepted"), reference)
    with world.lock:
        kept = next((one for one in world.messages if one["reference"] == reference), None)
        if kept is None:
            kept = {
                "sms_id": uuid.uuid4().hex,
                "reference": reference,
                "phone": phone,
                "text": text,
                "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                "status": "sent",
            }
            world.save_messages([*world.messages, kept])
    if fault == "wrong_reference":
        reference = uuid.uuid4().hex
    return _answer(("0", "accepted"), reference, kept)


def _status(sms_id: str, world: World) -> etree._Element:
    kept = next((one for one in world.messages if one["sms_id"] == sms_id), None)
    if kept is None:
        return _answer(("404", "message is not known"), "")
    return _answer(("0", "found"), kept["reference"], kept | {"status": "delivered"})


def _answer(
    result: tuple[str, str], reference: str, kept: dict[str, Any] | None = None
) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": XSI, "sms": PAYLOAD})
    data.set(f"{{{XSI}}}type", "sms:Response")
    outcome = etree.SubElement(data, "result")
    soap.add(outcome, "code", result[0])
    soap.add(outcome, "message", result[1])
    soap.add(data, "reference", reference)
    if kept:
        soap.add(data, "smsId", kept["sms_id"])
        soap.add(data, "status", kept["status"])
    return data
