"""PDFs: never from the network, and no crash where they cannot be made."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.test import Client

from core.jobs import run_now
from core.models import Job
from signing.models import Document, DocumentPdf
from signing.pdf import PdfUnavailable, render_pdf


@pytest.fixture
def without_pango(monkeypatch) -> None:
    def refuse(html: str) -> bytes:
        raise PdfUnavailable("apt-get install libpango-1.0-0")

    monkeypatch.setattr("signing.services.rendering.render_pdf", refuse)


@pytest.mark.django_db
def test_without_pango_the_page_says_what_to_install(
    client: Client, make_document, without_pango: None
) -> None:
    document = make_document(kind="protocol", public_bytes=True)
    answer = client.get(f"/verify/{document.code}/document.pdf")

    assert answer.status_code == 503
    assert "apt-get install libpango-1.0-0" in answer.content.decode()


@pytest.mark.django_db
def test_without_pango_the_job_ends_and_says_why(document: Document, without_pango: None) -> None:
    job = run_now(Job.objects.get(kind="signing.render_pdf"))

    assert (job.state, job.done) == ("done", 0)
    assert "libpango" in job.result["unavailable"]
    assert not DocumentPdf.objects.exists()


def test_document_never_reaches_into_the_network() -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Trap)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        pdf = render_pdf(
            f'<link rel="stylesheet" href="{address}/a.css"><img src="{address}/b.png">'
            '<img src="file:///etc/passwd"><p>Ә ₸</p>'
        )
    finally:
        server.shutdown()
        server.server_close()

    assert pdf.startswith(b"%PDF-")
    assert asked == []
