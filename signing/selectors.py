"""Reading documents and signatures."""

from django.db.models import QuerySet

from signing.models import Document, Signature


def document_of(subject_kind: str, subject_id: int, *, kind: str | None = None) -> Document | None:
    """The latest document of a record (of one kind, where a record has several), or None."""
    documents = Document.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    if kind is not None:
        documents = documents.filter(kind=kind)
    return documents.order_by("-version", "-id").first()


def document_by_code(code: str) -> Document | None:
    """The document with that code, or None."""
    return Document.objects.filter(code=code).first()


def latest_version(document: Document) -> Document:
    """The newest version of the same document."""
    same = Document.objects.filter(
        kind=document.kind, subject_kind=document.subject_kind, subject_id=document.subject_id
    )
    return same.order_by("-version")[0]


def is_latest(document: Document) -> bool:
    """Whether no newer version of the same document exists."""
    return latest_version(document).version == document.version


def signatures_of(document: Document) -> QuerySet[Signature]:
    """Signatures on a document, in the order in which they were given."""
    return Signature.objects.filter(document=document).order_by("signed_at", "id")


def is_signed_by(document: Document, side: str) -> bool:
    """Whether a side has signed this very version."""
    return Signature.objects.filter(document=document, side=side).exists()


def remaining_sides(document: Document) -> list[str]:
    """The sides that are still to sign, in order (empty when the document fixes none)."""
    signed = set(signatures_of(document).values_list("side", flat=True))
    return [side for side in document.sides if side not in signed]
