"""Who is told of which move: events of the chain become messages behind the bell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from accounts import comments
from accounts.models import Comment, Organisation, OrganisationKind
from accounts.roles import DEPARTMENT_ROLES, FINANCE_ROLES, SCHOOL_ROLES, Role
from core.money import format_tenge
from core.outbox import handles
from core.workflow import history_of
from lms_api.delivery.records import DeliveryReminder
from lms_api.delivery.reminders import REMINDED
from portal.notifications import notify_organisation
from schools.models import School
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.expiring_proofs import EXPIRING

_SIDES = {
    "school": SCHOOL_ROLES,
    "department": DEPARTMENT_ROLES,
    "finance": FINANCE_ROLES,
}


_LISTS = {
    "budget.fundingapplication": "applications",
    "contracts.contract": "contracts",
    "acts.act": "acts",
}


@dataclass(frozen=True)
class Notice:
    """Which side is told what, and the list that opens."""

    event: str
    kind: str
    side: str
    page: str

    @property
    def path(self) -> str:
        """The list of the side's cabinet, without a language prefix."""
        return f"/{self.side}/{self.page}/"


NOTICES = (
    Notice("schools.school.submit", "school.submitted", "department", "schools"),
    Notice("schools.school.appeal", "school.appealed", "department", "schools"),
    Notice("schools.school.refuse", "school.refused", "school", "schools"),
    Notice("schools.school.send_back", "school.returned", "school", "schools"),
    Notice("schools.school.activate", "school.activated", "school", "schools"),
    Notice(
        "budget.fundingapplication.hand_to_officer",
        "application.submitted",
        "department",
        "applications",
    ),
    Notice("budget.fundingapplication.send_back", "application.returned", "school", "applications"),
    Notice("budget.fundingapplication.refuse", "application.refused", "school", "applications"),
    Notice("budget.fundingapplication.approve", "application.approved", "school", "applications"),
    Notice("contracts.contract.send_to_school", "contract.to_sign", "school", "contracts"),
    Notice("contracts.contract.sign_by_school", "contract.to_sign", "department", "contracts"),
    Notice("contracts.contract.sign_by_department", "contract.active", "school", "contracts"),
    Notice("contracts.contract.decline", "contract.declined", "department", "contracts"),
    Notice("acts.act.offer_to_school", "act.to_sign", "school", "acts"),
    Notice("acts.act.sign_by_school", "act.to_sign", "department", "acts"),
    Notice("acts.act.send_back", "act.returned", "school", "acts"),
    Notice("acts.act.sign_by_department", "act.needs_invoice", "school", "acts"),
    Notice("acts.act.settle", "act.paid", "school", "acts"),
    Notice("schools.studyproof.reject", "study_proof.rejected", "school", "study-proofs"),
    Notice("acts.actregister.send", "register.sent", "finance", "registers"),
    Notice("acts.actregister.send_back", "register.returned", "department", "registers"),
    Notice("payments.paymentorder.reject", "payment.rejected", "finance", "payments"),
)


def tell(notice: Notice, *, subject_id: int) -> int:
    """Write the notice's messages for one record; returns how many people were told."""
    model = apps.get_model(notice.event.rpartition(".")[0])
    record = model._default_manager.get(pk=subject_id)
    return sum(
        notify_organisation(
            organisation_id=organisation_id,
            roles=_SIDES[notice.side],
            kind=notice.kind,
            path=notice.path,
            params=_params(record),
            signers_only=notice.kind.endswith(".to_sign"),
        )
        for organisation_id in _addressees(record, notice.side)
    )


def _addressees(record: Any, side: str) -> list[int]:
    if side == "school":
        school = record if record._meta.label_lower == "schools.school" else record.school
        return [school.organisation_id]
    if side == "department":
        rows = Organisation.objects.filter(
            kind=OrganisationKind.DEPARTMENT, region_id=record.region_id
        )
    else:
        rows = Organisation.objects.filter(kind=OrganisationKind.FINANCE_CENTRE)
    return list(rows.values_list("pk", flat=True))


def _params(record: Any) -> dict[str, str]:
    """Number, name, reason and sum of a record, where it has them; no personal data."""
    last = history_of(record).first()
    params = {"reason": last.reason if last else ""}
    if hasattr(record, "number"):
        params["number"] = str(record.number)
    if hasattr(record, "name_ru"):
        params |= {"name": record.name_ru, "name_kk": record.name_kk}
    tiyn = getattr(record, "amount_tiyn", getattr(record, "total_tiyn", None))
    if tiyn is not None:
        params["amount"] = format_tenge(tiyn)
    return params


def _listener(notice: Notice) -> Callable[..., None]:
    def listen(*, subject_id: int) -> None:
        tell(notice, subject_id=subject_id)

    return listen


for _notice in NOTICES:
    handles(_notice.event)(_listener(_notice))


@handles(REMINDED)
def on_delivery_reminder(*, reminder_id: int) -> None:
    """Tell the school, and the engineers of its primary vendor, that a month's data are awaited."""
    reminder = DeliveryReminder.objects.select_related("school").get(pk=reminder_id)
    params = {
        "name": reminder.school.name_ru,
        "name_kk": reminder.school.name_kk,
        "month": f"{reminder.month:%m.%Y}",
    }
    school = reminder.school
    notify_organisation(
        organisation_id=school.organisation_id,
        roles=SCHOOL_ROLES,
        kind="delivery.remind",
        path=f"/school/schools/{school.pk}/months/{reminder.month:%Y-%m}/",
        params=params,
    )
    vendor = primary_vendor(school, cut_off_day(reminder.month))
    if vendor is not None:
        notify_organisation(
            organisation_id=vendor.pk,
            roles=[Role.VENDOR_ENGINEER],
            kind="delivery.remind",
            path="/vendor/schools/",
            params=params,
        )


@handles(EXPIRING)
def on_study_proofs_expiring(*, school_id: int, count: int) -> None:
    """Tell the school how many papers end soon; once a paper."""
    school = School.objects.get(pk=school_id)
    notify_organisation(
        organisation_id=school.organisation_id,
        roles=SCHOOL_ROLES,
        kind="study_proof.expiring",
        path="/school/study-proofs/?view=expiring",
        params={"name": school.name_ru, "name_kk": school.name_kk, "count": str(count)},
    )


@handles(comments.ADDED)
def on_comment(*, comment_id: int) -> None:
    """Tell the other side of a record that a message stands in its correspondence."""
    written = Comment.objects.get(pk=comment_id)
    record = apps.get_model(written.subject_kind)._default_manager.get(pk=written.subject_id)
    side = "department" if written.side == "school" else "school"
    for organisation_id in _addressees(record, side):
        notify_organisation(
            organisation_id=organisation_id,
            roles=_SIDES[side],
            kind="comment.added",
            path=f"/{side}/{_LISTS[written.subject_kind]}/{record.pk}/?tab=comments",
            params={"number": record.number, "who": written.author_label},
        )
