"""План финансирования: version 1 by month, later versions by school."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from budget.models.budget import MonthlyAmount, RegionalBudget, RegionScopedQuerySet
from budget.permissions import is_department_head, is_system
from budget.statuses import PlanVersionStatus
from core.fields import TiynField
from core.models import FundingStream, Region
from core.state_guard import guard_states
from schools.models import School


class FinancingPlan(models.Model):
    """The consolidated register of financing of a region, stream and year, with its counters."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    year = models.PositiveSmallIntegerField()
    budget = models.OneToOneField(RegionalBudget, on_delete=models.PROTECT, related_name="plan")
    amount_tiyn = TiynField(help_text="total of the effective version")
    contracted_tiyn = TiynField(help_text="sum of contracts not cancelled; I3")

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        ordering = ("region", "-year", "stream")
        constraints = [
            models.UniqueConstraint(fields=("region", "stream", "year"), name="one_plan_a_year"),
            models.CheckConstraint(
                condition=Q(contracted_tiyn__gte=0, contracted_tiyn__lte=F("amount_tiyn")),
                name="i3_contracts_within_plan",
            ),
        ]

    def __str__(self) -> str:
        return str(_("План финансирования на %(year)s год") % {"year": self.year})

    @property
    def effective(self) -> "FinancingPlanVersion | None":
        """The version in force."""
        return self.versions.filter(status=PlanVersionStatus.EFFECTIVE).first()

    @property
    def draft(self) -> "FinancingPlanVersion | None":
        """A draft beside it: «Имеются изменения»."""
        return self.versions.filter(status=PlanVersionStatus.DRAFT).first()


@guard_states(initial=[PlanVersionStatus.DRAFT])
class FinancingPlanVersion(FSMModelMixin, models.Model):
    """One version of a plan; immutable once effective."""

    plan = models.ForeignKey(FinancingPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = FSMField(
        max_length=12, choices=PlanVersionStatus, default=PlanVersionStatus.DRAFT, protected=True
    )
    amount_tiyn = TiynField()
    created_by_id = models.BigIntegerField(null=True, help_text="membership; I30")
    created_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True, blank=True)
    distribution_run_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("plan", "-number")
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number"),
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(status=PlanVersionStatus.EFFECTIVE),
                name="one_effective_version",
            ),
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(status=PlanVersionStatus.DRAFT),
                name="one_draft_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {_('Версия %(number)s') % {'number': self.number}}"

    @transition(
        field=status,
        source=PlanVersionStatus.DRAFT,
        target=PlanVersionStatus.EFFECTIVE,
        permission=lambda version, actor: (
            actor.is_system
            or (is_department_head(version, actor) and actor.membership_id != version.created_by_id)
        ),
        custom={"label": _("Утвердить план"), "tone": "primary"},
    )
    def put_into_force(self, *, at: object) -> None:
        """Approve the version; a second person than the one who prepared it."""
        self.effective_at = at

    @transition(
        field=status,
        source=PlanVersionStatus.EFFECTIVE,
        target=PlanVersionStatus.SUPERSEDED,
        permission=lambda version, actor: (
            is_system(version, actor) or is_department_head(version, actor)
        ),
    )
    def supersede(self) -> None:
        """A later version took force."""

    @transition(
        field=status,
        source=PlanVersionStatus.EFFECTIVE,
        target=PlanVersionStatus.CLOSED,
        permission=is_department_head,
        custom={"label": _("Закрыть план года"), "tone": "stop", "reason": True},
    )
    def close(self) -> None:
        """The year is over."""


class PlanLine(MonthlyAmount):
    """A month's sum of a version: of the whole region (school empty) or of one school."""

    version = models.ForeignKey(
        FinancingPlanVersion, on_delete=models.CASCADE, related_name="lines"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("version", "school", "month")
        constraints = [
            models.UniqueConstraint(
                fields=("version", "school", "month"),
                nulls_distinct=False,
                name="one_plan_line_a_month",
            ),
            models.CheckConstraint(condition=Q(amount_tiyn__gte=0), name="plan_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.month:%Y-%m}"
