"""Tables of the two baselines."""

from django.db import models


class PlainPupil(models.Model):
    """A pupil of a month as a first draft would keep him."""

    school_id = models.CharField(max_length=18)
    month = models.DateField()
    iin = models.CharField(max_length=12)
    grade = models.SmallIntegerField()
    birth_date = models.DateField()
    study_type = models.CharField(
        max_length=13,
        choices=[(one, one) for one in ("general", "correction", "special_needs", "home")],
    )
    row_id = models.CharField(max_length=64, blank=True)
    enrolled_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=("month", "school_id"))]

    def __str__(self) -> str:
        return f"{self.school_id} {self.month}"


class FloorPupil(models.Model):
    """The same row without an index: what COPY alone costs."""

    school_id = models.CharField(max_length=18)
    month = models.DateField()
    iin = models.CharField(max_length=12)
    grade = models.SmallIntegerField()
    birth_date = models.DateField()
    study_type = models.CharField(max_length=13)
    enrolled_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.school_id} {self.month}"
