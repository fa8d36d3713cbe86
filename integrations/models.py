"""Evidence: what a registry answered, when, and until when one may rely on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnlyModel


class EvidenceOutcome(models.TextChoices):
    """How the question ended. Only ``ok`` carries facts."""

    OK = "ok", _("Ответ получен")
    NOT_FOUND = "not_found", _("В реестре не найдено")
    UNAVAILABLE = "unavailable", _("Реестр не отвечает")
    INVALID = "invalid", _("Ответ не принят")
    DENIED = "denied", _("Доступ отклонён")


class Evidence(AppendOnlyModel):
    """One question to a registry and its answer. Written once, never changed.

    The subject is named without a foreign key, so that any room may point at its evidence. The raw
    answer is sealed; ``facts`` hold neither IIN nor names.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=20, help_text="registry: gbd_fl, kgd, esf")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    request_id = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    latency_ms = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=EvidenceOutcome)
    reason = models.CharField(max_length=120, blank=True, help_text="why there are no facts")
    facts = models.JSONField(default=dict, help_text="no IIN, no names; money as strings of tiyn")
    raw_answer = models.BinaryField(null=True, help_text="sealed by core.vault")
    response_sha256 = models.CharField(max_length=64, blank=True)
    valid_until = models.DateField(null=True, help_text="last day on which the facts are fresh")
    code_version = models.CharField(max_length=40)

    class Meta(AppendOnlyModel.Meta):
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(
                fields=("source", "subject_kind", "subject_id", "-answered_at", "-id"),
                name="evidence_latest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=EvidenceOutcome.values), name="evidence_outcome_legal"
            ),
            models.CheckConstraint(
                condition=Q(outcome="ok") | Q(valid_until__isnull=True),
                name="evidence_only_facts_stay_valid",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__gte=models.F("asked_at")), name="evidence_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.outcome}: {self.subject_kind} {self.subject_id}"

    @property
    def aad(self) -> str:
        """What the raw answer is sealed to."""
        return evidence_aad(str(self.request_id))


def evidence_aad(request_id: str) -> str:
    """Name the column and row a raw answer is sealed to."""
    return f"evidence.raw_answer|{request_id}"


class Outage(models.Model):
    """A time in which a registry answered nothing it was asked. At most one is open a registry."""

    source = models.CharField(max_length=20, help_text="registry: gbd_fl, kgd, esf")
    began_at = models.DateTimeField(help_text="when the first unanswered question was put")
    last_failed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="the first answer after it")
    failures = models.PositiveIntegerField(help_text="questions without an answer")
    waiting = models.JSONField(default=dict, help_text="kind of subject: how many it kept waiting")
    reason = models.CharField(max_length=120, blank=True, help_text="of the last failure")
    extended_terms = models.PositiveIntegerField(default=0, help_text="records given more time")

    class Meta:
        ordering = ("-began_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("source",), condition=Q(ended_at__isnull=True), name="one_open_outage"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
                name="outage_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.began_at:%Y-%m-%d %H:%M}"
