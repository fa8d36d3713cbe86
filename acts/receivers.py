"""What this room does when others tell that something happened.

Only unsigned acts that exist are formed again; a signed act never changes.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from acts.jobs import FORM_ACT, REFORM
from acts.models import Act, ActRegister
from acts.selectors.rivals import rival_schools
from acts.services import documents, register_documents
from acts.services.invoices import SUBJECT as INVOICE_SUBJECT
from acts.statuses import UNSIGNED, ActKind, ActStatus
from contracts.models import Contract
from core import clock, jobs, outbox
from core.periods import Month, months_between
from core.workflow import Actor
from integrations import outages
from integrations.models import Outage
from schools.models import DuplicateCase
from signing import access
from signing.models import Document


@outbox.handles("schools.contingent_applied")
def on_contingent_applied(*, school_id: int, month: str, **_more: object) -> None:
    """A newer revision: form the school's act (again), and those of schools with the same pupils.

    The first act of a month is formed as soon as the month is over and its data are there.
    """
    asked = Month.parse(month)
    if _is_over(asked) and not _act_stands(school_id, asked):
        jobs.enqueue(FORM_ACT, school_id=school_id, month=month)
    _reform([school_id, *rival_schools(school_id=school_id, month=asked)], asked)


@outbox.handles("contracts.activated")
def on_contract_activated(*, contract_id: int, **_more: object) -> None:
    """Form the acts of the contract's months that are over; without data they wait for the LMS."""
    contract = Contract.objects.get(pk=contract_id)
    for month in months_between(Month.of(contract.first_month), Month.of(contract.last_month)):
        if _is_over(month):
            jobs.enqueue(FORM_ACT, school_id=contract.school_id, month=str(month))


@outbox.handles("schools.persons_checked")
def on_persons_checked(*, school_id: int, month: str, **_more: object) -> None:
    """The registry answered. A returned act waits for the school, not for the registry."""
    _reform([school_id], Month.parse(month), also_returned=False)


@outbox.handles("schools.study_proofs_changed")
def on_study_proofs_changed(*, school_id: int, **_more: object) -> None:
    """A paper came, was rejected or withdrawn: every unsigned act of the school looks again.

    Forming that changes nothing leaves the act as it stands.
    """
    months = Act.objects.filter(
        school_id=school_id, kind=ActKind.MAIN, status__in=UNSIGNED
    ).order_by("month")
    for month in months.values_list("month", flat=True):
        _reform([school_id], Month.of(month))


@outbox.handles("schools.duplicate_resolved")
def on_duplicate_resolved(*, case_id: int, **_more: object) -> None:
    """The losers' acts first, so that the winner's finds the pupil's month free."""
    case = DuplicateCase.objects.get(pk=case_id)
    schools = list(case.claims.values_list("school_id", flat=True))
    schools.sort(key=lambda school_id: (school_id == case.decided_for_id, school_id))
    _reform(schools, Month.of(case.month))


def _is_over(month: Month) -> bool:
    return month.last_day < clock.today()


def _act_stands(school_id: int, month: Month) -> bool:
    return Act.objects.filter(
        school_id=school_id, month=month.first_day, kind=ActKind.MAIN
    ).exists()


def _reform(school_ids: Sequence[int], month: Month, *, also_returned: bool = True) -> None:
    acts = Act.objects.filter(
        school_id__in=school_ids,
        month=month.first_day,
        kind=ActKind.MAIN,
        status__in=UNSIGNED,
    )
    if not also_returned:
        acts = acts.exclude(status=ActStatus.RETURNED)
    standing = set(acts.values_list("school_id", flat=True))
    wanted = [school_id for school_id in school_ids if school_id in standing]
    if wanted:
        jobs.enqueue(REFORM, school_ids=wanted, month=str(month))


def _may_read_act(actor: Actor, document: Document) -> bool:
    return Act.objects.visible_to(actor).filter(pk=document.subject_id).exists()


def _may_read_register(actor: Actor, document: Document) -> bool:
    return ActRegister.objects.visible_to(actor).filter(pk=document.subject_id).exists()


def _state_of_act(document: Document) -> str:
    act = Act.objects.filter(pk=document.subject_id).first()
    return act.get_status_display() if act else ""


def _state_of_register(document: Document) -> str:
    register = ActRegister.objects.filter(pk=document.subject_id).first()
    return register.get_status_display() if register else ""


access.register(
    documents.KIND, _may_read_act, label=_("Акт оказанных услуг"), state_of=_state_of_act
)
access.register(
    register_documents.KIND,
    _may_read_register,
    label=_("Сводный реестр актов"),
    state_of=_state_of_register,
)


@outbox.handles(outages.ANSWERED_AGAIN)
def on_registry_answered_again(*, outage_id: int, **_more: object) -> None:
    """The school could not show its e-invoice: the silence does not eat the term."""
    outages.extend_terms(
        Outage.objects.get(pk=outage_id),
        Act.objects.filter(status=ActStatus.SIGNED),
        subject_kind=INVOICE_SUBJECT,
    )
