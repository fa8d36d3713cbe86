"""Keys of LMS vendors, the answers they got under an idempotency key, and what they asked."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from core.models import AppendOnlyModel
from lms_api.delivery.records import DeliveryReminder  # noqa: F401  # records of this room
from lms_api.files.models import FileContent, FileUpload  # noqa: F401  # records of this room
from lms_api.sandbox.records import (  # noqa: F401  # records of this room
    Sandbox,
    SandboxAnswer,
    SandboxMonth,
    SandboxPush,
)

PREFIX = "oblms_"
SANDBOX_PREFIX = "ob_test_"
_SANDBOX = "reaches only the vendor's sandbox, never a school"


def hash_of(secret: str) -> str:
    """What is stored of a token: it has 256 random bits, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class VendorClient(models.Model):
    """Client credentials of one vendor, exchanged for tokens of an hour. Only hashes are kept.

    After a rotation the secret before goes on until ``previous_until``, so that a vendor can
    change it in its own system without an hour of refusals.
    """

    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lms_clients")
    name = models.CharField(max_length=80, help_text="what it is used for")
    client_id = models.CharField(max_length=40, unique=True)
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    is_sandbox = models.BooleanField(default=False, db_default=False, help_text=_SANDBOX)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_sha256="") | Q(previous_until__isnull=False),
                name="an_old_secret_has_an_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.name}"


class VendorToken(models.Model):
    """A bearer token of one vendor; only its hash is kept."""

    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lms_tokens")
    client = models.ForeignKey(
        VendorClient, on_delete=models.PROTECT, null=True, blank=True, related_name="tokens"
    )
    name = models.CharField(max_length=80, help_text="what it is used for")
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="to the minute")
    is_sandbox = models.BooleanField(default=False, db_default=False, help_text=_SANDBOX)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.vendor_id} {self.name}"


class KeptAnswer(AppendOnlyModel):
    """The answer given under an ``Idempotency-Key``, for ever."""

    # found by the index below, whose first column it is
    vendor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.CharField(max_length=128)
    request_sha256 = models.CharField(max_length=64, help_text="of call, options and body")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        constraints = [models.UniqueConstraint(fields=("vendor", "key"), name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.vendor_id} {self.key}"


class RequestLog(models.Model):
    """One call of a vendor: what was asked and how it ended. Never a body, a query or an IIN."""

    # found by the index below, whose first column it is
    vendor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    method = models.CharField(max_length=7)
    call = models.CharField(max_length=40, help_text="the call's path, without the query")
    status = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True, help_text="of a problem")
    received = models.PositiveIntegerField(null=True, help_text="rows")
    rejected = models.PositiveIntegerField(null=True, help_text="rows")
    submission_id = models.BigIntegerField(null=True, help_text="of the push; without its rights")
    took_ms = models.PositiveIntegerField()
    request_id = models.CharField(max_length=64)
    is_sandbox = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("vendor", "-id"), name="requests_of_a_vendor")]

    def __str__(self) -> str:
        return f"{self.method} {self.call} {self.status}"


def new_secret(prefix: str = PREFIX) -> str:
    """A token or secret that nobody guesses; shown once."""
    return prefix + secrets.token_urlsafe(32)
