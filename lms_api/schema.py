"""The published description of the API; the page that shows it is ``reference``."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lms_api.openapi.document import document


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 in JSON, which is YAML too."""
    return HttpResponse(msgspec.json.encode(document()), content_type="application/json")
