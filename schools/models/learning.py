"""Marks of a quarter and hours of teachers, as a vendor last said; one narrow row a person."""

from django.db import models

from accounts.models import Organisation
from core.fields import MonthField
from schools.models.person import Person
from schools.models.school import School


class QuarterMarks(models.Model):
    """All marks of a pupil in a quarter: three bytes a mark (``schools.packing``)."""

    pk = models.CompositePrimaryKey("quarter", "school", "vendor", "person")
    quarter = MonthField(help_text="first month of the quarter")
    school = models.ForeignKey(School, on_delete=models.PROTECT, db_index=False)
    vendor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    grade = models.SmallIntegerField(help_text="0 (preparatory) to 12")
    marks = models.BinaryField(help_text="packed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade__gte=0, grade__lte=12), name="marks_grade_0_to_12"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter:%Y-%m} {self.school_id} {self.person_id}"


class PeriodKind(models.TextChoices):
    """What a teacher's hours are counted over; rules read the monthly ones where present."""

    MONTH = "m", "month"
    QUARTER = "q", "quarter"


class TeacherHours(models.Model):
    """All hours of a teacher in a period: six bytes a subject (``schools.packing``)."""

    pk = models.CompositePrimaryKey("period", "kind", "school", "vendor", "person")
    period = MonthField(help_text="month, or first month of the quarter")
    kind = models.CharField(max_length=1, choices=PeriodKind)
    school = models.ForeignKey(School, on_delete=models.PROTECT, db_index=False)
    vendor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    hours = models.BinaryField(help_text="packed")
    total_hundredths = models.PositiveIntegerField(help_text="hundredths of an hour")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=PeriodKind.values), name="teacher_hours_kind_legal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m} {self.school_id} {self.person_id}"
