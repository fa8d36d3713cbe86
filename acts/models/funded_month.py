"""The national right to be paid for one pupil in one month: taken once, by primary key (I17)."""

from django.db import models

from acts.models.act import ActLine
from core.fields import MonthField
from schools.models import Person


class FundedMonth(models.Model):
    """Which act line is paid for a pupil-month; partitioned by month.

    Taken by INSERT … ON CONFLICT DO NOTHING RETURNING in sorted order; moved only by deciding
    a duplicate case.
    """

    pk = models.CompositePrimaryKey("month", "person")
    month = MonthField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    act_line = models.ForeignKey(ActLine, on_delete=models.PROTECT, related_name="funded")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.person_id}"
