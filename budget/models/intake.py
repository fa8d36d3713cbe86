"""A window in which schools of a region apply: the main one, and additional ones."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from budget.models.plan import FinancingPlan
from budget.permissions import is_department, is_department_head
from budget.statuses import IntakeStatus
from core.fields import MonthField
from core.models import FundingStream, Region
from core.periods import Month, months_between
from core.state_guard import guard_states


class IntakeKind(models.TextChoices):
    """Which list it makes."""

    MAIN = "main", _("Основной перечень")
    ADDITIONAL = "additional", _("Дополнительный перечень")


@guard_states(initial=[IntakeStatus.OPEN])
class Intake(FSMModelMixin, models.Model):
    """An intake of applications for a stretch of months of service."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    plan = models.ForeignKey(FinancingPlan, on_delete=models.PROTECT, related_name="intakes")
    kind = models.CharField(max_length=10, choices=IntakeKind)
    number = models.PositiveSmallIntegerField(default=1)
    first_month = MonthField()
    last_month = MonthField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    status = FSMField(
        max_length=12, choices=IntakeStatus, default=IntakeStatus.OPEN, protected=True
    )

    class Meta:
        ordering = ("region", "-opens_on")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "kind", "number"), name="intake_number_in_plan"
            ),
            models.UniqueConstraint(
                fields=("region", "stream"),
                condition=Q(status=IntakeStatus.OPEN),
                name="one_open_intake",
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=models.F("first_month")), name="intake_months_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"

    @property
    def months(self) -> list[Month]:
        """Months of service that the intake covers."""
        return months_between(Month.of(self.first_month), Month.of(self.last_month))

    def is_open(self, on_date: dt.date) -> bool:
        """Whether a school may apply on that day."""
        return self.status == IntakeStatus.OPEN and self.opens_on <= on_date

    @transition(
        field=status,
        source=IntakeStatus.OPEN,
        target=IntakeStatus.CLOSED,
        permission=is_department,
        custom={"label": _("Закрыть приём"), "tone": "primary"},
    )
    def close(self) -> None:
        """No more applications; what stands approved is distributed."""

    @transition(
        field=status,
        source=IntakeStatus.CLOSED,
        target=IntakeStatus.OPEN,
        permission=is_department_head,
        custom={"label": _("Открыть приём снова"), "tone": "quiet", "reason": True},
    )
    def reopen(self, *, closes_on: dt.date) -> None:
        """Take applications again, as long as nothing has been fixed."""
        self.closes_on = closes_on

    @transition(
        field=status,
        source=IntakeStatus.CLOSED,
        target=IntakeStatus.DISTRIBUTED,
        permission=is_department_head,
    )
    def distribute(self) -> None:
        """A distribution of this intake was fixed."""
