"""ГБД ФЛ behind ШЭП: who a person is, and whether alive."""

import datetime as dt
import uuid

from lxml import etree

from integrations.emulator import envelopes as soap
from integrations.emulator import people
from integrations.emulator.world import World

SERVICE_ID = "GBDFL_UniversalServiceSync"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAYLOAD = "http://message.persistence.interactive.nat"
ZONE = dt.timezone(dt.timedelta(hours=5))


def answer(asked: etree._Element | None, world: World, fault: str) -> etree._Element:
    """The ``data`` of the answer about the person asked for."""
    return _data(people.find(soap.text(asked, "iin"), world.population), fault)


def _data(person: people.Person | None, fault: str) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": XSI, "cs": PAYLOAD})
    data.set(f"{{{XSI}}}type", "cs:Response")
    soap.add(data, "messageId", str(uuid.uuid4()))
    soap.add(data, "messageDate", dt.datetime.now(ZONE).isoformat(timespec="milliseconds"))
    soap.add(data, "requestId", uuid.uuid4().hex)
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
    soap.add(element, "iin", iin)
    soap.add(element, "surname", person.surname)
    soap.add(element, "name", person.name)
    soap.add(element, "patronymic", person.patronymic)
    soap.add(element, "birthDate", f"{person.born.isoformat()}+05:00")
    if person.died:
        soap.add(element, "deathDate", f"{person.died.isoformat()}+05:00")
    gender = ("1", "Мужской", "Ер") if person.is_man else ("2", "Женский", "Әйел")
    _entry(element, "gender", *gender)
    _entry(element, "nationality", "000", "Не указана", "Көрсетілмеген")
    _entry(element, "citizenship", person.citizenship, "Гражданство", "Азаматтық")
    if person.died:
        _entry(element, "lifeStatus", "1", "Умерший", "Қайтыс болған")
    else:
        _entry(element, "lifeStatus", "0", "Нормальный", "Қалыпты")
    soap.add(etree.SubElement(element, "birthPlace"), "city", "")


def _entry(parent: etree._Element, name: str, code: str, name_ru: str, name_kk: str) -> None:
    """A dictionary entry of the register."""
    element = etree.SubElement(parent, name)
    soap.add(element, "code", code)
    soap.add(element, "nameRu", name_ru)
    soap.add(element, "nameKz", name_kk)
