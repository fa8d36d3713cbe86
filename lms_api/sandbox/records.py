"""What a vendor's sandbox remembers. None of it is a school, a person or money.

No row points at a school or a pupil and no pupil is named: a row stands under a keyed hash of its
IIN, so a real list pushed here by mistake is not kept. A reset deletes all of it.
"""

from django.db import models

from accounts.models import Organisation
from core.fields import MonthField


class Sandbox(models.Model):
    """One a vendor: the row that its pushes lock, one after another."""

    vendor = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    limited_pushes = models.PositiveIntegerField(
        default=0, help_text="to the school of limits: every odd one is refused"
    )
    reset_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sandbox of {self.vendor_id}"


class SandboxMonth(models.Model):
    """The rows in force of a test school's month or quarter."""

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="months")
    school_id = models.CharField(max_length=18, help_text="of a test school")
    kind = models.CharField(max_length=12)
    month = MonthField(help_text="month, or first month of the quarter")
    revision = models.PositiveIntegerField()
    packed = models.BinaryField(help_text="keyed hash → what the row says; compressed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("sandbox", "school_id", "kind", "month"), name="one_sandbox_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.kind} {self.month:%Y-%m} r{self.revision}"


class SandboxPush(models.Model):
    """One push to the sandbox with its answer, and what is told of it later."""

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="pushes")
    school_id = models.CharField(max_length=18, help_text="of a test school")
    kind = models.CharField(max_length=12)
    month = MonthField(help_text="month, or first month of the quarter")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, help_text="code of a submission's state")
    answer = models.JSONField(help_text="the answer as given; no IIN inside")
    later = models.JSONField(help_text="findings and money, told by GET submissions/{id}")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.school_id} {self.kind} r{self.revision}"


class SandboxAnswer(models.Model):
    """The answer that a key got; as everywhere it stands, until the sandbox is reset."""

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=128, help_text="Idempotency-Key")
    request_sha256 = models.CharField(max_length=64, help_text="of call, options and body")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("sandbox", "key"), name="one_sandbox_answer_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.sandbox_id} {self.key}"
