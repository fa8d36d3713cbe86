"""What other rooms call: make a document, attach a signature, look again, get the PDF."""

from signing.services.attaching import SignatureRefused, attach_signature
from signing.services.checking import recheck_signature, verify_signature
from signing.services.preparing import prepare_document
from signing.services.rendering import ensure_pdf

__all__ = [
    "SignatureRefused",
    "attach_signature",
    "ensure_pdf",
    "prepare_document",
    "recheck_signature",
    "verify_signature",
]
