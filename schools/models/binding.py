"""Which LMS vendor reports for a school, with dates."""

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Organisation
from schools.models.school import School


class LmsBinding(models.Model):
    """A grant of a school to a vendor; the primary one on the cut-off day feeds the act."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="lms_bindings")
    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lms_bindings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_primary = models.BooleanField(default=True)
    granted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("school", "-since")
        constraints = [
            models.UniqueConstraint(
                fields=("school", "vendor"),
                condition=Q(until__isnull=True),
                name="one_open_binding_a_vendor",
            ),
            models.UniqueConstraint(
                fields=("school",),
                condition=Q(until__isnull=True, is_primary=True),
                name="one_primary_vendor",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="binding_dates_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} → {self.vendor_id}"
