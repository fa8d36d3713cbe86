"""The bytes that people sign, and the page made of them."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import get_language

from core.models import AppendOnlyModel, Region


class Document(AppendOnlyModel):
    """One version of a document. Other bytes are another version, another row, another code."""

    kind = models.CharField(max_length=40, help_text="code of the room, e.g. act, contract")
    subject_kind = models.CharField(max_length=60, help_text="model label, e.g. acts.act")
    subject_id = models.BigIntegerField()
    version = models.PositiveIntegerField(help_text="from 1, per record and kind")
    code = models.CharField(max_length=16, unique=True, help_text="unguessable, on the QR")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    canonical = models.BinaryField(help_text="canonical JSON: exactly what is signed")
    sha256 = models.CharField(max_length=64, help_text="of the canonical bytes, hex")
    html = models.TextField(help_text="the page as it was when the bytes were made")
    title_ru = models.CharField(max_length=300)
    title_kk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    sides = models.JSONField(default=list, help_text="who is to sign, in order; empty: not fixed")
    public_facts = models.JSONField(
        default=dict, help_text="shown to everybody who has the code; no pupils, sums as strings"
    )
    public_bytes = models.BooleanField(
        default=False, help_text="everybody may download the bytes and the PDF"
    )
    created_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("subject_kind", "subject_id", "kind", "version"),
                name="document_version_once",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="document_version_from_one"),
            models.CheckConstraint(
                condition=Q(
                    sha256=Func(
                        Func(F("canonical"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                name="document_digest_of_its_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_ru} (в. {self.version})"

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        by_language = {"kk": self.title_kk, "en": self.title_en}
        return by_language.get(get_language() or "", "") or self.title_ru

    @property
    def spaced_code(self) -> str:
        """The code in groups of four, as people read it aloud."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))

    @property
    def content(self) -> bytes:
        """The bytes to sign."""
        return bytes(self.canonical)

    def get_absolute_url(self) -> str:
        return reverse("signing:verify", args=[self.code])


class DocumentPdf(AppendOnlyModel):
    """The PDF of a document, made once from the stored page and never again."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return f"PDF {self.document_id}"
