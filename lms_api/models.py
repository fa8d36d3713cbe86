"""Keys of LMS vendors and the answers they got under an idempotency key."""

import hashlib
import secrets

from django.db import models

from accounts.models import Organisation
from core.models import AppendOnlyModel

PREFIX = "oblms_"


def hash_of(secret: str) -> str:
    """What is stored of a token: it has 256 random bits, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class VendorToken(models.Model):
    """A bearer token of one vendor; only its hash is kept."""

    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lms_tokens")
    name = models.CharField(max_length=80, help_text="what it is used for")
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="to the minute")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.vendor_id} {self.name}"


class KeptAnswer(AppendOnlyModel):
    """The answer given under an ``Idempotency-Key``, for ever."""

    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=128)
    request_sha256 = models.CharField(max_length=64, help_text="of call, options and body")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        constraints = [models.UniqueConstraint(fields=("vendor", "key"), name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.vendor_id} {self.key}"


def new_secret() -> str:
    """A token that nobody guesses; shown once."""
    return PREFIX + secrets.token_urlsafe(32)
