"""QR codes for pages, drawn by segno as classes-only SVG (the CSP forbids inline styles)."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=256)
def qr_svg(text: str, title: str = "") -> SafeString:
    """Draw ``text`` as one SVG element without size or style attributes, error level M."""
    code = segno.make(text, error="m", micro=False)
    path = code.svg_inline(
        svgclass="qr", lineclass="qr-line", omitsize=True, border=2, title=title or None
    )
    return mark_safe(path.replace("<svg ", '<svg role="img" ', 1))
