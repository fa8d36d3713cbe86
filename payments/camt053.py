"""Reads camt.053 bank statements of any version (001.02 … 001.13) by local names.

Pure: bytes in, frozen values out. Nothing is guessed: what cannot be read exactly refuses the
whole file with a sentence for the person who uploaded it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from core.identifiers import Iban, InvalidIdentifier
from core.money import parse_tenge
from integrations.errors import ContractBroken
from integrations.safe_xml import child, children, local, parse, text

MAX_BYTES = 10_000_000
MAX_LINES = 20_000
_AMOUNT = re.compile(r"(?P<sum>\d{1,16}(?:\.\d{1,2})?)0*")
_NOT_PROVIDED = "NOTPROVIDED"


class StatementUnreadable(Exception):
    """The file is not a statement that can be read exactly; the message is fit for the user."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Line:
    """One booked operation of an account."""

    is_debit: bool
    booked_on: dt.date
    amount_tiyn: int
    key: str
    """EndToEndId; empty where the bank gave none."""
    reference: str
    payee_iban: str


@dataclass(frozen=True)
class Statement:
    """The booked operations of one account over some days."""

    identifier: str
    account: str
    from_on: dt.date
    to_on: dt.date
    lines: tuple[Line, ...]


def read(content: bytes) -> list[Statement]:
    """Read every statement of a file.

    :raises StatementUnreadable: too large, not XML, a document type inside, another message, a
        missing field, another currency, sums of details that do not add up
    """
    if len(content) > MAX_BYTES:
        raise StatementUnreadable(_("Файл больше 10 МБ: разделите выписку по дням."))
    try:
        root = parse(content)
    except (ContractBroken, LookupError) as problem:
        raise StatementUnreadable(
            _("Файл не является XML или содержит недопустимое описание типа.")
        ) from problem
    message = child(root, "BkToCstmrStmt")
    if local(root) != "Document" or message is None:
        raise StatementUnreadable(_("Это не выписка camt.053."))
    statements = [_statement(element) for element in children(message, "Stmt")]
    if not statements:
        raise StatementUnreadable(_("В файле нет ни одной выписки."))
    if sum(len(one.lines) for one in statements) > MAX_LINES:
        raise StatementUnreadable(_("В файле слишком много строк: разделите выписку по дням."))
    return statements


def _statement(element: etree._Element) -> Statement:
    lines = tuple(
        line
        for entry in children(element, "Ntry")
        if (text(entry, "Sts", "Cd") or text(entry, "Sts") or "BOOK") == "BOOK"
        for line in _lines(entry)
    )
    from_on, to_on = _period(element, lines)
    return Statement(
        identifier=_required(text(element, "Id"), _("нет номера выписки"), longest=35),
        account=_account(element),
        from_on=from_on,
        to_on=to_on,
        lines=lines,
    )


def _account(element: etree._Element) -> str:
    found = text(element, "Acct", "Id", "IBAN") or text(element, "Acct", "Id", "Othr", "Id")
    try:
        return str(Iban.parse(found))
    except InvalidIdentifier as problem:
        raise StatementUnreadable(_("В выписке нет действительного счёта (ИИК).")) from problem


def _period(element: etree._Element, lines: tuple[Line, ...]) -> tuple[dt.date, dt.date]:
    first, last = text(element, "FrToDt", "FrDtTm"), text(element, "FrToDt", "ToDtTm")
    days = [line.booked_on for line in lines]
    if first and last:
        from_on, to_on = _day(first), _day(last)
    elif days:
        from_on, to_on = min(days), max(days)
    else:
        from_on = to_on = _day(text(element, "CreDtTm"))
    if to_on < from_on:
        raise StatementUnreadable(_("Конец периода выписки раньше начала."))
    return from_on, to_on


def _lines(entry: etree._Element) -> Iterator[Line]:
    direction = text(entry, "CdtDbtInd")
    if direction not in ("DBIT", "CRDT"):
        raise StatementUnreadable(_("В строке выписки не указано: списание или поступление."))
    booked = child(entry, "BookgDt")
    booked_on = _day(text(booked, "Dt") or text(booked, "DtTm"))
    total = _amount(child(entry, "Amt"))
    reversal = text(entry, "RvslInd") == "true"
    operations = [
        operation
        for details in children(entry, "NtryDtls")
        for operation in children(details, "TxDtls")
    ]
    sums = [_operation_amount(operation) for operation in operations]
    if len(operations) == 1:
        sums = [sums[0] if sums[0] is not None else total]
    if operations and (None in sums or sum(one or 0 for one in sums) != total):
        raise StatementUnreadable(_("Сумма строки выписки не равна сумме её операций."))
    own = text(entry, "AcctSvcrRef") or text(entry, "NtryRef")
    for operation, amount in zip(operations or [None], sums or [total], strict=True):
        key = text(operation, "Refs", "EndToEndId")
        yield Line(
            is_debit=direction == "DBIT" and not reversal,
            booked_on=booked_on,
            amount_tiyn=amount or 0,
            key="" if key == _NOT_PROVIDED else key,
            reference=(text(operation, "Refs", "AcctSvcrRef") or own)[:60],
            payee_iban=re.sub(
                r"\s", "", text(operation, "RltdPties", "CdtrAcct", "Id", "IBAN")
            ).upper(),
        )


def _operation_amount(operation: etree._Element) -> int | None:
    """The sum of one operation: ``Amt`` (001.08) or ``AmtDtls/TxAmt/Amt`` (001.02)."""
    found = child(operation, "Amt")
    if found is None:
        found = child(operation, "AmtDtls", "TxAmt", "Amt")
    return None if found is None else _amount(found)


def _amount(element: etree._Element | None) -> int:
    if element is None or element.get("Ccy") != "KZT":
        raise StatementUnreadable(_("В строке выписки нет суммы в тенге (KZT)."))
    found = _AMOUNT.fullmatch((element.text or "").strip())
    if not found or not found["sum"].isascii():
        raise StatementUnreadable(_("Сумма в строке выписки записана неверно."))
    return parse_tenge(found["sum"])


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError as problem:
        raise StatementUnreadable(
            _("Дата в выписке отсутствует или записана неверно.")
        ) from problem


def _required(found: str, what: Any, *, longest: int) -> str:
    if not found or len(found) > longest:
        raise StatementUnreadable(_("Выписка не читается: %(what)s.") % {"what": what})
    return found
