"""Bytes, PDF and signatures of a document, for programs and for people."""

import base64

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from signing.access import may_read_bytes
from signing.codes import normalise_code
from signing.models import Document
from signing.pdf import PdfUnavailable
from signing.selectors import document_by_code, signatures_of
from signing.services import ensure_pdf, verify_signature


@never_cache
@require_safe
def document_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the stored PDF; where PDFs cannot be made, say what to install."""
    document = readable_document(request, code)
    try:
        stored = ensure_pdf(document=document)
    except PdfUnavailable as reason:
        page = {"document": document, "how_to_fix": str(reason)}
        return render(request, "signing/pdf_unavailable.html", page, status=503)
    response = HttpResponse(bytes(stored.content), content_type="application/pdf")
    return _named(response, f"{document.code}.pdf", shown=True)


@never_cache
@require_safe
def signed_bytes(request: HttpRequest, code: str) -> HttpResponse:
    """Serve exactly the bytes that are signed."""
    document = readable_document(request, code)
    response = HttpResponse(document.content, content_type="application/json")
    return _named(response, f"{document.code}.json", shown=False)


@never_cache
@require_safe
def signatures_json(request: HttpRequest, code: str) -> HttpResponse:
    """List the signatures with today's verdict.

    ``cms`` is null for a visitor who may not read the bytes: the certificate inside names the
    signatory's IIN, and without the bytes a detached signature proves nothing.
    """
    document = _document(code)
    with_cms = may_read_bytes(document, getattr(request, "actor", None))
    rows = [
        {
            "signer": signature.signer_name,
            "role": signature.role,
            "side": signature.side,
            "signed_at": signature.signed_at.isoformat(),
            "cms": base64.b64encode(bytes(signature.cms)).decode() if with_cms else None,
            "valid": verify_signature(signature).is_valid,
        }
        for signature in signatures_of(document).select_related("document")
    ]
    return JsonResponse(rows, safe=False)


def readable_document(request: HttpRequest, code: str) -> Document:
    """Return the document if this visitor may read its bytes.

    :raises Http404: no such code
    :raises PermissionDenied: the visitor is not a party
    """
    document = _document(code)
    if not may_read_bytes(document, getattr(request, "actor", None)):
        raise PermissionDenied
    return document


def _document(code: str) -> Document:
    document = document_by_code(normalise_code(code))
    if document is None:
        raise Http404
    return document


def _named(response: HttpResponse, name: str, *, shown: bool) -> HttpResponse:
    kind = "inline" if shown else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
