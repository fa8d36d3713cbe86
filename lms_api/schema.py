"""The published description of the API and the page that shows it."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

from lms_api.openapi.document import document


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 in JSON, which is YAML too."""
    return HttpResponse(msgspec.json.encode(document()), content_type="application/json")


docs = SpectacularSwaggerSplitView.as_view(url_name="lms-schema")
