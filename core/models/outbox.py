"""Events that one room tells the rooms downstream, committed with the change they tell of."""

from django.db import models


class OutboxEvent(models.Model):
    """One event; done when every handler has committed. The queue is only a doorbell."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(help_text="ids only, never personal data")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead = models.BooleanField(default=False, help_text="gave up after too many failures")
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=("due_at", "id"),
                condition=models.Q(done_at__isnull=True, dead=False),
                name="outbox_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.payload}"
