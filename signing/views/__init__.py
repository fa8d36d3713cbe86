"""The public check, the files of a document, and the base of every signing page."""

from signing.views.signing import SigningView

__all__ = ["SigningView"]
