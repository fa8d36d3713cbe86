"""Jobs of the room, imported once at start so that workers know them."""

from signing.services.rendering import render_document_pdf

__all__ = ["render_document_pdf"]
