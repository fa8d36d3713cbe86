"""Wire form of SMS 1414 behind ШЭП: our declared typed payload, two operations of one service."""

import datetime as dt
import uuid

from lxml import etree

from integrations import safe_xml
from integrations.errors import ContractBroken, NotFound, Rejected
from integrations.shep import XSI, message_date
from integrations.sms1414.port import SENDER, SmsFate, SmsReceipt

SERVICE_ID = "SMS1414_SendSync"
REQUEST = "http://sms1414.nitec.kz/v1"
ACCEPTED = "0"
UNKNOWN_MESSAGE = "404"


def build_send(*, phone: str, text: str, reference: str, now: dt.datetime) -> etree._Element:
    """Build the ``data`` element that sends one message."""
    return _data(
        "SendRequest",
        {
            "messageId": str(uuid.uuid4()),
            "messageDate": message_date(now),
            "reference": reference,
            "sender": SENDER,
            "phone": phone,
            "text": text,
        },
    )


def build_status(message_id: str, *, now: dt.datetime) -> etree._Element:
    """Build the ``data`` element that asks after one message."""
    return _data(
        "StatusRequest",
        {
            "messageId": str(uuid.uuid4()),
            "messageDate": message_date(now),
            "smsId": message_id,
        },
    )


def read_receipt(data: etree._Element, *, reference: str, raw: bytes) -> SmsReceipt:
    """Read the answer to a message sent.

    :raises Rejected: the gateway does not take this message
    :raises ContractBroken: the answer is about another message, or not readable
    """
    code = safe_xml.text(data, "result", "code")
    if not code:
        raise ContractBroken("answer has no result code", raw=raw)
    if code != ACCEPTED:
        raise Rejected(f"gateway result {code[:20]}", raw=raw)
    if safe_xml.text(data, "reference") != reference:
        raise ContractBroken("answer is about another message", raw=raw)
    message_id = safe_xml.text(data, "smsId")
    if not message_id:
        raise ContractBroken("answer names no message", raw=raw)
    return SmsReceipt(message_id=message_id[:64], fate=_fate(data, raw))


def read_fate(data: etree._Element, *, asked: str, raw: bytes) -> SmsFate:
    """Read how far a message came.

    :raises NotFound: the gateway does not know it
    :raises ContractBroken: the answer is about another message, or not readable
    """
    if safe_xml.text(data, "result", "code") == UNKNOWN_MESSAGE:
        raise NotFound("message is not known", raw=raw)
    if safe_xml.text(data, "smsId") != asked:
        raise ContractBroken("answer is about another message", raw=raw)
    return _fate(data, raw)


def _fate(data: etree._Element, raw: bytes) -> SmsFate:
    try:
        return SmsFate(safe_xml.text(data, "status").lower())
    except ValueError as problem:
        raise ContractBroken("answer has an unknown status", raw=raw) from problem


def _data(kind: str, fields: dict[str, str]) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": XSI, "sms": REQUEST})
    data.set(f"{{{XSI}}}type", f"sms:{kind}")
    for name, value in fields.items():
        etree.SubElement(data, name).text = value
    return data
