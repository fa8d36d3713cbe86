"""Statements are read exactly or refused with a sentence; nothing else ever happens."""

import re

import pytest

from payments.camt053 import MAX_BYTES, StatementUnreadable, read
from tests.factories.payments import Entry, statement

GOOD = statement([Entry(key="OB-PP-2025-000001", amount_tiyn=123_45)])


def changed(old: str, new: str) -> bytes:
    text = GOOD.decode()
    assert old in text
    return text.replace(old, new).encode()


_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY b{n} "{"&a;" * 10}">' for n in range(5))
    + "]>"
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
BAD = {
    "empty": b"",
    "not xml": b"PK\x03\x04 a zip",
    "json": b'{"Document": 1}',
    "cut short": GOOD[:-30],
    "binary": bytes(range(256)),
    "zero bytes": b"\x00" * 100,
    "unknown encoding": changed("UTF-8", "KOI-77"),
    "wrong encoding": GOOD.decode().replace("ST-1", "Ж").encode("cp1251"),
    "another message": b"<Document><CstmrCdtTrfInitn/></Document>",
    "another root": b"<html/>",
    "no statement": b"<Document><BkToCstmrStmt/></Document>",
    "doctype": changed(_HEAD, '<!DOCTYPE Document SYSTEM "file:///etc/passwd">'),
    "entities": changed(_HEAD, _LAUGHS),
    "external entity": changed(
        _HEAD, '<!DOCTYPE Document [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'
    ),
    "no account": changed("KZ320701020000000001", ""),
    "account with a wrong check": changed("KZ320701020000000001", "KZ330701020000000001"),
    "foreign account": changed("KZ320701020000000001", "DE89370400440532013000"),
    "no number": changed("<Id>ST-1</Id>", ""),
    "number too long": changed("ST-1", "S" * 36),
    "no sum": changed('<Amt Ccy="KZT">123.45</Amt>', ""),
    "another currency": changed('Ccy="KZT"', 'Ccy="USD"'),
    "no currency": changed(' Ccy="KZT"', ""),
    "negative sum": changed("123.45", "-123.45"),
    "three decimals": changed("123.45", "123.456"),
    "exponent": changed("123.45", "1e9"),
    "comma": changed("123.45", "123,45"),
    "huge sum": changed("123.45", "9" * 30),
    "foreign digits": changed("123.45", "١٢٣"),
    "not a number": changed("123.45", "NaN"),
    "no direction": changed("<CdtDbtInd>DBIT</CdtDbtInd>", ""),
    "strange direction": changed("DBIT", "BOTH"),
    "no day": changed("<Dt>2025-11-14</Dt>", ""),
    "impossible day": changed("<Dt>2025-11-14</Dt>", "<Dt>2025-02-30</Dt>"),
    "details do not add up": changed(
        '</EndToEndId></Refs><Amt Ccy="KZT">123.45', '</EndToEndId></Refs><Amt Ccy="KZT">123.44'
    ),
    "period backwards": changed(
        "<Acct>",
        "<FrToDt><FrDtTm>2025-11-15T00:00:00</FrDtTm><ToDtTm>2025-11-14T00:00:00</ToDtTm></FrToDt>"
        "<Acct>",
    ),
    "too large": b" " * (MAX_BYTES + 1),
    "very deep": b"<Document>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Document>",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_sentence(name: str):
    with pytest.raises(StatementUnreadable) as refusal:
        read(BAD[name])
    assert str(refusal.value)


@pytest.mark.parametrize("version", ["02", "08"])
def test_both_versions_are_read_alike(version: str):
    entry = Entry(key="OB-PP-2025-000001", amount_tiyn=123_45)
    found = read(statement([entry], version=version))[0]
    assert (found.identifier, found.account) == ("ST-1", "KZ320701020000000001")
    line = found.lines[0]
    assert (line.key, line.amount_tiyn, line.payee_iban) == (
        "OB-PP-2025-000001",
        123_45,
        "KZ506011110000000001",
    )
    assert line.is_debit
    assert line.reference == "REF-0"


def test_zeros_after_the_tiyn_are_no_other_sum():
    assert read(changed("123.45", "123.45000"))[0].lines[0].amount_tiyn == 123_45


def test_a_prefix_of_names_does_not_matter():
    text = GOOD.decode().replace('xmlns="', 'xmlns:x="')
    prefixed = re.sub(r"<(/?)(?=[A-Z])", r"<\1x:", text)
    assert "<x:Stmt>" in prefixed
    assert read(prefixed.encode()) == read(GOOD)


def test_one_entry_of_many_operations_gives_a_line_each():
    one = GOOD.decode()
    operation = one[one.index("<TxDtls>") : one.index("</NtryDtls>")]
    second = operation.replace("000001", "000002").replace("123.45", "0.55")
    text = one.replace(operation, operation + second).replace(
        '<Ntry><Amt Ccy="KZT">123.45', '<Ntry><Amt Ccy="KZT">124.00'
    )
    lines = read(text.encode())[0].lines
    assert [(line.key[-1], line.amount_tiyn) for line in lines] == [("1", 123_45), ("2", 55)]


def test_a_reversed_debit_is_not_a_payment():
    reversed_ = changed(
        "<CdtDbtInd>DBIT</CdtDbtInd>", "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>"
    )
    assert not read(reversed_)[0].lines[0].is_debit


def test_utf_16_is_read_too():
    text = GOOD.decode().replace("UTF-8", "UTF-16")
    assert read(text.encode("utf-16")) == read(GOOD)
