"""A bank for the demo: reads a pain.001 file as a bank would and answers with camt.053.

It knows nothing of the portal's records: everything in the answer comes from the file.
"""

import datetime as dt
import hashlib
from typing import Any

from lxml import etree

from integrations.safe_xml import child, children, parse, text

CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def statement_of(batch: Any, *, booked_on: dt.date) -> bytes:
    """Execute every transfer of a sent file and write the statement of that day.

    One ``Stmt`` per payer's account; the same file and day give the same bytes.

    :param batch: a ``PaymentBatch`` (anything with the stored ``file``)
    """
    initiation = child(parse(bytes(batch.file)), "CstmrCdtTrfInitn")
    message_id = text(initiation, "GrpHdr", "MsgId")
    document = etree.Element(f"{{{CAMT}}}Document", nsmap={None: CAMT})
    message = _add(document, "BkToCstmrStmt")
    head = _add(message, "GrpHdr")
    _add(head, "MsgId", _short(f"{message_id}{booked_on:%Y%m%d}", "M"))
    _add(head, "CreDtTm", f"{booked_on.isoformat()}T18:00:00+05:00")
    assert initiation is not None
    accounts: dict[str, list[etree._Element]] = {}
    for part in children(initiation, "PmtInf"):
        accounts.setdefault(text(part, "DbtrAcct", "Id", "IBAN"), []).append(part)
    for account, parts in accounts.items():
        _statement(message, account, parts, message_id, booked_on)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _statement(
    message: etree._Element,
    account: str,
    parts: list[etree._Element],
    message_id: str,
    booked_on: dt.date,
) -> None:
    statement = _add(message, "Stmt")
    _add(statement, "Id", _short(f"{message_id}{account}{booked_on:%Y%m%d}", "ST"))
    _add(statement, "CreDtTm", f"{booked_on.isoformat()}T18:00:00+05:00")
    period = _add(statement, "FrToDt")
    _add(period, "FrDtTm", f"{booked_on.isoformat()}T00:00:00+05:00")
    _add(period, "ToDtTm", f"{booked_on.isoformat()}T23:59:59+05:00")
    owner = _add(statement, "Acct")
    _add(_add(owner, "Id"), "IBAN", account)
    _add(owner, "Ccy", "KZT")
    for part in parts:
        for transfer in children(part, "CdtTrfTxInf"):
            _entry(statement, transfer, booked_on)


def _entry(statement: etree._Element, transfer: etree._Element, booked_on: dt.date) -> None:
    key, amount = text(transfer, "PmtId", "EndToEndId"), text(transfer, "Amt", "InstdAmt")
    entry = _add(statement, "Ntry")
    _add(entry, "Amt", amount).set("Ccy", "KZT")
    _add(entry, "CdtDbtInd", "DBIT")
    _add(_add(entry, "Sts"), "Cd", "BOOK")
    _add(_add(entry, "BookgDt"), "Dt", booked_on.isoformat())
    _add(_add(entry, "ValDt"), "Dt", booked_on.isoformat())
    _add(entry, "AcctSvcrRef", _short(key, "DB"))
    _add(_add(_add(entry, "BkTxCd"), "Prtry"), "Cd", "TRF")
    operation = _add(_add(entry, "NtryDtls"), "TxDtls")
    _add(_add(operation, "Refs"), "EndToEndId", key)
    _add(operation, "Amt", amount).set("Ccy", "KZT")
    _add(operation, "CdtDbtInd", "DBIT")
    parties = _add(operation, "RltdPties")
    name = text(transfer, "Cdtr", "Nm")
    _add(_add(_add(parties, "Cdtr"), "Pty"), "Nm", name)
    payee = text(transfer, "CdtrAcct", "Id", "IBAN")
    _add(_add(_add(parties, "CdtrAcct"), "Id"), "IBAN", payee)


def _short(text_: str, prefix: str) -> str:
    return f"{prefix}-{hashlib.sha256(text_.encode()).hexdigest()[:16].upper()}"


def _add(parent: etree._Element, name: str, value: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{CAMT}}}{name}")
    element.text = value
    return element
