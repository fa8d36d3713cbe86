"""The catalogue of subjects by which marks and teachers' hours are reported."""

from django.db import models

from core.models import SourceStatus


class Subject(models.Model):
    """One subject. Its number stands in packed marks and is never used again for another."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    subject_id = models.SlugField(max_length=40, unique=True, help_text="id of the API")
    name_ru = models.CharField(max_length=120)
    name_kk = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    status = models.CharField(max_length=12, choices=SourceStatus, default=SourceStatus.ASSUMPTION)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.subject_id
