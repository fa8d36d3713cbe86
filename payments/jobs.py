"""Long work of this room."""

from django.db import transaction

from core import jobs
from core.jobs import JobRun, job
from core.models import Job
from core.workflow import Actor
from payments.models import BankStatement
from payments.services.statements import (
    Imported,
    book_line,
    lines_of,
    one_at_a_time,
    receive_statement,
    settle_registers,
)

BOOK_STATEMENTS = "payments.book_statements"
CHUNK = 50
"""Lines booked in one transaction: a killed worker loses at most these, and books them again."""


@transaction.atomic
def import_in_background(*, content: bytes, name: str, actor: Actor) -> list[BankStatement]:
    """Receive a file and leave its booking to a job; both commit together.

    :raises StatementUnreadable, StatementRepeated, TransitionForbidden: as on receipt
    """
    received = receive_statement(content=content, name=name, actor=actor)
    jobs.enqueue(
        BOOK_STATEMENTS,
        requested_by=actor.membership_id,
        statement_ids=[one.pk for one in received],
    )
    return received


@job(BOOK_STATEMENTS)
def book_statements(run: JobRun) -> None:
    """Book the lines of received statements in chunks; ``params``: ``statement_ids``."""
    statements = list(
        BankStatement.objects.filter(pk__in=run.params["statement_ids"]).order_by("pk")
    )
    pending = lines_of(statements)
    done = (run.cursor or {}).get("done", 0)
    while done < len(pending):
        with transaction.atomic():
            one_at_a_time()
            part = pending[done : done + CHUNK]
            for line in part:
                book_line(line, Imported())
            done += len(part)
            run.checkpoint(cursor={"done": done}, done=done, total=len(pending))
    with transaction.atomic():
        one_at_a_time()
        settle_registers(statements)
        run.checkpoint(cursor={"done": done}, done=done, total=len(pending))


def booking_of(statement: BankStatement) -> Job | None:
    """The job that books the statement, while it is not done."""
    waiting = Job.objects.filter(kind=BOOK_STATEMENTS).exclude(state="done")
    return waiting.filter(params__statement_ids__contains=statement.pk).first()
