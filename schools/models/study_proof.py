"""The paper that proves a special type of study: without one the general norm is paid."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Membership
from accounts.roles import FINANCE_ROLES
from accounts.scope import scope_of
from core import vault
from core.models import AppendOnlyModel
from core.state_guard import guard_states
from core.workflow import Actor
from schools.models.person import Person
from schools.models.school import School
from schools.models.study_type import StudyType
from schools.permissions import is_own_department, is_own_school
from schools.statuses import STANDING_PROOFS, StudyProofStatus

SPECIAL_TYPES = (StudyType.CORRECTION, StudyType.SPECIAL_NEEDS, StudyType.HOME)
"""Types of study whose norm is higher and must be proven."""


class ProofKind(models.TextChoices):
    """Which paper it is; which are enough for a type of study is a dated setting."""

    PMPC_CONCLUSION = (
        "pmpc_conclusion",
        _("Заключение психолого-медико-педагогической консультации, ПМПК"),
    )
    VKK_CONCLUSION = (
        "vkk_conclusion",
        _("Заключение врачебно-консультационной комиссии, ВКК"),
    )
    SCHOOL_ORDER = "school_order", _("Приказ школы об условиях обучения")


class StudyProofQuerySet(models.QuerySet["StudyProof"]):
    """Proofs by who sees them and by what they are worth."""

    def visible_to(self, actor: Actor | None) -> "StudyProofQuerySet":
        """The own school's, the department's region, all for an audit; nobody else's business."""
        if actor is not None and actor.role in FINANCE_ROLES:
            return self.none()
        return self.filter(
            scope_of(actor, organisation="school__organisation_id", region="school__region_id")
        )

    def standing(self) -> "StudyProofQuerySet":
        """Neither rejected nor withdrawn."""
        return self.filter(status__in=STANDING_PROOFS)

    def in_force(self, day: dt.date) -> "StudyProofQuerySet":
        """Standing papers whose dates cover a day: what an act of that cut-off day counts."""
        return self.standing().filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )


@guard_states(initial=[StudyProofStatus.SUBMITTED])
class StudyProof(FSMModelMixin, models.Model):
    """One paper about one pupil of one school. It expires by its dates, not by a move."""

    number = models.CharField(max_length=20, unique=True, help_text="our number in the register")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="study_proofs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    study_type = models.CharField(max_length=13, choices=StudyType)
    kind = models.CharField(max_length=20, choices=ProofKind)
    paper_number_sealed = models.BinaryField(editable=False)
    paper_number_index = models.BinaryField(max_length=32, editable=False)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="last day; empty: no term")
    status = FSMField(
        max_length=12,
        choices=StudyProofStatus,
        default=StudyProofStatus.SUBMITTED,
        protected=True,
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    submitted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True, help_text="term of the department's look")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="rejected or withdrawn")
    warned_on = models.DateField(null=True, blank=True, help_text="told that it expires")

    objects = StudyProofQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("school", "person"), name="study_proof_school_person"),
            models.Index(
                fields=("valid_until",),
                condition=Q(status__in=STANDING_PROOFS),
                name="study_proof_standing_until",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("school", "person", "study_type", "kind", "paper_number_index"),
                condition=Q(status__in=STANDING_PROOFS),
                name="one_standing_proof_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(study_type__in=[one.value for one in SPECIAL_TYPES]),
                name="proof_of_a_special_type",
            ),
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="proof_kind_legal"),
            models.CheckConstraint(
                condition=Q(valid_from__gte=F("issued_on")), name="proof_not_before_its_issue"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="proof_dates_forward",
            ),
            models.CheckConstraint(
                condition=Q(status__in=STANDING_PROOFS, ended_at__isnull=True)
                | (~Q(status__in=STANDING_PROOFS) & Q(ended_at__isnull=False)),
                name="an_ended_proof_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def seal_paper_number(self, text: str) -> None:
        """Keep the paper's own number sealed, findable among the pupil's papers."""
        self.paper_number_sealed = vault.seal(text, aad=self._aad("number"))
        self.paper_number_index = paper_index(text)

    @property
    def paper_number(self) -> str:
        """The number that the issuer wrote on the paper."""
        return vault.unseal(self.paper_number_sealed, aad=self._aad("number"))

    def is_in_force(self, day: dt.date) -> bool:
        """Whether an act of that cut-off day counts it."""
        return (
            self.status in STANDING_PROOFS
            and self.valid_from <= day
            and (self.valid_until is None or self.valid_until >= day)
        )

    def _aad(self, column: str) -> str:
        return f"study_proof.{column}|{self.number}"

    @transition(
        field=status,
        source=StudyProofStatus.SUBMITTED,
        target=StudyProofStatus.ACCEPTED,
        permission=is_own_department,
        custom={"label": _("Принять документ"), "tone": "primary"},
    )
    def accept(self) -> None:
        """An officer read the paper and found it right."""
        self.due_on = None

    @transition(
        field=status,
        source=[StudyProofStatus.SUBMITTED, StudyProofStatus.ACCEPTED],
        target=StudyProofStatus.REJECTED,
        permission=is_own_department,
        custom={"label": _("Отклонить документ"), "tone": "stop", "reason": True},
    )
    def reject(self, *, at: dt.datetime) -> None:
        """It proves nothing, with a reason; the school may hand in another."""
        self.due_on, self.ended_at = None, at

    @transition(
        field=status,
        source=[StudyProofStatus.SUBMITTED, StudyProofStatus.ACCEPTED],
        target=StudyProofStatus.WITHDRAWN,
        permission=is_own_school,
        custom={"label": _("Отозвать документ"), "tone": "quiet", "reason": True},
    )
    def withdraw(self, *, at: dt.datetime) -> None:
        """The school handed in a wrong paper."""
        self.due_on, self.ended_at = None, at


class StudyProofFile(AppendOnlyModel):
    """The scan, sealed: it holds a child's name and diagnosis. Its own name is not kept."""

    proof = models.OneToOneField(
        StudyProof, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    sealed = models.BinaryField(editable=False)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(help_text="bytes of the scan")
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.proof_id)


class StudyProofOpening(AppendOnlyModel):
    """Who opened the scan and when."""

    proof = models.ForeignKey(StudyProof, on_delete=models.PROTECT, related_name="openings")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    on_behalf_of_id = models.BigIntegerField(null=True, help_text="accounts.Membership")
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.proof_id} {self.membership_id}"


def paper_index(text: str) -> bytes:
    """By what two entries of one paper are recognised: case and spaces do not make another."""
    return vault.blind_index(f"study_proof|{''.join(text.split()).casefold()}")


def kinds_of_setting(value: Any) -> Sequence[ProofKind]:
    """Kinds named by a dated setting, in its order; unknown words are left out."""
    return [ProofKind(word) for word in str(value).split() if word in ProofKind.values]
