"""Заявка на финансирование (ГОЗ): one a building, by the form of the standing rules."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.roles import DEPARTMENT_ROLES
from accounts.scope import scope_of
from budget.conditions import (
    application_is_complete,
    findings_do_not_stop,
    is_refusable,
    nobody_opened_it,
    school_is_active,
)
from budget.models.intake import Intake
from budget.permissions import is_department, is_own_school, is_system
from budget.statuses import ApplicationStatus
from core.fields import TiynField
from core.models import FundingStream, Region
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models import School, StudyType


class ApplicationQuerySet(models.QuerySet["FundingApplication"]):
    """Applications by who sees them."""

    def visible_to(self, actor: Actor | None) -> "ApplicationQuerySet":
        """The school's own; a department and others never see drafts."""
        rows = self.filter(
            scope_of(actor, organisation="school__organisation_id", region="region_id")
        )
        if actor and (actor.role in DEPARTMENT_ROLES or not actor.role.startswith("school")):
            return rows.exclude(status=ApplicationStatus.DRAFT)
        return rows


@guard_states(initial=[ApplicationStatus.DRAFT])
class FundingApplication(FSMModelMixin, models.Model):
    """A school asks for funding of its pupils in the months of an intake."""

    number = models.CharField(max_length=20, unique=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="applications")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="applications")
    status = FSMField(
        max_length=14,
        choices=ApplicationStatus,
        default=ApplicationStatus.DRAFT,
        protected=True,
    )
    signatory_name = models.CharField(max_length=200, blank=True)
    notice_email = models.EmailField(blank=True, help_text="for notices to mend")
    registered_in_nobd = models.BooleanField(default=False)
    registered_in_procurement = models.BooleanField(default=False)
    fee_within_ceiling = models.BooleanField(default=False)
    purpose_unchanged = models.BooleanField(default=False)
    own_integrated_programme = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    contingent = models.PositiveIntegerField(default=0, help_text="C: pupils applied for")
    unit_cost_tiyn = TiynField(help_text="u: average cost a pupil for the intake's months")
    need_tiyn = TiynField(help_text="sum of the norms of the applied pupils for the months")
    resubmitted = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    opened_by_officer_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("region", "status"), name="application_region_status")]
        constraints = [
            models.UniqueConstraint(
                fields=("school", "intake"),
                condition=~Q(status__in=("withdrawn", "refused")),
                name="one_live_application_an_intake",
            ),
            models.CheckConstraint(condition=Q(need_tiyn__gte=0), name="need_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=[ApplicationStatus.DRAFT, ApplicationStatus.RETURNED],
        target=ApplicationStatus.SUBMITTED,
        conditions=[school_is_active, application_is_complete],
        permission=is_own_school,
        custom={"label": _("Отправить заявку"), "tone": "primary"},
    )
    def submit(self, *, at: dt.datetime) -> None:
        """Send the application; the state databases are asked at once."""
        if self.submitted_at:
            self.resubmitted += 1
        self.submitted_at, self.opened_by_officer_at, self.due_on = at, None, None

    @transition(
        field=status,
        source=ApplicationStatus.SUBMITTED,
        target=ApplicationStatus.CHECKING,
        permission=is_system,
    )
    def start_checks(self) -> None:
        """Automatic checks began."""

    @transition(
        field=status,
        source=ApplicationStatus.CHECKING,
        target=ApplicationStatus.IN_MODERATION,
        permission=is_system,
    )
    def hand_to_officer(self, *, due_on: dt.date) -> None:
        """Checks were tried; what did not answer stands as «нет ответа», not as a refusal."""
        self.due_on = due_on

    @transition(
        field=status,
        source=ApplicationStatus.IN_MODERATION,
        target=ApplicationStatus.APPROVED,
        conditions=[findings_do_not_stop],
        permission=is_department,
        custom={"label": _("Одобрить"), "tone": "primary"},
    )
    def approve(self, *, at: dt.datetime) -> None:
        """Admit the application to the distribution."""
        self.approved_at, self.due_on = at, None

    @transition(
        field=status,
        source=ApplicationStatus.IN_MODERATION,
        target=ApplicationStatus.RETURNED,
        permission=is_department,
        custom={"label": _("Вернуть на доработку"), "tone": "quiet", "reason": True},
    )
    def send_back(self, *, due_on: dt.date) -> None:
        """Ask the school to mend what the reason names."""
        self.due_on = due_on

    @transition(
        field=status,
        source=ApplicationStatus.IN_MODERATION,
        target=ApplicationStatus.REFUSED,
        conditions=[is_refusable],
        permission=is_department,
        custom={"label": _("Отказать"), "tone": "stop", "reason": True},
    )
    def refuse(self) -> None:
        """Refuse on a stop factor that facts prove; never because a registry was silent."""
        self.due_on = None

    @transition(
        field=status,
        source=ApplicationStatus.REFUSED,
        target=ApplicationStatus.IN_MODERATION,
        permission=is_own_school,
        custom={"label": _("Обжаловать отказ"), "tone": "quiet", "reason": True},
    )
    def appeal(self, *, due_on: dt.date) -> None:
        """The school disagrees; the case is looked at again."""
        self.due_on = due_on

    @transition(
        field=status,
        source=[
            ApplicationStatus.DRAFT,
            ApplicationStatus.SUBMITTED,
            ApplicationStatus.CHECKING,
            ApplicationStatus.IN_MODERATION,
            ApplicationStatus.RETURNED,
        ],
        target=ApplicationStatus.WITHDRAWN,
        conditions=[nobody_opened_it],
        permission=is_own_school,
        custom={"label": _("Отозвать"), "tone": "stop"},
    )
    def withdraw(self) -> None:
        """Take it back until the other side opens it."""

    @transition(
        field=status,
        source=[ApplicationStatus.APPROVED, ApplicationStatus.RESERVE],
        target=ApplicationStatus.ALLOCATED,
        permission=lambda application, actor: (
            is_system(application, actor) or is_department(application, actor)
        ),
    )
    def allocate(self) -> None:
        """A fixed distribution gave it money."""

    @transition(
        field=status,
        source=ApplicationStatus.APPROVED,
        target=ApplicationStatus.RESERVE,
        permission=lambda application, actor: (
            is_system(application, actor) or is_department(application, actor)
        ),
    )
    def put_in_reserve(self) -> None:
        """A fixed distribution had no money for it; it stands in the public queue."""


class ContingentTable(models.TextChoices):
    """The same table stands twice in the form, and a third time for a boarding school."""

    ACTUAL = "actual", _("Фактический контингент на день подачи")
    FORECAST = "forecast", _("Прогнозный контингент на 1 сентября следующего года")
    BOARDING = "boarding", _("Из них проживают в интернате на день подачи")


class ApplicationRow(models.Model):
    """Pupils of one class and type of study in one of the form's tables."""

    application = models.ForeignKey(
        FundingApplication, on_delete=models.CASCADE, related_name="rows"
    )
    table = models.CharField(max_length=8, choices=ContingentTable)
    grade = models.PositiveSmallIntegerField()
    study_type = models.CharField(max_length=13, choices=StudyType)
    pupils = models.PositiveIntegerField()

    class Meta:
        ordering = ("application", "table", "grade", "study_type")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "table", "grade", "study_type"), name="one_cell_of_the_form"
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=0, grade__lte=12), name="application_grade_0_to_12"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.study_type}: {self.pupils}"
