"""Bank statements: exact matches settle acts, everything else waits for a person."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind
from acts.models import Act, ActRegister
from acts.statuses import ActStatus, RegisterStatus
from core import clock
from core.workflow import SYSTEM, Actor, TransitionForbidden, TransitionImpossible, perform
from payments import camt053
from payments.models import BankStatement, PaymentOrder, StatementLine
from payments.permissions import is_finance
from payments.services.counters import count_paid
from payments.services.matching import outcome_of

Outcome = StatementLine.Outcome
_IMPORT_LOCK = 5_053_001
"""Advisory lock: two people importing at once do it one after the other."""


class StatementRepeated(Exception):
    """This statement has been imported; nothing is counted twice."""

    def __init__(self, earlier: BankStatement) -> None:
        super().__init__(earlier.statement_id)
        self.earlier = earlier

    def __str__(self) -> str:
        return _("Выписка № %(number)s уже загружена. Ничего не изменилось.") % {
            "number": self.earlier.statement_id
        }


@dataclass
class Imported:
    """What an imported file did."""

    statements: list[BankStatement] = field(default_factory=list)
    paid: list[PaymentOrder] = field(default_factory=list)
    waiting: list[StatementLine] = field(default_factory=list)


def receive_statement(*, content: bytes, name: str, actor: Actor) -> list[BankStatement]:
    """Keep a camt.053 file; its lines are booked afterwards, in a job or at once.

    :raises StatementUnreadable: the file cannot be read exactly
    :raises StatementRepeated: the same file or the same statement of the account
    :raises TransitionForbidden: the actor is not of the finance centre
    """
    if not is_finance(None, actor):
        raise TransitionForbidden("import_statement")
    read = camt053.read(content)
    _refuse_foreign_accounts(read)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        one_at_a_time()
        _refuse_repeated(read, sha256)
        return [
            BankStatement.objects.create(
                statement_id=one.identifier,
                account=one.account,
                from_on=one.from_on,
                to_on=one.to_on,
                file=content,
                sha256=sha256,
                original_name=name[:200],
                lines_count=len(one.lines),
                imported_by_id=actor.membership_id,
                imported_at=clock.now(),
            )
            for one in read
        ]


def import_statement(*, content: bytes, name: str, actor: Actor) -> Imported:
    """Receive a camt.053 file and book it in one transaction, for commands and small files.

    :raises StatementUnreadable, StatementRepeated, TransitionForbidden: as on receipt
    """
    with transaction.atomic():
        imported = Imported(statements=receive_statement(content=content, name=name, actor=actor))
        for line in lines_of(imported.statements):
            book_line(line, imported)
        settle_registers(imported.statements)
    return imported


@dataclass(frozen=True)
class LineToBook:
    """One entry of a received statement with its place, counted from 1."""

    statement: BankStatement
    position: int
    line: camt053.Line


def lines_of(statements: Sequence[BankStatement]) -> list[LineToBook]:
    """All entries of the statements of one file, read from the bytes that were received."""
    if not statements:
        return []
    own = {(one.account, one.statement_id): one for one in statements}
    return [
        LineToBook(own[read.account, read.identifier], position, line)
        for read in camt053.read(bytes(statements[0].file))
        for position, line in enumerate(read.lines, start=1)
    ]


def one_at_a_time() -> None:
    """Wait until nobody else books in a transaction of his own; until the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


def resolve_line(*, line: StatementLine, actor: Actor, reason: str) -> StatementLine:
    """Write down what a person decided about a line that did not match; money does not move.

    :raises TransitionImpossible: it matched, is resolved already, or no reason is given
    """
    if not is_finance(line, actor):
        raise TransitionForbidden("resolve_line")
    if not reason.strip():
        raise TransitionImpossible(_("Укажите, что решено по строке."))
    changed = (
        StatementLine.objects.filter(pk=line.pk, resolved_at__isnull=True)
        .exclude(outcome=Outcome.MATCHED)
        .update(
            resolution=reason.strip()[:500],
            resolved_by_id=actor.membership_id,
            resolved_at=clock.now(),
        )
    )
    if not changed:
        raise TransitionImpossible(_("Строка уже разобрана."))
    line.refresh_from_db()
    return line


def book_line(given: LineToBook, imported: Imported) -> None:
    """Write one line and pay what matches exactly.

    A line matches by EndToEndId, sum, payee's and payer's accounts and the state «sent». The
    order becomes executed and its act paid when the whole sum came.
    """
    statement, line = given.statement, given.line
    order = PaymentOrder.objects.filter(key=line.key).first() if line.key else None
    outcome = outcome_of(line, order, account=statement.account)
    if (
        outcome == Outcome.MATCHED
        and order is not None
        and not count_paid(act=order.act, amount_tiyn=line.amount_tiyn)
    ):
        outcome = Outcome.SUM_DIFFERS
    booked = StatementLine.objects.create(
        statement=statement,
        position=given.position,
        booked_on=line.booked_on,
        amount_tiyn=line.amount_tiyn,
        key=line.key[:35],
        bank_reference=line.reference,
        payee_iban=line.payee_iban[:34],
        outcome=outcome,
        order=order,
    )
    if outcome != Outcome.MATCHED or order is None:
        imported.waiting.append(booked)
        return
    imported.paid.append(_execute(order, line, statement))


def _execute(order: PaymentOrder, line: camt053.Line, statement: BankStatement) -> PaymentOrder:
    executed = perform(
        order,
        "execute",
        actor=SYSTEM,
        on_date=line.booked_on,
        reference=line.reference,
        details={"statement": statement.statement_id},
    )
    act = Act.objects.get(pk=order.act_id)
    if act.paid_tiyn == act.amount_tiyn and act.status == ActStatus.PAYABLE:
        perform(act, "settle", actor=SYSTEM, on_date=line.booked_on)
    return executed


def settle_registers(statements: Sequence[BankStatement]) -> None:
    """Close the registers of which the statements paid the last act."""
    paid = StatementLine.objects.filter(statement__in=statements, outcome=Outcome.MATCHED)
    keys = paid.order_by().values("order__register_id").distinct()
    for register in ActRegister.objects.filter(pk__in=keys, status=RegisterStatus.ACCEPTED):
        if not Act.objects.filter(register=register).exclude(status=ActStatus.PAID).exists():
            perform(register, "settle", actor=SYSTEM)


def _refuse_repeated(read: Sequence[camt053.Statement], sha256: str) -> None:
    earlier = BankStatement.objects.filter(sha256=sha256).first()
    for one in read:
        earlier = (
            earlier
            or BankStatement.objects.filter(
                account=one.account, statement_id=one.identifier
            ).first()
        )
    if earlier is not None:
        raise StatementRepeated(earlier)
    if len({(one.account, one.identifier) for one in read}) < len(read):
        raise camt053.StatementUnreadable(_("В файле дважды стоит одна и та же выписка."))


def _refuse_foreign_accounts(read: Sequence[camt053.Statement]) -> None:
    accounts = {one.account for one in read}
    known = set(
        Organisation.objects.filter(
            kind=OrganisationKind.DEPARTMENT, iban__in=accounts
        ).values_list("iban", flat=True)
    ) | set(
        PaymentOrder.objects.filter(payer_iban__in=accounts).values_list("payer_iban", flat=True)
    )
    if accounts - known:
        raise camt053.StatementUnreadable(
            _("Счёт выписки не принадлежит ни одному управлению образования.")
        )
