"""Findings: what a rule said about a record, on which evidence, until a later run said more."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FindingOutcome(models.TextChoices):
    """Labels of ``flk.outcomes.Outcome`` for pages."""

    PASSED = "passed", _("Пройдено")
    FAILED = "failed", _("Не пройдено")
    NO_DATA = "no_data", _("Нет данных")
    SOURCE_DOWN = "source_down", _("Источник не отвечает")
    STALE = "stale", _("Сведения устарели")
    WAIVED = "waived", _("Снято решением")
    WAITING = "waiting", _("Ожидает действия")


class FindingSeverity(models.TextChoices):
    """Labels of ``flk.outcomes.Severity`` for pages."""

    STOP = "stop", _("Стоп-фактор")
    HOLD = "hold", _("Удержание строки")
    WARNING = "warning", _("Предупреждение")
    INFO = "info", _("К сведению")


class Finding(models.Model):
    """The verdict of one rule about one record. A later verdict supersedes it, never edits it."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=60, help_text="e.g. budget.application, acts.line")
    subject_id = models.BigIntegerField()
    rule_code = models.CharField(max_length=40)
    rule_since = models.DateField(help_text="which edition of the rule decided")
    outcome = models.CharField(max_length=12, choices=FindingOutcome)
    severity = models.CharField(max_length=8, choices=FindingSeverity)
    detail = models.CharField(max_length=40, blank=True, help_text="code of the explaining text")
    params = models.JSONField(default=dict, help_text="values for the text; no IIN, no names")
    evidence_id = models.BigIntegerField(null=True, help_text="integrations.Evidence behind it")
    on_date = models.DateField(help_text="the day the rule was applied for")
    decided_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=("subject_kind", "subject_id", "rule_code"), name="finding_subject")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("subject_kind", "subject_id", "rule_code"),
                condition=Q(superseded_at__isnull=True),
                name="one_current_finding_per_rule",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=FindingOutcome.values), name="finding_outcome_legal"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=FindingSeverity.values), name="finding_severity_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} {self.outcome}: {self.subject_kind} {self.subject_id}"

    @property
    def is_pass(self) -> bool:
        """Test whether money may flow as far as this finding is concerned."""
        return self.outcome in (FindingOutcome.PASSED, FindingOutcome.WAIVED)

    @property
    def is_refusal(self) -> bool:
        """Test whether facts, not silence, refuse."""
        return self.outcome == FindingOutcome.FAILED

    @property
    def blocks(self) -> bool:
        """Test whether the record may not go on: a stop factor that is not passed."""
        return self.severity == FindingSeverity.STOP and not self.is_pass
