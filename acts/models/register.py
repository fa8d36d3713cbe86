"""Сводный реестр актов для оплаты."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.roles import FINANCE_ROLES
from accounts.scope import scope_of
from acts.conditions import every_act_is_paid, register_has_acts, register_is_signed
from acts.permissions import is_department, is_department_signatory, is_finance, is_system
from acts.statuses import RegisterStatus
from core.fields import MonthField, TiynField
from core.models import FundingStream, Region
from core.state_guard import guard_states
from core.workflow import Actor
from signing.models import Document


class RegisterQuerySet(models.QuerySet["ActRegister"]):
    """Registers by who sees them."""

    def visible_to(self, actor: Actor | None) -> "RegisterQuerySet":
        """A department sees its own; the finance centre those that were sent to it."""
        rows = self.filter(scope_of(actor, organisation="pk", region="region_id"))
        if actor and actor.role.startswith("school"):
            return self.none()
        if actor and actor.role in FINANCE_ROLES:
            return rows.exclude(status__in=(RegisterStatus.FORMING, RegisterStatus.SIGNED))
        return rows


@guard_states(initial=[RegisterStatus.FORMING])
class ActRegister(FSMModelMixin, models.Model):
    """Acts of one region, stream and month that the department puts up for payment together."""

    number = models.CharField(max_length=30, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    month = MonthField()
    status = FSMField(
        max_length=10, choices=RegisterStatus, default=RegisterStatus.FORMING, protected=True
    )
    total_tiyn = TiynField(help_text="sum of its acts; I12")
    acts_count = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the bytes now to be signed; none while they are made anew",
    )
    signed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_by_id = models.BigIntegerField(null=True, help_text="membership; I30")
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(total_tiyn__gte=0), name="register_not_negative")
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=RegisterStatus.FORMING,
        target=RegisterStatus.SIGNED,
        conditions=[register_has_acts, register_is_signed],
        permission=is_department_signatory,
        custom={"label": _("Подписать реестр"), "tone": "primary", "signs": True},
    )
    def sign(self, *, on_date: dt.date) -> None:
        """The department answers for the list and its total."""
        self.signed_on = on_date

    @transition(
        field=status,
        source=RegisterStatus.SIGNED,
        target=RegisterStatus.SENT,
        permission=is_department,
        custom={"label": _("Направить в Финансовый центр"), "tone": "primary"},
    )
    def send(self, *, on_date: dt.date, due_on: dt.date) -> None:
        """Hand it to the finance centre."""
        self.sent_on, self.due_on = on_date, due_on

    @transition(
        field=status,
        source=RegisterStatus.SENT,
        target=RegisterStatus.ACCEPTED,
        permission=is_finance,
        custom={"label": _("Принять к оплате"), "tone": "primary"},
    )
    def accept(self, *, on_date: dt.date) -> None:
        """The finance centre takes it for payment; its acts become payable."""
        self.accepted_on, self.due_on = on_date, None

    @transition(
        field=status,
        source=RegisterStatus.SENT,
        target=RegisterStatus.RETURNED,
        permission=is_finance,
        custom={"label": _("Вернуть с замечаниями"), "tone": "stop", "reason": True},
    )
    def send_back(self, *, due_on: dt.date) -> None:
        """Return it with remarks."""
        self.due_on = due_on

    @transition(
        field=status,
        source=RegisterStatus.RETURNED,
        target=RegisterStatus.FORMING,
        permission=is_department,
        custom={"label": _("Исправить реестр"), "tone": "primary"},
    )
    def rework(self) -> None:
        """Mend what the remarks name; the old signature is void."""
        self.signed_on = self.sent_on = self.due_on = self.document = None

    @transition(
        field=status,
        source=RegisterStatus.ACCEPTED,
        target=RegisterStatus.PAID,
        conditions=[every_act_is_paid],
        permission=is_system,
    )
    def settle(self) -> None:
        """Every act of it is paid."""
