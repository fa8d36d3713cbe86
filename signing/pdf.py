"""HTML to PDF. WeasyPrint is imported late: it needs Pango, which a bare machine lacks."""

from pathlib import Path

from signing import printing

STYLE = Path(__file__).with_name("document.css")


class PdfUnavailable(RuntimeError):
    """The libraries that lay out a PDF are not installed on this machine."""


def render_pdf(html: str) -> bytes:
    """Return the PDF of a document page. The page may use data addresses, never the network.

    :raises PdfUnavailable: Pango, HarfBuzz or a font with Kazakh letters is missing; the message is
        the command that installs it
    """
    if packages := printing.missing_packages():
        raise PdfUnavailable(printing.how_to_install(packages))
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        every = [*printing.LIBRARIES.values(), printing.FONTS]
        raise PdfUnavailable(printing.how_to_install(every)) from error
    only_data = URLFetcher(allowed_protocols=("data",))
    page = HTML(string=html, url_fetcher=only_data, base_url="about:blank")
    return bytes(page.write_pdf(stylesheets=[CSS(string=STYLE.read_text(encoding="utf-8"))]))
