"""Ask registries and keep the evidence. Facts come back; what they mean is for ``flk`` to say.

Never inside a transaction: a slow registry would hold row locks. The network is used first, then
the rows are written in one short transaction.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import connection, transaction

from core import clock
from core.identifiers import Bin, Iin
from integrations import gateways, outages, stored_facts
from integrations.errors import RegistryError
from integrations.esf.port import SOURCE as ESF
from integrations.esf.port import InvoiceFacts, InvoicesAnswer
from integrations.evidence import Ended, Question, build
from integrations.gbd_fl.port import SOURCE as GBD_FL
from integrations.gbd_fl.port import PersonAnswer, PersonFacts
from integrations.http import Patience
from integrations.kgd.port import SOURCE as KGD
from integrations.kgd.port import TaxDebtAnswer, TaxDebtFacts, TaxOutcome
from integrations.models import Evidence


class _Raw(Protocol):
    @property
    def raw(self) -> bytes: ...


Answer = TypeVar("Answer", bound=_Raw)

_THREADS = 8


class RegistryCalledInTransaction(RuntimeError):
    """A registry was about to be asked while rows may be locked."""


@dataclass(frozen=True, slots=True)
class PersonToCheck:
    """One question of a batch."""

    subject_kind: str
    subject_id: int
    iin: Iin


@dataclass(frozen=True, slots=True)
class PersonCheck:
    """What a batch brings back for one person; ``facts`` is None when the register did not say."""

    asked: PersonToCheck
    evidence: Evidence
    facts: PersonFacts | None


def check_person(
    *, subject_kind: str, subject_id: int, iin: str, patience: Patience = Patience.BACKGROUND
) -> tuple[Evidence, PersonFacts | None]:
    """Ask ГБД ФЛ about one person and store the evidence.

    :raises core.identifiers.InvalidIdentifier: the IIN itself is wrong; nobody is asked
    """
    asked = PersonToCheck(subject_kind, subject_id, Iin.parse(iin))
    [check] = check_persons([asked], patience=patience)
    return check.evidence, check.facts


def check_persons(
    batch: Iterable[PersonToCheck], *, patience: Patience = Patience.BACKGROUND
) -> list[PersonCheck]:
    """Ask ГБД ФЛ about many persons, several at a time, and store all evidence at once.

    The answers keep the order of the batch. Callers cut long lists into chunks (a few hundred), so
    that a killed worker loses little.
    """
    questions = list(batch)
    if not questions:
        return []
    _refuse_in_transaction()
    # read in this thread: the clock and the settings may look into the database, pool threads
    # must not open connections of their own
    asked_at = clock.now()
    started = time.monotonic()
    register = gateways.person_register()

    def one(question: PersonToCheck) -> tuple[float, PersonAnswer | None, Ended]:
        begun = time.monotonic()
        answer, ended = _try(
            lambda: register.person(question.iin, now=asked_at, patience=patience),
            facts=_facts_of_person,
        )
        return begun - started, answer, ended

    with ThreadPoolExecutor(max_workers=min(_THREADS, len(questions))) as pool:
        results = list(pool.map(one, questions))
    rows = [
        build(
            Question(GBD_FL, question.subject_kind, question.subject_id),
            ended,
            asked_at=asked_at + dt.timedelta(seconds=delay),
        )
        for question, (delay, _answer, ended) in zip(questions, results, strict=True)
    ]
    with transaction.atomic():
        Evidence.objects.bulk_create(rows, batch_size=500)
        outages.note_answers(rows)
    return [
        PersonCheck(question, row, answer.facts if answer else None)
        for question, row, (_delay, answer, _ended) in zip(questions, rows, results, strict=True)
    ]


def check_tax_debt(
    *,
    subject_kind: str,
    subject_id: int,
    bin: str,
    patience: Patience = Patience.BACKGROUND,
) -> tuple[Evidence, TaxDebtFacts | None]:
    """Ask КГД about the arrears of an organisation and store the evidence.

    :raises core.identifiers.InvalidIdentifier: the BIN itself is wrong; nobody is asked
    """
    number = Bin.parse(bin)
    _refuse_in_transaction()
    asked_at = clock.now()
    register = gateways.tax_debt_register()
    answer, ended = _try(
        lambda: register.tax_debt(number, patience=patience),
        facts=_facts_of_tax_debt,
        is_conclusive=_is_conclusive,
    )
    row = _save(Question(KGD, subject_kind, subject_id), ended, asked_at)
    return row, answer.facts if answer else None


def find_invoices(
    *,
    subject_kind: str,
    subject_id: int,
    seller_bin: str,
    customer_bin: str,
    date_from: dt.date,
    date_to: dt.date,
    patience: Patience = Patience.BACKGROUND,
) -> tuple[Evidence, tuple[InvoiceFacts, ...] | None]:
    """Ask ИС ЭСФ for the invoices of two parties and store the evidence.

    An empty tuple means that none is issued; None that the system did not say.

    :raises core.identifiers.InvalidIdentifier: a BIN itself is wrong; nobody is asked
    """
    seller, customer = Bin.parse(seller_bin), Bin.parse(customer_bin)
    _refuse_in_transaction()
    asked_at = clock.now()
    register = gateways.invoice_register()
    answer, ended = _try(
        lambda: register.invoices(
            seller_bin=seller,
            customer_bin=customer,
            date_from=date_from,
            date_to=date_to,
            patience=patience,
        ),
        facts=_facts_of_invoices,
    )
    row = _save(Question(ESF, subject_kind, subject_id), ended, asked_at)
    return row, answer.invoices if answer else None


def _try(
    ask: Callable[[], Answer],
    *,
    facts: Callable[[Answer], dict[str, Any]],
    is_conclusive: Callable[[Answer], bool] = lambda _given: True,
) -> tuple[Answer | None, Ended]:
    """Put one question; a registry's failure becomes part of the evidence, never a crash."""
    begun = time.monotonic()
    try:
        given = ask()
    except RegistryError as problem:
        return None, Ended(time.monotonic() - begun, error=problem)
    return given, Ended(
        time.monotonic() - begun,
        facts=facts(given),
        raw=given.raw,
        is_conclusive=is_conclusive(given),
    )


def _facts_of_person(answer: PersonAnswer) -> dict[str, Any]:
    return stored_facts.of_person(answer.facts)


def _facts_of_tax_debt(answer: TaxDebtAnswer) -> dict[str, Any]:
    return stored_facts.of_tax_debt(answer.facts)


def _is_conclusive(answer: TaxDebtAnswer) -> bool:
    return answer.facts.outcome is not TaxOutcome.UNKNOWN


def _facts_of_invoices(answer: InvoicesAnswer) -> dict[str, Any]:
    return stored_facts.of_invoices(answer.invoices)


def _save(question: Question, ended: Ended, asked_at: dt.datetime) -> Evidence:
    row = build(question, ended, asked_at=asked_at)
    with transaction.atomic():
        row.save(force_insert=True)
        outages.note_answers([row])
    return row


def _refuse_in_transaction() -> None:
    # tests run inside a transaction of their own
    allowed = getattr(settings, "REGISTRY_CALLS_IN_TRANSACTION", settings.TESTING)
    if connection.in_atomic_block and not allowed:
        raise RegistryCalledInTransaction("ask the registry before the transaction begins")
