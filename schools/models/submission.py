"""What an LMS (or a school by file) handed in, revision by revision."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Organisation
from accounts.roles import SCHOOL_ROLES
from accounts.scope import scope_of
from core.fields import MonthField
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models.school import School
from schools.permissions import is_own_school, is_system
from schools.statuses import SubmissionStatus


class SubmissionKind(models.TextChoices):
    """Which of the deck's messages it is."""

    CONTINGENT = "contingent", _("Контингент")
    GRADES = "grades", _("Оценки")
    TEACHERS = "teachers", _("Преподаватели")
    TEACHERS_QUARTER = "teachers_q", _("Преподаватели за четверть")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions by who sees them."""

    def visible_to(self, actor: Actor | None) -> "SubmissionQuerySet":
        """The school's own, the department's region; a vendor sees its own pushes."""
        if actor and actor.role == "vendor_engineer":
            return self.filter(vendor_id=actor.organisation_id)
        return self.filter(
            scope_of(actor, organisation="school__organisation_id", region="school__region_id")
        )


@guard_states(initial=[SubmissionStatus.RECEIVED])
class Submission(FSMModelMixin, models.Model):
    """One push: a new revision of one vendor's (school, month, kind)."""

    # found by the unique key of revisions, whose first column it is
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SubmissionKind)
    month = MonthField(help_text="month, or first month of the quarter")
    revision = models.PositiveIntegerField()
    status = FSMField(
        max_length=12, choices=SubmissionStatus, default=SubmissionStatus.RECEIVED, protected=True
    )
    received_count = models.PositiveIntegerField(default=0)
    accepted_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict, help_text="the answer as given; no IIN inside")
    is_patch = models.BooleanField(default=False, help_text="touched only the pupils it names")
    standing_count = models.PositiveIntegerField(
        null=True, help_text="rows of the month after it was applied"
    )
    body_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("school", "vendor", "kind", "month", "revision"),
                name="a_revision_is_applied_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    received_count=models.F("accepted_count") + models.F("rejected_count")
                ),
                name="received_is_accepted_and_rejected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%m.%Y}, № {self.revision}"

    @transition(
        field=status,
        source=SubmissionStatus.RECEIVED,
        target=SubmissionStatus.APPLIED,
        permission=is_system,
    )
    def apply(self) -> None:
        """The rows became the month's data."""

    @transition(
        field=status,
        source=SubmissionStatus.RECEIVED,
        target=SubmissionStatus.QUARANTINED,
        permission=is_system,
    )
    def quarantine(self) -> None:
        """The drop is too large to believe without the school's word."""

    @transition(
        field=status,
        source=SubmissionStatus.QUARANTINED,
        target=SubmissionStatus.APPLIED,
        permission=is_own_school,
        custom={"label": _("Подтвердить данные"), "tone": "primary"},
    )
    def confirm(self) -> None:
        """The school says that the drop is true."""

    @transition(
        field=status,
        source=[SubmissionStatus.RECEIVED, SubmissionStatus.QUARANTINED],
        target=SubmissionStatus.REJECTED,
        permission=lambda instance, actor: (
            actor.is_system or (actor.role in SCHOOL_ROLES and is_own_school(instance, actor))
        ),
        custom={"label": _("Отклонить данные"), "tone": "stop", "reason": True},
    )
    def reject(self) -> None:
        """Nothing of it is used."""

    @transition(
        field=status,
        source=SubmissionStatus.APPLIED,
        target=SubmissionStatus.SUPERSEDED,
        permission=is_system,
    )
    def supersede(self) -> None:
        """A newer revision took its place."""


class SubmissionBody(models.Model):
    """The body of a push as it came, apart: a submission moves often, its body never."""

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, primary_key=True, related_name="body"
    )
    sealed = models.BinaryField(help_text="compressed and sealed: it is full of IINs")

    def __str__(self) -> str:
        return str(self.submission_id)
