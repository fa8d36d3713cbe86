"""The vendors' kit as a file to take away: a vendor has the documentation, not the repository."""

import io
import zipfile
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views import View

_NAME = "lms_kit"
_FILES = ("*.py", "*.md")


class KitFile(View):
    """The folder ``lms_kit``, packed: client, conformance kit and how to begin."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """As a ZIP file."""
        answer = HttpResponse(_packed(), content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="{_NAME}.zip"'
        return answer


@cache
def _packed() -> bytes:
    """The same bytes every time: names are sorted and dates are left out."""
    folder = settings.BASE_DIR / "tools" / _NAME
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(one for kind in _FILES for one in folder.glob(kind)):
            packed.writestr(zipfile.ZipInfo(f"{_NAME}/{path.name}"), path.read_bytes())
    return stream.getvalue()
