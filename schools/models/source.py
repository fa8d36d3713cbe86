"""Whose word it is: one vendor on one school, in one short key."""

from django.db import models

from accounts.models import Organisation
from schools.models.school import School


class ContingentSource(models.Model):
    """One vendor's word on one school; made with the first push and never changed.

    Rows of months name it instead of school and vendor: with keys of four bytes each, a row and its
    index entry are a third shorter.
    """

    id = models.AutoField(primary_key=True)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, db_index=False, related_name="contingent_sources"
    )
    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("school", "vendor"), name="one_source_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} ← {self.vendor_id}"
