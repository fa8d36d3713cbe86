"""Reminders that were sent: who, about which month, on which day."""

from django.db import models

from accounts.models import Membership
from core.fields import MonthField
from core.models import AppendOnlyModel
from schools.models import School


class DeliveryReminder(AppendOnlyModel):
    """A department asked a school and its vendor for a month's data; once a day for a school."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    month = MonthField()
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("school", "sent_on"), name="one_reminder_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.month:%Y-%m} {self.sent_on}"
