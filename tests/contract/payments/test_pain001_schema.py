"""The file is valid against the official schema and says what the orders say."""

import datetime as dt
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from core.money import parse_tenge
from payments.pain001 import NAMESPACE, Party, Transfer, write

NS = {"p": NAMESPACE}
PAYER = Party(
    "Управление образования г. Шымкент",
    "240140000019",
    "KZ320701020000000001",
    "KKMFKZ2A",
    "12",
)
SCHOOL = Party(
    "ТОО «Мектеп-лицей Достық»", "240140000028", "KZ506011110000000001", "HSBKKZKX", "17"
)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    source = resources.files("sepaxml").joinpath("schemas/pain.001.001.09.xsd")
    return etree.XMLSchema(etree.fromstring(source.read_bytes()))


def transfer(serial: int = 1, amount_tiyn: int = 2_241_864_00, **changes: object) -> Transfer:
    values = {
        "key": f"OB-PP-2025-{serial:06d}",
        "reference": f"PP-2025-{serial:06d}",
        "amount_tiyn": amount_tiyn,
        "payer": PAYER,
        "payee": SCHOOL,
        "purpose_code": "859",
        "purpose": "Оплата по акту № ША-2025-10-0117 по договору № ДГ-1 " + "ә" * 300,
        **changes,
    }
    return Transfer(**values)  # type: ignore[arg-type]


def file_of(transfers: list[Transfer]) -> bytes:
    return write(
        transfers,
        message_id="OB-PF-2025-000001",
        created_at=dt.datetime(2025, 11, 14, 9, 0, tzinfo=dt.UTC),
        execute_on=dt.date(2025, 11, 14),
        initiator_name="АО «Финансовый центр»",
        initiator_bin="240140000037",
    )


def test_the_file_is_valid_against_the_official_schema(schema: etree.XMLSchema):
    schema.assertValid(etree.fromstring(file_of([transfer(1), transfer(2, 1)])))


def test_the_schema_refuses_a_file_with_a_key_too_long(schema: etree.XMLSchema):
    broken = etree.fromstring(file_of([transfer(1, key="K" * 36)]))
    assert not schema.validate(broken)


def test_long_and_strange_names_stay_valid(schema: etree.XMLSchema):
    strange = Party("Ш" * 250 + "😀\u0001<&>", SCHOOL.bin, SCHOOL.iban, SCHOOL.bic, SCHOOL.code)
    schema.assertValid(etree.fromstring(file_of([transfer(payee=strange)])))


def test_each_payer_has_its_own_part_with_its_own_sum(schema: etree.XMLSchema):
    other = Party("УО 47", "240140000046", "KZ590701020000000000", "KKMFKZ2A", "12")
    root = etree.fromstring(file_of([transfer(1, 100), transfer(2, 250, payer=other)]))
    schema.assertValid(root)
    parts = [part.findtext("p:CtrlSum", namespaces=NS) for part in root.iterfind(".//p:PmtInf", NS)]
    assert sorted(parts) == ["1.00", "2.50"]


def test_the_remittance_begins_with_the_code_of_payment():
    root = etree.fromstring(file_of([transfer()]))
    lines = [line.text for line in root.iterfind(".//p:RmtInf/p:Ustrd", NS)]
    assert lines[0].startswith("1217KZT859 Оплата по акту № ША-2025-10-0117")
    assert all(len(line) <= 140 for line in lines)


def test_the_file_names_day_currency_banks_and_accounts():
    root = etree.fromstring(file_of([transfer()]))
    assert root.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=NS) == "2025-11-14"
    amount = root.find(".//p:InstdAmt", NS)
    assert (amount.text, amount.get("Ccy")) == ("2241864.00", "KZT")
    assert root.findtext(".//p:DbtrAgt//p:BICFI", namespaces=NS) == "KKMFKZ2A"
    assert root.findtext(".//p:CdtrAgt//p:BICFI", namespaces=NS) == "HSBKKZKX"
    assert root.findtext(".//p:CdtrAcct//p:IBAN", namespaces=NS) == SCHOOL.iban


def test_the_same_orders_make_the_same_bytes():
    one, two = transfer(1), transfer(2)
    assert file_of([one, two]) == file_of([two, one])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=20))
def test_the_total_of_the_file_is_the_sum_of_its_orders(amounts: list[int]):
    root = etree.fromstring(file_of([transfer(n, tiyn) for n, tiyn in enumerate(amounts)]))
    each = [parse_tenge(one.text) for one in root.iterfind(".//p:InstdAmt", NS)]
    total = root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=NS)
    assert parse_tenge(total) == sum(each) == sum(amounts)
    assert root.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=NS) == str(len(amounts))
