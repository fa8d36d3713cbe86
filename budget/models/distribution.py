"""The automatic distribution of a region's budget over the applications of an intake."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from budget.models.application import FundingApplication
from budget.models.budget import RegionScopedQuerySet
from budget.models.intake import Intake
from budget.permissions import is_department, is_department_head
from budget.statuses import DistributionStatus
from core.fields import TiynField
from core.models import AppendOnlyModel, Region
from core.state_guard import guard_states


@guard_states(initial=[DistributionStatus.CALCULATED])
class DistributionRun(FSMModelMixin, models.Model):
    """One calculation with its whole protocol; a fixed one is never changed."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    status = FSMField(
        max_length=12,
        choices=DistributionStatus,
        default=DistributionStatus.CALCULATED,
        protected=True,
    )
    variant = models.CharField(max_length=1)
    budget_tiyn = TiynField()
    left_tiyn = TiynField()
    protocol = models.JSONField(help_text="as printed by budget.distribution")
    sha256 = models.CharField(max_length=64)
    created_by_id = models.BigIntegerField(null=True, help_text="membership; I30")
    created_at = models.DateTimeField()

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("intake", "number"), name="run_number_in_intake"),
            models.UniqueConstraint(
                fields=("intake",),
                condition=Q(status=DistributionStatus.FIXED),
                name="one_fixed_run_an_intake",
            ),
            models.CheckConstraint(
                condition=Q(left_tiyn__gte=0, left_tiyn__lte=F("budget_tiyn")),
                name="left_within_budget",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Расчёт № %(number)s") % {"number": self.number})

    @transition(
        field=status,
        source=DistributionStatus.CALCULATED,
        target=DistributionStatus.AGREED,
        permission=is_department,
        custom={"label": _("Согласовать расчёт"), "tone": "primary"},
    )
    def agree(self) -> None:
        """The officer looked through the calculation."""

    @transition(
        field=status,
        source=DistributionStatus.AGREED,
        target=DistributionStatus.FIXED,
        permission=lambda run, actor: (
            is_department_head(run, actor) and actor.membership_id != run.created_by_id
        ),
        custom={"label": _("Зафиксировать распределение"), "tone": "primary"},
    )
    def fix(self) -> None:
        """The head fixes it: the plan's next version and the contracts follow from it."""

    @transition(
        field=status,
        source=[DistributionStatus.CALCULATED, DistributionStatus.AGREED],
        target=DistributionStatus.DISCARDED,
        permission=is_department,
        custom={"label": _("Отменить расчёт"), "tone": "stop", "reason": True},
    )
    def discard(self) -> None:
        """Not used; a new run takes its place."""


class Allocation(AppendOnlyModel):
    """One application's share of a run, as the protocol says."""

    run = models.ForeignKey(DistributionRun, on_delete=models.PROTECT, related_name="allocations")
    application = models.ForeignKey(
        FundingApplication, on_delete=models.PROTECT, related_name="allocations"
    )
    contingent = models.PositiveIntegerField()
    first_shift_places = models.PositiveIntegerField(help_text="P")
    total_places = models.PositiveIntegerField(help_text="Q")
    unit_cost_tiyn = TiynField()
    need_first_tiyn = TiynField()
    need_second_tiyn = TiynField()
    first_tiyn = TiynField()
    second_tiyn = TiynField()
    total_tiyn = TiynField()
    unfunded_pupils = models.PositiveIntegerField()
    reason = models.CharField(max_length=20)

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=("run", "application"), name="one_share_a_run"),
            models.CheckConstraint(
                condition=Q(
                    first_tiyn__lte=F("need_first_tiyn"),
                    second_tiyn__lte=F("need_second_tiyn"),
                    total_tiyn=F("first_tiyn") + F("second_tiyn"),
                    first_tiyn__gte=0,
                    second_tiyn__gte=0,
                ),
                name="i10_share_within_need",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.application_id}: {self.total_tiyn}"
