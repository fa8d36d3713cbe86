"""The PDF of a document: made once, after the bytes, from the page stored with them."""

import hashlib

from django.db import IntegrityError, transaction

from core import clock
from core.jobs import JobRun, job
from signing.models import Document, DocumentPdf
from signing.pdf import PdfUnavailable, render_pdf
from signing.services.preparing import RENDER_JOB


def ensure_pdf(*, document: Document) -> DocumentPdf:
    """Return the stored PDF, making it now when the job has not come to it yet.

    :raises PdfUnavailable: this machine cannot lay out PDFs
    """
    stored = DocumentPdf.objects.filter(document=document).first()
    if stored is not None:
        return stored
    content = render_pdf(document.html)
    try:
        with transaction.atomic():
            return DocumentPdf.objects.create(
                document=document,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                rendered_at=clock.now(),
            )
    except IntegrityError:
        # Somebody else was faster; theirs is the one that counts.
        return DocumentPdf.objects.get(document=document)


@job(RENDER_JOB)
def render_document_pdf(run: JobRun) -> None:
    """Make the PDF in the worker; without Pango leave it to a machine that has it."""
    document = Document.objects.get(pk=run.params["document_id"])
    try:
        ensure_pdf(document=document)
    except PdfUnavailable as reason:
        run.checkpoint(cursor=None, done=0, total=1, unavailable=str(reason))
        return
    run.checkpoint(cursor=None, done=1, total=1)
