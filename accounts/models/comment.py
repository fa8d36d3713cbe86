"""Letters between the two sides of a record; written once."""

from django.db import models

from accounts.models.membership import Membership
from core.models import AppendOnlyModel


class Comment(AppendOnlyModel):
    """A message of one side about a record; nobody changes or removes it."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=60, help_text="model label, e.g. acts.act")
    subject_id = models.BigIntegerField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=200, help_text="name and organisation as shown then")
    side = models.CharField(max_length=12, help_text="school or department")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        indexes = [
            models.Index(fields=("subject_kind", "subject_id", "id"), name="comment_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.author_label}"
