"""Documents, their PDF, signatures and later checks. All written once."""

from signing.models.document import Document, DocumentPdf
from signing.models.signature import Signature, SignatureCheck

__all__ = ["Document", "DocumentPdf", "Signature", "SignatureCheck"]
