"""Электронная счёт-фактура of an act, as ИС ЭСФ told us."""

from django.db import models
from django.db.models import Q

from acts.models.act import Act
from core.fields import TiynField


class Invoice(models.Model):
    """An e-invoice found for an act; one invoice serves one act (T21)."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="invoices")
    registration_number = models.CharField(max_length=60, unique=True)
    issued_on = models.DateField()
    amount_tiyn = TiynField()
    status = models.CharField(max_length=12, help_text="as in ИС ЭСФ")
    is_matched = models.BooleanField(help_text="K6 passed")
    mismatch = models.CharField(max_length=200, blank=True, help_text="codes of what differs")
    evidence_id = models.BigIntegerField(help_text="integrations.Evidence")
    found_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("act",),
                condition=Q(is_matched=True, revoked_at__isnull=True),
                name="one_matched_invoice",
            )
        ]

    def __str__(self) -> str:
        return self.registration_number
