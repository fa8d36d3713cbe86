"""Work that takes time, with a lease: a killed worker's job is taken up by another."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("В очереди")
    RUNNING = "running", _("Выполняется")
    DONE = "done", _("Готово")
    FAILED = "failed", _("Не удалось")


class Job(models.Model):
    """One long piece of work that commits in chunks and remembers how far it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=80)
    params = models.JSONField(default=dict, help_text="ids only, never personal data")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    cursor = models.JSONField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(null=True)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    requested_by_id = models.BigIntegerField(null=True, help_text="membership")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=("due_at",),
                condition=models.Q(state__in=("queued", "running")),
                name="job_due",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_legal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.done}/{self.total}"
