"""Making the document of a record: its bytes, its page, its code."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.template.loader import render_to_string

from core import clock, jobs
from signing.canonical import canonical_document, digest
from signing.codes import CODE_ALPHABET, CODE_LENGTH
from signing.models import Document
from signing.qr import qr_data_uri, verify_url

RENDER_JOB = "signing.render_pdf"


def prepare_document(
    *,
    kind: str,
    subject_kind: str,
    subject_id: int,
    region_id: str,
    payload: Mapping[str, object],
    template: str,
    context: Mapping[str, object],
    titles: Mapping[str, str],
    public_facts: Mapping[str, object],
    public_bytes: bool = False,
    sides: Iterable[str] = (),
    anew: bool = False,
) -> Document:
    """Return the document of a record: the stored one while its bytes are equal, else the next.

    ``payload`` becomes the signed bytes (sums: strings of tiyn). ``template`` extends
    ``documents/base.html`` and is rendered at once with ``context``; the PDF follows in a job.
    ``titles`` has the keys ru, kk, en. ``public_facts`` is shown to whoever has the code.
    ``anew`` makes the next version even of equal bytes: after a decline or a return, so that
    signatures already given do not stand on what is signed again.

    :raises NotCanonical: the payload holds a float or a sum that is not a string
    """
    with transaction.atomic():
        _queue_up(kind, subject_kind, subject_id)
        latest = (
            Document.objects.filter(kind=kind, subject_kind=subject_kind, subject_id=subject_id)
            .order_by("-version")
            .first()
        )

        def bytes_of(version: int) -> bytes:
            return canonical_document(
                kind=kind,
                subject_kind=subject_kind,
                subject_id=subject_id,
                version=version,
                region=region_id,
                payload=payload,
            )

        if latest and not anew and latest.sha256 == digest(bytes_of(latest.version)):
            return latest
        version = latest.version + 1 if latest is not None else 1
        content, code = bytes_of(version), new_code()
        document = Document(
            kind=kind,
            subject_kind=subject_kind,
            subject_id=subject_id,
            version=version,
            code=code,
            region_id=region_id,
            canonical=content,
            sha256=digest(content),
            title_ru=titles["ru"],
            title_kk=titles["kk"],
            title_en=titles["en"],
            sides=[str(side) for side in sides],
            public_facts=dict(public_facts),
            public_bytes=public_bytes,
            created_at=clock.now(),
        )
        document.html = render_page(document, template=template, context=context)
        document.save(force_insert=True)
        jobs.enqueue(RENDER_JOB, document_id=document.pk)
    return document


def render_page(document: Document, *, template: str, context: Mapping[str, object]) -> str:
    """Return the HTML of the PDF; nothing in it is looked up later."""
    url = verify_url(document.code)
    frame = {"document": document, "verify_url": url, "qr": qr_data_uri(url)}
    return render_to_string(template, {**context, **frame})


def new_code() -> str:
    """Return a fresh code of 59 random bits in letters that are not mistaken for each other."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _queue_up(kind: str, subject_kind: str, subject_id: int) -> None:
    """Let one transaction at a time decide on the next version of this record's document."""
    name = f"document|{kind}|{subject_kind}|{subject_id}".encode()
    key = int.from_bytes(hashlib.sha256(name).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
