"""Reading a person of ГБД ФЛ: what is not said is not known."""

import datetime as dt

import pytest
from lxml import etree

from core.identifiers import Iin
from integrations import safe_xml
from integrations.errors import ContractBroken, NotFound, Rejected
from integrations.gbd_fl.port import PersonFacts
from integrations.gbd_fl.wire import build_request, read_person

BOY = Iin.parse("100101500121")
PERSON = (
    "<iin>100101500121</iin><surname>Ахметов</surname><name>Мирас</name>"
    "<birthDate>2010-01-01+05:00</birthDate>"
    "<citizenship><code>398</code></citizenship><lifeStatus><code>0</code></lifeStatus>"
)


def _read(person: str, *, result: str = "00000") -> PersonFacts:
    xml = (
        f"<data><messageResult><code>{result}</code></messageResult>"
        f"<persons>{person}</persons></data>"
    )
    return read_person(etree.fromstring(xml), asked=BOY, raw=xml.encode())


def _person(old: str = "", new: str = "") -> str:
    return f"<person>{PERSON.replace(old, new)}</person>"


def test_a_living_citizen() -> None:
    facts = _read(_person())
    assert (facts.alive, facts.citizen, facts.excluded) == (True, True, False)
    assert (facts.surname, facts.patronymic) == ("Ахметов", "")
    assert facts.birth_date == dt.date(2010, 1, 1)


def test_any_life_status_but_zero_is_not_alive() -> None:
    assert _read(_person("<code>0</code>", "<code>7</code>")).alive is False


def test_a_date_of_death_outweighs_the_status() -> None:
    dead = "</birthDate><deathDate>2025-10-03</deathDate>"
    assert _read(_person("</birthDate>", dead)).alive is False


def test_a_missing_status_is_not_known() -> None:
    facts = _read(_person("<code>0</code>", "<code/>"))
    assert facts.alive is None
    facts = _read(_person("<citizenship><code>398</code></citizenship>", ""))
    assert facts.citizen is None


@pytest.mark.parametrize(
    ("status", "excluded"),
    [
        ("<excludeStatus><excludeReason><code>1</code></excludeReason></excludeStatus>", True),
        ("<removed>true</removed>", True),
        ("<removed>false</removed>", False),
        ("<excludeStatus/>", False),
    ],
)
def test_an_excluded_record_is_seen(status: str, excluded: bool) -> None:
    assert _read(_person("</birthDate>", f"</birthDate>{status}")).excluded is excluded


def test_another_person_is_refused() -> None:
    with pytest.raises(ContractBroken, match="another person"):
        _read(_person("100101500121", "150301600342"))


def test_two_persons_are_refused() -> None:
    with pytest.raises(ContractBroken, match="several"):
        _read(_person() * 2)


def test_an_impossible_date_is_refused() -> None:
    with pytest.raises(ContractBroken, match="date"):
        _read(_person("2010-01-01", "2010-02-30"))


def test_nobody_is_not_found() -> None:
    with pytest.raises(NotFound):
        _read("")


def test_an_unprocessed_question_is_rejected() -> None:
    with pytest.raises(Rejected):
        _read(_person(), result="10500")


def test_the_question_is_typed_and_carries_the_iin_once() -> None:
    moment = dt.datetime(2025, 11, 14, 4, 0, tzinfo=dt.UTC)
    data = build_request(BOY, sender_code="ortabilim", now=moment)
    assert data.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "cs:Request"
    assert safe_xml.text(data, "iin") == BOY
    assert safe_xml.text(data, "messageDate") == "2025-11-14T09:00:00.000+05:00"
    assert [safe_xml.local(el) for el in data] == ["messageId", "messageDate", "senderCode", "iin"]
