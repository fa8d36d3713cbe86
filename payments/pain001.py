"""Writes pain.001.001.09: the file of credit transfers that a bank imports.

A strict profile of our own: one ``PmtInf`` per payer's account, ``ReqdExctnDt/Dt``, ``BICFI``,
sums in KZT with two decimals, ``EndToEndId`` = the key of the order, ``RmtInf/Ustrd`` beginning
with ЕКНП (КОд + КБе + KZT + КНП). Pure: frozen values in, bytes out, the same for the same values.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from core.money import tenge_string
from payments.purposes import bank_text, payment_code

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_NAME_LENGTH = 140
_LINE_LENGTH = 140


@dataclass(frozen=True)
class Party:
    """A payer or a payee as the bank knows it."""

    name: str
    bin: str
    iban: str
    bic: str
    code: str
    """КОд of a payer, КБе of a payee: residency and sector, two digits."""


@dataclass(frozen=True)
class Transfer:
    """One credit transfer; ``reference`` is the order's number in ASCII."""

    key: str
    reference: str
    amount_tiyn: int
    payer: Party
    payee: Party
    purpose_code: str
    purpose: str


def write(
    transfers: Sequence[Transfer],
    *,
    message_id: str,
    created_at: dt.datetime,
    execute_on: dt.date,
    initiator_name: str,
    initiator_bin: str,
) -> bytes:
    """Write the file; the total and the count stand in its head and in each payer's part."""
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})
    initiation = _node(root, "CstmrCdtTrfInitn")
    head = _node(initiation, "GrpHdr")
    _leaf(head, "MsgId", text=message_id)
    _leaf(head, "CreDtTm", text=f"{created_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}")
    _sums(head, transfers)
    _party(_node(head, "InitgPty"), initiator_name, initiator_bin)
    by_account = sorted(transfers, key=lambda one: (one.payer.iban, one.key))
    parts = groupby(by_account, key=lambda one: one.payer)
    for position, (payer, group) in enumerate(parts, start=1):
        _payer_part(initiation, payer, list(group), f"{message_id}-{position}", execute_on)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _payer_part(
    initiation: etree._Element,
    payer: Party,
    transfers: Sequence[Transfer],
    identifier: str,
    execute_on: dt.date,
) -> None:
    part = _node(initiation, "PmtInf")
    _leaf(part, "PmtInfId", text=identifier)
    _leaf(part, "PmtMtd", text="TRF")
    _leaf(part, "BtchBookg", text="false")
    _sums(part, transfers)
    _leaf(part, "PmtTpInf", "InstrPrty", text="NORM")
    _leaf(part, "ReqdExctnDt", "Dt", text=execute_on.isoformat())
    _party(_node(part, "Dbtr"), payer.name, payer.bin)
    _leaf(part, "DbtrAcct", "Id", "IBAN", text=payer.iban)
    _leaf(part, "DbtrAgt", "FinInstnId", "BICFI", text=payer.bic)
    for transfer in transfers:
        _transfer(part, transfer)


def _transfer(part: etree._Element, transfer: Transfer) -> None:
    entry = _node(part, "CdtTrfTxInf")
    identifiers = _node(entry, "PmtId")
    _leaf(identifiers, "InstrId", text=transfer.reference)
    _leaf(identifiers, "EndToEndId", text=transfer.key)
    amount = _leaf(entry, "Amt", "InstdAmt", text=tenge_string(transfer.amount_tiyn))
    amount.set("Ccy", "KZT")
    _leaf(entry, "CdtrAgt", "FinInstnId", "BICFI", text=transfer.payee.bic)
    _party(_node(entry, "Cdtr"), transfer.payee.name, transfer.payee.bin)
    _leaf(entry, "CdtrAcct", "Id", "IBAN", text=transfer.payee.iban)
    remittance = _node(entry, "RmtInf")
    for line in remittance_lines(transfer):
        _leaf(remittance, "Ustrd", text=line)


def remittance_lines(transfer: Transfer) -> list[str]:
    """ЕКНП and the purpose in lines of at most 140 characters; words may break over lines."""
    code = payment_code(
        payer_code=transfer.payer.code,
        payee_code=transfer.payee.code,
        purpose_code=transfer.purpose_code,
    )
    text, lines = f"{code} {transfer.purpose}", []
    while text:
        cut = len(text) if len(text) <= _LINE_LENGTH else text.rfind(" ", 0, _LINE_LENGTH + 1)
        cut = cut if cut > 0 else _LINE_LENGTH
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return lines


def _sums(parent: etree._Element, transfers: Sequence[Transfer]) -> None:
    _leaf(parent, "NbOfTxs", text=str(len(transfers)))
    _leaf(parent, "CtrlSum", text=tenge_string(sum(one.amount_tiyn for one in transfers)))


def _party(parent: etree._Element, name: str, bin_: str) -> None:
    _leaf(parent, "Nm", text=bank_text(name, _NAME_LENGTH))
    _leaf(parent, "Id", "OrgId", "Othr", "Id", text=bin_)
    _leaf(parent, "CtryOfRes", text="KZ")


def _node(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _leaf(parent: etree._Element, *path: str, text: str) -> etree._Element:
    for name in path:
        parent = _node(parent, name)
    parent.text = text
    return parent
