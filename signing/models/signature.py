"""Who signed, with what, and what was known about it then and later."""

from django.db import models
from django.db.models import Q

from core.models import AppendOnlyModel
from signing.models.document import Document


class Signature(AppendOnlyModel):
    """A verified signature of one side. Only a valid one becomes a row."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=30)
    actor_id = models.BigIntegerField()
    membership_id = models.BigIntegerField()
    role = models.CharField(max_length=30)
    on_behalf_of_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, help_text="name and organisation as shown then")
    signer_name = models.CharField(max_length=200, help_text="CN of the certificate")
    signer_iin_index = models.BinaryField(max_length=32, help_text="keyed hash of the IIN")
    signer_iin_masked = models.CharField(max_length=20)
    signer_bin = models.CharField(max_length=12, blank=True)
    role_oids = models.JSONField(default=list)
    cms = models.BinaryField(help_text="detached CMS as received, without armour")
    signed_at = models.DateTimeField(help_text="the portal's clock; judged for this moment")
    certificate = models.JSONField(help_text="serial, masked subject, issuer, validity")
    outcome = models.CharField(max_length=10, default="valid")
    evidence = models.JSONField(default=dict, help_text="what was seen when it was verified")

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=("document", "side"), name="one_signature_a_side"),
            models.UniqueConstraint(
                fields=("document", "signer_iin_index"), name="one_signature_a_person"
            ),
            models.CheckConstraint(condition=Q(outcome="valid"), name="only_valid_signatures"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} ({self.side})"


class SignatureCheck(AppendOnlyModel):
    """A later look at a stored signature: nightly, or because somebody asked."""

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="checks")
    checked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("valid", "invalid", "unknown")),
                name="check_outcome_legal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id}: {self.outcome}"
