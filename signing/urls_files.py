"""Files of a document, never prefixed with a language, mounted under ``verify/``."""

from django.urls import path

from signing.views.files import document_pdf, signatures_json, signed_bytes

app_name = "signing-files"
urlpatterns = [
    path("<str:code>/document.pdf", document_pdf, name="pdf"),
    path("<str:code>/signed-bytes", signed_bytes, name="bytes"),
    path("<str:code>/signatures.json", signatures_json, name="signatures"),
]
