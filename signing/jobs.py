"""Jobs of the room, imported once at start so that workers know them."""

from signing.services.rechecking import recheck_signatures
from signing.services.rendering import render_document_pdf

__all__ = ["recheck_signatures", "render_document_pdf"]
