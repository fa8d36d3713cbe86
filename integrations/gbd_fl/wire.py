"""Wire form of ГБД ФЛ behind ШЭП: the typed payload of ``GBDFL_UniversalServiceSync``."""

import datetime as dt
import uuid

from lxml import etree

from core.identifiers import Iin
from integrations import safe_xml
from integrations.errors import ContractBroken, NotFound, Rejected
from integrations.gbd_fl.port import PersonFacts
from integrations.shep import XSI, message_date

SERVICE_ID = "GBDFL_UniversalServiceSync"
REQUEST = "http://message.persistence.interactive.nat"
KAZAKHSTAN = "398"
ALIVE = "0"
PROCESSED = "00000"
# Codes of messageResult beside 00000 are not published; an empty list of persons is the honest sign
# of an unknown IIN, and a code that says so is accepted as well.
NOT_FOUND_CODES = ("00001", "00404")


def build_request(iin: Iin, *, sender_code: str, now: dt.datetime) -> etree._Element:
    """Build the ``data`` element of a question about one person."""
    data = etree.Element("data", nsmap={"xsi": XSI, "cs": REQUEST})
    data.set(f"{{{XSI}}}type", "cs:Request")
    for name, value in (
        ("messageId", str(uuid.uuid4())),
        ("messageDate", message_date(now)),
        ("senderCode", sender_code),
        ("iin", str(iin)),
    ):
        etree.SubElement(data, name).text = value
    return data


def read_person(data: etree._Element, *, asked: Iin, raw: bytes) -> PersonFacts:
    """Read the facts of the person asked about.

    :raises NotFound: the register does not know the IIN
    :raises Rejected: the register did not process the question
    :raises ContractBroken: the answer is about somebody else, or not readable
    """
    result = safe_xml.text(data, "messageResult", "code")
    if result in NOT_FOUND_CODES:
        raise NotFound("person is not in the register", raw=raw)
    if result != PROCESSED:
        if not result:
            raise ContractBroken("answer has no result code", raw=raw)
        raise Rejected(f"register result {result[:20]}", raw=raw)
    found = safe_xml.child(data, "persons")
    persons = list(safe_xml.children(found, "person")) if found is not None else []
    if not persons:
        raise NotFound("person is not in the register", raw=raw)
    if len(persons) > 1:
        raise ContractBroken("answer holds several persons", raw=raw)
    person = persons[0]
    if safe_xml.text(person, "iin") != asked:
        raise ContractBroken("answer is about another person", raw=raw)
    life = safe_xml.text(person, "lifeStatus", "code")
    citizenship = safe_xml.text(person, "citizenship", "code")
    died = _date(safe_xml.text(person, "deathDate"), raw)
    return PersonFacts(
        iin=asked,
        alive=_alive(life, died),
        citizen=citizenship == KAZAKHSTAN if citizenship else None,
        life_status_code=life,
        citizenship_code=citizenship,
        surname=safe_xml.text(person, "surname"),
        name=safe_xml.text(person, "name"),
        patronymic=safe_xml.text(person, "patronymic"),
        birth_date=_date(safe_xml.text(person, "birthDate"), raw),
        death_date=died,
        excluded=_is_excluded(person),
    )


def _alive(life_status: str, died: dt.date | None) -> bool | None:
    """Only code 0 without a date of death says "alive"; the other codes are not published."""
    if died is not None:
        return False
    return life_status == ALIVE if life_status else None


def _is_excluded(person: etree._Element) -> bool:
    status = safe_xml.child(person, "excludeStatus")
    removed = safe_xml.text(person, "removed").lower() in ("true", "1")
    # a nillable, empty element says nothing
    return removed or (status is not None and (len(status) > 0 or bool(status.text)))


def _date(text: str, raw: bytes) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError as problem:
        raise ContractBroken("answer holds an impossible date", raw=raw) from problem
