"""Forming the act of a month: lines, totals, document, offer to the school."""

import datetime as dt

from django.db import IntegrityError, transaction

from acts.calculations import form_lines, snapshot_sha256, totals_of
from acts.models import Act
from acts.selectors.limits import terms_of
from acts.selectors.rows import applied_revision, pupil_rows
from acts.services.documents import prepare_act_document
from acts.services.lines import replace_lines
from acts.statuses import UNSIGNED, ActKind, ActStatus
from contracts.errors import ContractNotInForce
from contracts.models import Contract
from contracts.statuses import ContractStatus
from contracts.terms import school_due_on
from core import clock
from core.numbers import next_number
from core.partitions import ensure_month
from core.periods import Month
from core.workflow import SYSTEM, perform, record_creation
from schools.services.month_lock import lock_month


def form_act(*, contract: Contract, month: Month, on_date: dt.date | None = None) -> Act:
    """Form or re-form the main act of a contract's month and offer it to the school.

    Harmless to repeat: a signed act is returned as it stands; unchanged lines change nothing;
    whatever a killed worker left unfinished is finished. Without data the act waits for them.

    :raises ContractNotInForce: the contract is not active, or does not cover the month
    """
    on_date = on_date or clock.today()
    covers = contract.first_month <= month.first_day <= contract.last_month
    if contract.status != ContractStatus.ACTIVE or not covers:
        raise ContractNotInForce
    ensure_month(month)
    act = _form_lines(contract=contract, month=month, on_date=on_date)
    return finish_forming(act=act) if act.status == ActStatus.FORMED else act


def finish_forming(*, act: Act) -> Act:
    """Make the document of a formed act and offer it; apart, so that lines commit first."""
    with transaction.atomic():
        locked = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
        if locked.status != ActStatus.FORMED:
            return locked
        prepare_act_document(act=locked)
        return perform(locked, "offer_to_school", actor=SYSTEM, due_on=school_due_on(clock.today()))


@transaction.atomic
def _form_lines(*, contract: Contract, month: Month, on_date: dt.date) -> Act:
    # a push, the closing and the forming of one school's month go one after another
    lock_month(school_id=contract.school_id, month=month)
    act = _locked_act(contract=contract, month=month)
    if act.status not in UNSIGNED:
        return act
    rows = pupil_rows(school=contract.school, month=month, act_id=act.pk)
    if not rows:
        return act
    terms = terms_of(contract=contract, month=month, on_date=on_date, act_id=act.pk)
    revision = applied_revision(school=contract.school, month=month)
    if _says_the_same(act, snapshot_sha256(form_lines(rows, terms)), revision):
        return act
    lines = replace_lines(act=act, rows=rows, terms=terms)
    totals = totals_of(lines)
    Act.objects.filter(pk=act.pk).update(
        forming=act.forming + 1,
        revision=revision,
        pupils_count=totals.pupils,
        payable_count=totals.payable,
        amount_tiyn=totals.amount_tiyn,
        held_tiyn=totals.held_tiyn + totals.waiting_tiyn,
        unpaid_tiyn=totals.unpaid_tiyn,
        snapshot_sha256=snapshot_sha256(lines),
    )
    if act.status == ActStatus.FORMED:
        # a worker was killed before the offer; the move into this state was made then
        Act.objects.filter(pk=act.pk).update(document=None, formed_at=clock.now())
        return Act.objects.get(pk=act.pk)
    return perform(
        act,
        "form",
        actor=SYSTEM,
        at=clock.now(),
        details={"revision": revision, "forming": act.forming + 1},
    )


def _says_the_same(act: Act, snapshot: str, revision: int) -> bool:
    """Whether forming anew would change nothing of an act that stands formed."""
    return act.status in (ActStatus.FORMED, ActStatus.WITH_SCHOOL) and (
        act.snapshot_sha256,
        act.revision,
    ) == (snapshot, revision)


def _locked_act(*, contract: Contract, month: Month) -> Act:
    live = Act.objects.select_for_update(of=("self",)).filter(
        contract=contract, month=month.first_day, kind=ActKind.MAIN
    )
    live = live.exclude(status=ActStatus.ANNULLED)
    found = live.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = Act.objects.create(
                number=next_number(f"act|{month}", f"ША-{month}-"),
                contract=contract,
                school_id=contract.school_id,
                region_id=contract.region_id,
                stream=contract.stream,
                month=month.first_day,
                due_on=school_due_on(clock.today()),
                created_at=clock.now(),
            )
    except IntegrityError:
        # I5: somebody else was faster
        return live.get()
    record_creation(made, actor=SYSTEM)
    return made


def reform_unsigned_act(*, school_id: int, month: Month) -> Act | None:
    """Form a school's existing act of the month again, if nobody has signed it; never a new one."""
    act = (
        Act.objects.filter(
            school_id=school_id, month=month.first_day, kind=ActKind.MAIN, status__in=UNSIGNED
        )
        .select_related("contract__school")
        .order_by("pk")
        .first()
    )
    if act is None or act.contract.status != ContractStatus.ACTIVE:
        return None
    return form_act(contract=act.contract, month=month)
