"""The one history: every move of every record, who made it and why."""

from django.db import models

from core.models.append_only import AppendOnlyModel


class Transition(AppendOnlyModel):
    """A move of one record along its state graph, written by ``core.workflow.perform``."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=60, help_text="model label, e.g. acts.act")
    subject_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30)
    on_behalf_of_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, help_text="name and organisation as shown then")
    reason = models.TextField(blank=True)
    signature_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta(AppendOnlyModel.Meta):
        indexes = [
            models.Index(fields=("subject_kind", "subject_id", "id"), name="history_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.from_state} → {self.to_state}"
