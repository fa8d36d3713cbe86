"""Договор: the sum, the monthly schedule, the places and the account, frozen at forming."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.scope import scope_of
from budget.models import Allocation, FinancingPlan
from contracts.conditions import both_signed, has_document, school_signed
from contracts.permissions import is_department, is_department_signatory, is_school_signatory
from contracts.statuses import ContractStatus
from core.fields import MonthField, TiynField
from core.models import FundingStream, Region
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models import School
from signing.models import Document


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts by who sees them."""

    def visible_to(self, actor: Actor | None) -> "ContractQuerySet":
        """The school sees a contract once it was sent to it."""
        rows = self.filter(
            scope_of(actor, organisation="school__organisation_id", region="region_id")
        )
        if actor and actor.role.startswith("school"):
            return rows.exclude(status=ContractStatus.FORMED)
        return rows


@guard_states(initial=[ContractStatus.FORMED])
class Contract(FSMModelMixin, models.Model):
    """What the department owes the school for the months of an intake, at most."""

    number = models.CharField(max_length=30, unique=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="contracts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    plan = models.ForeignKey(FinancingPlan, on_delete=models.PROTECT, related_name="contracts")
    allocation = models.OneToOneField(Allocation, on_delete=models.PROTECT)
    status = FSMField(
        max_length=16, choices=ContractStatus, default=ContractStatus.FORMED, protected=True
    )
    formed_on = models.DateField(help_text="date of the contract")
    first_month = MonthField()
    last_month = MonthField()
    first_shift_places = models.PositiveIntegerField(help_text="P, frozen")
    total_places = models.PositiveIntegerField(help_text="Q, frozen: more pupils are never paid")
    payee_iban = models.CharField(max_length=20, help_text="ИИК of the school, frozen; I13")
    payee_bic = models.CharField(max_length=11)
    payee_kbe = models.CharField(max_length=2)
    amount_tiyn = TiynField()
    acted_tiyn = TiynField(help_text="sum of signed acts; I4")
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the bytes now to be signed; none while they are made anew",
    )
    signed_by_school_on = models.DateField(null=True, blank=True)
    active_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_by_id = models.BigIntegerField(null=True, help_text="membership; I30")
    created_at = models.DateTimeField()

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("region", "status"), name="contract_region_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(acted_tiyn__gte=0, acted_tiyn__lte=F("amount_tiyn")),
                name="i4_acts_within_contract",
            ),
            models.CheckConstraint(condition=Q(amount_tiyn__gt=0), name="contract_positive"),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="contract_months_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=ContractStatus.FORMED,
        target=ContractStatus.WITH_SCHOOL,
        conditions=[has_document],
        permission=lambda contract, actor: actor.is_system or is_department(contract, actor),
        custom={"label": _("Отправить школе на подпись"), "tone": "primary"},
    )
    def send_to_school(self, *, due_on: dt.date) -> None:
        """Offer the contract to the school."""
        self.due_on = due_on

    @transition(
        field=status,
        source=ContractStatus.WITH_SCHOOL,
        target=ContractStatus.WITH_DEPARTMENT,
        conditions=[school_signed],
        permission=is_school_signatory,
        custom={"label": _("Подписать"), "tone": "primary", "signs": True},
    )
    def sign_by_school(self, *, on_date: dt.date, due_on: dt.date) -> None:
        """The school signed."""
        self.signed_by_school_on, self.due_on = on_date, due_on

    @transition(
        field=status,
        source=ContractStatus.WITH_DEPARTMENT,
        target=ContractStatus.ACTIVE,
        conditions=[both_signed],
        permission=is_department_signatory,
        custom={"label": _("Подписать"), "tone": "primary", "signs": True},
    )
    def sign_by_department(self, *, on_date: dt.date) -> None:
        """Both have signed: the contract is in force."""
        self.active_from, self.due_on = on_date, None

    @transition(
        field=status,
        source=[ContractStatus.WITH_SCHOOL, ContractStatus.WITH_DEPARTMENT],
        target=ContractStatus.DECLINED,
        permission=lambda contract, actor: (
            is_school_signatory(contract, actor)
            if contract.status == ContractStatus.WITH_SCHOOL
            else is_department_signatory(contract, actor)
        ),
        custom={"label": _("Отклонить"), "tone": "stop", "reason": True},
    )
    def decline(self) -> None:
        """The side whose move it is does not agree, with a reason."""
        self.due_on = None

    @transition(
        field=status,
        source=ContractStatus.DECLINED,
        target=ContractStatus.FORMED,
        permission=is_department,
        custom={"label": _("Сформировать заново"), "tone": "primary"},
    )
    def form_again(self, *, on_date: dt.date) -> None:
        """Mend what the reason named; earlier signatures are void with the old bytes."""
        self.formed_on, self.signed_by_school_on, self.document = on_date, None, None

    @transition(
        field=status,
        source=ContractStatus.ACTIVE,
        target=ContractStatus.SUSPENDED,
        permission=is_department,
        custom={"label": _("Приостановить"), "tone": "stop", "reason": True},
    )
    def suspend(self) -> None:
        """No new acts while, for instance, the licence is suspended."""

    @transition(
        field=status,
        source=ContractStatus.SUSPENDED,
        target=ContractStatus.ACTIVE,
        permission=is_department,
        custom={"label": _("Возобновить"), "tone": "primary", "reason": True},
    )
    def resume(self) -> None:
        """Lift the suspension."""

    @transition(
        field=status,
        source=ContractStatus.ACTIVE,
        target=ContractStatus.FULFILLED,
        permission=lambda contract, actor: actor.is_system or is_department(contract, actor),
        custom={"label": _("Отметить исполненным"), "tone": "quiet"},
    )
    def fulfil(self) -> None:
        """The last month is paid."""

    @transition(
        field=status,
        source=[ContractStatus.ACTIVE, ContractStatus.SUSPENDED],
        target=ContractStatus.TERMINATED,
        permission=is_department_signatory,
        custom={"label": _("Расторгнуть"), "tone": "stop", "reason": True},
    )
    def terminate(self) -> None:
        """End before the term; what was acted stays owed."""


class ContractMonth(models.Model):
    """The schedule: a month's planned sum. Unused money carries forward."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="schedule")
    month = MonthField()
    amount_tiyn = TiynField()

    class Meta:
        ordering = ("contract", "month")
        constraints = [
            models.UniqueConstraint(fields=("contract", "month"), name="one_schedule_row_a_month"),
            models.CheckConstraint(condition=Q(amount_tiyn__gte=0), name="schedule_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.month:%Y-%m}"
