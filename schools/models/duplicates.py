"""A pupil whom two organisations claim in one month: a case that holds only that pupil."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.roles import DEPARTMENT_ROLES, SCHOOL_ROLES
from core.fields import MonthField
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models.person import Person
from schools.models.school import School
from schools.statuses import DuplicateCaseStatus


def may_decide(case: "DuplicateCase", actor: Actor) -> bool:
    """An officer of a region one of whose schools claims the pupil.

    The system may, too: when only one organisation is left that claims the pupil.
    """
    return actor.is_system or (
        actor.role in DEPARTMENT_ROLES
        and case.claims.filter(school__region_id=actor.region_id).exists()
    )


class DuplicateCaseQuerySet(models.QuerySet["DuplicateCase"]):
    """Cases by who sees them."""

    def visible_to(self, actor: Actor | None) -> "DuplicateCaseQuerySet":
        """Each claiming school and its department see the case."""
        if actor is None:
            return self.none()
        if actor.role in SCHOOL_ROLES:
            return self.filter(claims__school__organisation_id=actor.organisation_id).distinct()
        if actor.role in DEPARTMENT_ROLES:
            return self.filter(claims__school__region_id=actor.region_id).distinct()
        if actor.is_system or actor.role == "auditor":
            return self
        return self.none()


@guard_states(initial=[DuplicateCaseStatus.OPEN])
class DuplicateCase(FSMModelMixin, models.Model):
    """The question whose pupil this is in a month; at most one a pupil and month."""

    number = models.CharField(max_length=20, unique=True)
    month = MonthField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    status = FSMField(
        max_length=12,
        choices=DuplicateCaseStatus,
        default=DuplicateCaseStatus.OPEN,
        protected=True,
    )
    decided_for = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()

    objects = DuplicateCaseQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("month", "person"), name="one_case_a_pupil_month"),
            models.CheckConstraint(
                condition=~Q(status="resolved") | Q(decided_for__isnull=False),
                name="a_resolved_case_names_a_school",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=[DuplicateCaseStatus.OPEN, DuplicateCaseStatus.APPEALED],
        target=DuplicateCaseStatus.RESOLVED,
        permission=may_decide,
        custom={"label": _("Решить дело"), "tone": "primary", "reason": True},
    )
    def resolve(self, *, school: School) -> None:
        """Say whose pupil it is; the other line stays unpaid with this reason."""
        self.decided_for = school

    @transition(
        field=status,
        source=DuplicateCaseStatus.RESOLVED,
        target=DuplicateCaseStatus.APPEALED,
        permission=lambda case, actor: (
            actor.role in SCHOOL_ROLES
            and case.claims.filter(school__organisation_id=actor.organisation_id).exists()
        ),
        custom={"label": _("Обжаловать"), "tone": "quiet", "reason": True},
    )
    def appeal(self, *, due_on: dt.date) -> None:
        """A claiming school disagrees."""
        self.due_on = due_on


class DuplicateClaim(models.Model):
    """One school's claim in a case."""

    case = models.ForeignKey(DuplicateCase, on_delete=models.PROTECT, related_name="claims")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    enrolled_on = models.DateField(null=True)
    statement = models.CharField(max_length=500, blank=True, help_text="the school's word")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("case", "school"), name="one_claim_a_school")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.school_id}"
