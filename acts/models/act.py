"""Акт оказанных услуг: one main act a school, month and stream, with a line a pupil."""

import datetime as dt
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.scope import scope_of
from acts.conditions import (
    both_signed,
    has_document,
    has_lines,
    invoice_is_matched,
    school_signed,
)
from acts.models.register import ActRegister
from acts.permissions import (
    is_department,
    is_department_signatory,
    is_finance,
    is_school_signatory,
    is_system,
)
from acts.statuses import INVOICED, ActKind, ActStatus, LineOutcome
from contracts.models import Contract
from core.fields import MonthField, TiynField
from core.models import FundingStream, Region
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models import DuplicateCase, Person, School, StudyType
from signing.models import Document


class ActQuerySet(models.QuerySet["Act"]):
    """Acts by who sees them."""

    def visible_to(self, actor: Actor | None) -> "ActQuerySet":
        """The school's own, the department's region; the finance centre from the register on."""
        rows = self.filter(
            scope_of(actor, organisation="school__organisation_id", region="region_id")
        )
        if actor and actor.role.startswith("finance"):
            return rows.filter(
                status__in=(ActStatus.IN_REGISTER, ActStatus.PAYABLE, ActStatus.PAID)
            )
        return rows


@guard_states(initial=[ActStatus.AWAITING_DATA])
class Act(FSMModelMixin, models.Model):
    """What was rendered in a month and what is owed for it."""

    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=13, choices=ActKind, default=ActKind.MAIN)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="acts")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="acts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    month = MonthField(help_text="month of service")
    status = FSMField(
        max_length=16, choices=ActStatus, default=ActStatus.AWAITING_DATA, protected=True
    )
    forming = models.PositiveIntegerField(default=0, help_text="how often its lines were formed")
    revision = models.PositiveIntegerField(default=0, help_text="LMS revision the lines are of")
    pupils_count = models.PositiveIntegerField(default=0)
    payable_count = models.PositiveIntegerField(default=0)
    amount_tiyn = TiynField(help_text="to be paid: sum of payable lines")
    held_tiyn = TiynField(help_text="held or waiting, not refused")
    unpaid_tiyn = TiynField(help_text="price of rejected lines and those above a limit")
    ordered_tiyn = TiynField(help_text="sum of live payment orders; I6")
    paid_tiyn = TiynField(help_text="confirmed by the bank; I6")
    snapshot_sha256 = models.CharField(
        max_length=64, blank=True, help_text="of the sorted lines; stands in the signed bytes"
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the bytes now to be signed; none while they are made anew",
    )
    register = models.ForeignKey(
        ActRegister, on_delete=models.PROTECT, null=True, blank=True, related_name="acts"
    )
    formed_at = models.DateTimeField(null=True, blank=True)
    signed_by_school_on = models.DateField(null=True, blank=True)
    signed_by_department_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("-month", "-id")
        indexes = [
            models.Index(fields=("region", "status"), name="act_region_status"),
            models.Index(fields=("month", "region"), name="act_month_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("contract", "month"),
                condition=Q(kind=ActKind.MAIN) & ~Q(status=ActStatus.ANNULLED),
                name="i5_one_live_main_act",
            ),
            models.CheckConstraint(
                condition=Q(
                    paid_tiyn__gte=0,
                    paid_tiyn__lte=F("ordered_tiyn"),
                    ordered_tiyn__lte=F("amount_tiyn"),
                ),
                name="i6_paid_within_ordered_within_act",
            ),
            models.CheckConstraint(
                condition=Q(register__isnull=False)
                | ~Q(status__in=("in_register", "payable", "paid")),
                name="i12_listed_act_has_register",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def state_label(self, actor: Actor | None) -> Any:
        """The school that has issued its e-invoice is not asked for it again."""
        is_school = str(getattr(actor, "role", "")).startswith("school")
        if is_school and self.status == ActStatus.SIGNED and getattr(self, "has_invoice", False):
            return INVOICED
        return None

    @transition(
        field=status,
        source=[
            ActStatus.AWAITING_DATA,
            ActStatus.RETURNED,
            ActStatus.WITH_SCHOOL,
        ],
        target=ActStatus.FORMED,
        conditions=[has_lines],
        permission=is_system,
    )
    def form(self, *, at: dt.datetime) -> None:
        """Lines of the latest LMS revision are in place; earlier signatures are void.

        From ``with_school`` only while nobody has signed: a newer revision re-forms the act.
        """
        self.formed_at, self.due_on, self.document = at, None, None
        self.signed_by_school_on = self.signed_by_department_on = None

    @transition(
        field=status,
        source=ActStatus.FORMED,
        target=ActStatus.WITH_SCHOOL,
        conditions=[has_document],
        permission=is_system,
    )
    def offer_to_school(self, *, due_on: dt.date) -> None:
        """The bytes are ready to be signed."""
        self.due_on = due_on

    @transition(
        field=status,
        source=ActStatus.WITH_SCHOOL,
        target=ActStatus.WITH_DEPARTMENT,
        conditions=[school_signed],
        permission=is_school_signatory,
        custom={"label": _("Подписать"), "tone": "primary", "signs": True},
    )
    def sign_by_school(self, *, on_date: dt.date, due_on: dt.date) -> None:
        """The first signature; it closes the school's month."""
        self.signed_by_school_on, self.due_on = on_date, due_on

    @transition(
        field=status,
        source=ActStatus.WITH_DEPARTMENT,
        target=ActStatus.SIGNED,
        conditions=[both_signed],
        permission=is_department_signatory,
        custom={"label": _("Подписать"), "tone": "primary", "signs": True},
    )
    def sign_by_department(self, *, on_date: dt.date, due_on: dt.date) -> None:
        """Both have signed; the school is asked for the e-invoice."""
        self.signed_by_department_on, self.due_on = on_date, due_on

    @transition(
        field=status,
        source=[ActStatus.WITH_SCHOOL, ActStatus.WITH_DEPARTMENT],
        target=ActStatus.RETURNED,
        permission=lambda act, actor: (
            is_school_signatory(act, actor)
            if act.status == ActStatus.WITH_SCHOOL
            else is_department(act, actor)
        ),
        custom={"label": _("Вернуть"), "tone": "quiet", "reason": True},
    )
    def send_back(self, *, due_on: dt.date) -> None:
        """Not agreed, with a reason; signatures under these bytes are void."""
        self.due_on = due_on

    @transition(
        field=status,
        source=ActStatus.SIGNED,
        target=ActStatus.IN_REGISTER,
        conditions=[invoice_is_matched],
        permission=lambda act, actor: actor.is_system or is_department(act, actor),
    )
    def enlist(self, *, register: ActRegister) -> None:
        """Put it into a register for payment."""
        self.register, self.due_on = register, None

    @transition(
        field=status,
        source=ActStatus.IN_REGISTER,
        target=ActStatus.SIGNED,
        permission=is_department,
    )
    def delist(self) -> None:
        """Take it out of a register that is being formed or was returned."""
        self.register = None

    @transition(
        field=status,
        source=ActStatus.IN_REGISTER,
        target=ActStatus.PAYABLE,
        permission=is_finance,
    )
    def become_payable(self) -> None:
        """The finance centre accepted the register."""

    @transition(
        field=status,
        source=ActStatus.PAYABLE,
        target=ActStatus.PAID,
        permission=is_system,
    )
    def settle(self, *, on_date: dt.date) -> None:
        """The bank confirmed the whole sum."""
        self.paid_on = on_date

    @transition(
        field=status,
        source=[ActStatus.AWAITING_DATA, ActStatus.FORMED, ActStatus.RETURNED],
        target=ActStatus.ANNULLED,
        permission=lambda act, actor: actor.is_system or is_department(act, actor),
        custom={"label": _("Аннулировать"), "tone": "stop", "reason": True},
    )
    def annul(self) -> None:
        """The act was formed in error; nothing of it was signed."""


class ActLine(models.Model):
    """One pupil of an act: what is paid or why it is not, and by what that is confirmed."""

    id = models.BigAutoField(primary_key=True)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="lines")
    month = MonthField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    grade = models.SmallIntegerField()
    study_type = models.CharField(max_length=13, choices=StudyType)
    place_in_order = models.PositiveIntegerField(help_text="by the dated order of §6a")
    price_tiyn = TiynField(help_text="price of the pupil-month")
    amount_tiyn = TiynField(help_text="paid now")
    held_tiyn = TiynField(help_text="kept until a decision or an answer")
    outcome = models.CharField(max_length=13, choices=LineOutcome)
    rule_code = models.CharField(max_length=20, blank=True, help_text="flk rule that decided")
    reason = models.CharField(max_length=40, blank=True, help_text="stable code of the reason")
    evidence_id = models.BigIntegerField(null=True, help_text="integrations.Evidence")
    duplicate_case = models.ForeignKey(
        DuplicateCase, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("act", "place_in_order")
        constraints = [
            models.UniqueConstraint(fields=("act", "person"), name="one_line_a_pupil"),
            models.CheckConstraint(
                condition=Q(
                    amount_tiyn__gte=0,
                    held_tiyn__gte=0,
                    amount_tiyn__lte=F("price_tiyn") - F("held_tiyn"),
                ),
                name="line_within_price",
            ),
            models.CheckConstraint(
                condition=Q(amount_tiyn=0) | Q(outcome=LineOutcome.PAYABLE),
                name="only_payable_lines_have_money",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=LineOutcome.values), name="line_outcome_legal"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_with_act",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT 1 FROM acts_act a
                           WHERE a.id = COALESCE(NEW.act_id, OLD.act_id)
                             AND a.status NOT IN
                                 ('awaiting_data', 'formed', 'with_school', 'returned')) THEN
                    RAISE EXCEPTION 'pgtrigger: lines of a signed act do not change'
                        USING ERRCODE = 'OB021';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.act_id} {self.person_id} {self.outcome}"
