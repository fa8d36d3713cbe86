"""The QR code that leads from paper to the public check."""

import segno
from django.conf import settings


def verify_url(code: str) -> str:
    """Return the absolute address of the public check; the visitor's language is added there."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/verify/{code}/"


def qr_data_uri(text: str) -> str:
    """Return an SVG image of the QR code as a data address, for ``<img src>``."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2))
