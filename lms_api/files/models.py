"""Files that schools handed in: what became of each, and its sealed content while it is kept."""

import base64

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from accounts.models import Membership
from accounts.roles import SCHOOL_ROLES
from core import vault
from core.fields import MonthField
from core.models import Job, JobState
from core.periods import Month
from core.workflow import Actor
from lms_api.files.kinds import FileKind, FileType
from schools.models import School, Submission

_PARTS = ("unreadable", "stopped", "state")


class FileUploadQuerySet(models.QuerySet["FileUpload"]):
    """Files by who may see them."""

    def visible_to(self, actor: Actor | None) -> "FileUploadQuerySet":
        """Only the school's own people: a file holds the IINs of its pupils."""
        if actor is None or actor.role not in SCHOOL_ROLES:
            return self.none()
        return self.filter(school__organisation_id=actor.organisation_id)

    def without_reports(self) -> "FileUploadQuerySet":
        """For lists: of a report, which may be long, only what :attr:`FileUpload.told` needs."""
        parts = {f"told_{part}": KT(f"report__{part}") for part in _PARTS}
        return self.defer("report").annotate(**parts)


class FileUpload(models.Model):
    """One file of one school's month or quarter.

    It has no state of its own: what is known of it (a report, the wish to accept it, a submission)
    tells where it stands, and the submission has the states of every push.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="file_uploads")
    kind = models.CharField(max_length=10, choices=FileKind)
    month = MonthField(help_text="month, or first month of the quarter")
    file_type = models.CharField(max_length=5, choices=FileType)
    original_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    is_strict = models.BooleanField(default=False, help_text="one bad row keeps all out")
    uploaded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    check_job = models.UUIDField(null=True, help_text="key of the job that reads it")
    report = models.JSONField(null=True, help_text="what the check found; no IIN inside")
    accepted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, help_text="when «accept» was pressed")
    accept_job = models.UUIDField(null=True)
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, related_name="file_upload"
    )
    finished_at = models.DateTimeField(null=True)

    objects = FileUploadQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("school", "-id"), name="files_of_a_school")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="file_kind_legal"),
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="file_type_legal"
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True) | Q(accepted_at__isnull=False),
                name="a_file_goes_in_when_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m} {self.school_id}"

    @property
    def period(self) -> Month:
        """The month, or the first one of the quarter."""
        return Month.of(self.month)

    @property
    def job(self) -> Job | None:
        """The job that works at it now or did last."""
        return Job.objects.filter(pk=self.accept_job or self.check_job).first()

    @property
    def told(self) -> set[str]:
        """What the report tells of: ``unreadable``, ``stopped`` or ``state``; empty before it."""
        if "report" in self.get_deferred_fields():
            return {part for part in _PARTS if getattr(self, f"told_{part}") is not None}
        return set(self.report or ()) & set(_PARTS)

    def is_waiting(self) -> bool:
        """Whether it was checked and nobody has accepted it."""
        return "state" in self.told and self.accepted_at is None

    def is_worked_at(self) -> bool:
        """Whether a job has still to end."""
        return not self.told or (self.accepted_at is not None and self.finished_at is None)

    def has_given_up(self) -> bool:
        """Whether its job failed for good; it may be started again."""
        job = self.job if self.is_worked_at() else None
        return job is not None and job.state == JobState.FAILED


class FileContent(models.Model):
    """The bytes as handed in, sealed; the row goes when its time is over."""

    upload = models.OneToOneField(
        FileUpload, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    sealed = models.BinaryField(help_text="it is full of IINs and names")

    def __str__(self) -> str:
        return str(self.upload_id)

    @classmethod
    def keep(cls, upload: FileUpload, content: bytes) -> "FileContent":
        """Seal and keep the bytes of a file."""
        text = base64.b64encode(content).decode("ascii")
        return cls.objects.create(
            upload=upload, sealed=vault.seal(text, aad=_aad(upload.pk, upload.sha256))
        )

    def opened(self) -> bytes:
        """The bytes."""
        sha256 = self.upload.sha256
        return base64.b64decode(vault.unseal(self.sealed, aad=_aad(self.upload_id, sha256)))


def _aad(upload_id: int, sha256: str) -> str:
    return f"lms_api.file|{upload_id}|{sha256}"
