"""The two signatures of an act and the way back between them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acts.dated_settings import INVOICE_DAYS
from acts.models import Act
from acts.selectors.proofs import OutOfStep, out_of_step
from acts.selectors.rows import applied_revision
from acts.statuses import ActStatus
from contracts.models import Contract
from contracts.services import record_signed_act
from contracts.services.documents import department_of
from contracts.services.signing import iin_of
from contracts.terms import department_due_on, school_due_on
from core import clock, outbox, settings_book
from core.periods import Month, WorkingCalendar
from core.workflow import Actor, TransitionImpossible, perform
from schools.models import MonthClosure, MonthReopening
from schools.services.closing import close_month
from schools.services.month_lock import lock_month
from signing import oids
from signing.services import SignatureRefused, attach_signature
from signing.sides import Side


class NewerDataArrived(TransitionImpossible):
    """The LMS sent a newer revision than the lines are of; the act is being formed anew."""

    def __init__(self) -> None:
        super().__init__(
            _("LMS прислала новые данные за этот месяц: акт формируется заново, подпишите новый.")
        )


class PapersChanged(TransitionImpossible):
    """A paper of a special type of study came or fell away; the act is being formed anew."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Документы об особых условиях обучения изменились: "
                "акт формируется заново, подпишите новый."
            )
        )


class PaperFellAway(TransitionImpossible):
    """A paper by which the school signed was rejected since: the act must go back."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Документ об особых условиях обучения отклонён после подписи школы: верните акт "
                "с этой причиной, он сформируется заново по общему нормативу."
            )
        )


@transaction.atomic
def sign_act_by_school(
    *,
    act: Act,
    actor: Actor,
    cms: bytes,
    on_date: dt.date | None = None,
    document_code: str | None = None,
) -> Act:
    """The first signature: it closes the school's month and hands the act to the department.

    :raises SignatureRefused: the CMS is not this person's over these bytes
    :raises TransitionImpossible: another state, newer data or other papers of the month
    :raises TransitionForbidden: the actor may not sign for the school
    """
    on_date = on_date or clock.today()
    month = Month.of(act.month)
    lock_month(school_id=act.school_id, month=month)
    fresh = _locked(act)
    if fresh.status == ActStatus.WITH_SCHOOL:
        if applied_revision(school=fresh.school, month=month) != fresh.revision:
            raise NewerDataArrived
        if out_of_step(fresh) != OutOfStep(0, 0):
            raise PapersChanged
        signature_id = _attach(
            fresh, actor, cms, Side.SCHOOL, fresh.school.organisation.bin, document_code
        )
    else:
        signature_id = None
    signed = perform(
        fresh,
        "sign_by_school",
        actor=actor,
        signature_id=signature_id,
        on_date=on_date,
        due_on=department_due_on(on_date),
    )
    close_month(school=fresh.school, month=month)
    return signed


@transaction.atomic
def sign_act_by_department(
    *,
    act: Act,
    actor: Actor,
    cms: bytes,
    on_date: dt.date | None = None,
    document_code: str | None = None,
) -> Act:
    """The second signature: the sum counts on the contract and the school is asked for the ЭСФ.

    Rows are locked contract first, then act: of two officers at once one signs and the other
    hears the state.

    :raises SignatureRefused: the CMS is not this person's over these bytes
    :raises TransitionImpossible: another state, a paper that fell away, or a contract without room
    :raises TransitionForbidden: the actor may not sign for the department
    """
    on_date = on_date or clock.today()
    Contract.objects.select_for_update(of=("self",)).get(pk=act.contract_id)
    fresh = _locked(act)
    signature_id = None
    if fresh.status == ActStatus.WITH_DEPARTMENT:
        if out_of_step(fresh).lost:
            raise PaperFellAway
        signature_id = _attach(
            fresh, actor, cms, Side.DEPARTMENT, department_of(fresh.region_id).bin, document_code
        )
    signed = perform(
        fresh,
        "sign_by_department",
        actor=actor,
        signature_id=signature_id,
        on_date=on_date,
        due_on=_invoice_due_on(on_date),
    )
    record_signed_act(contract_id=signed.contract_id, amount_tiyn=signed.amount_tiyn)
    outbox.emit("acts.signed", act_id=signed.pk)
    return signed


@transaction.atomic
def send_back_act(*, act: Act, actor: Actor, reason: str) -> Act:
    """Return an act with a reason; signatures under its bytes are void.

    After the school's signature the month was closed: it opens again, so that the LMS can mend its
    data, and the next signature closes it anew. The act is formed again at once from the present
    data (``acts.returned``), and once more with every newer revision.

    :raises TransitionImpossible: another state, or no reason
    :raises TransitionForbidden: it is not this actor's move
    """
    month = Month.of(act.month)
    lock_month(school_id=act.school_id, month=month)
    fresh = _locked(act)
    returned = perform(
        fresh,
        "send_back",
        actor=actor,
        reason=reason,
        due_on=school_due_on(clock.today()),
    )
    closure = MonthClosure.objects.filter(school_id=act.school_id, month=act.month).first()
    if closure is not None:
        MonthReopening.objects.create(closure=closure, reason=reason, reopened_at=clock.now())
    outbox.emit("acts.returned", act_id=returned.pk)
    return returned


def _locked(act: Act) -> Act:
    return Act.objects.select_for_update(of=("self",)).get(pk=act.pk)


def _attach(
    act: Act, actor: Actor, cms: bytes, side: str, expected_bin: str, document_code: str | None
) -> int | None:
    if act.document is None:
        return None  # ``perform`` tells why not
    if document_code is not None and document_code != act.document.code:
        raise SignatureRefused("document_changed")
    return attach_signature(
        document=act.document,
        cms=cms,
        actor=actor,
        side=side,
        expected_iin=iin_of(actor),
        expected_bin=expected_bin,
        required_oids=oids.MAY_SIGN,
    ).pk


def _invoice_due_on(on_date: dt.date) -> dt.date:
    days = int(settings_book.value(INVOICE_DAYS, on_date))
    return WorkingCalendar().add_working_days(on_date, days)
