"""QR codes obey the content policy."""

from core.web.codes import qr_svg


def test_a_qr_code_has_a_name_and_no_inline_style() -> None:
    drawing = qr_svg("http://127.0.0.1:8000/ru/", "QR <портала>")
    assert drawing.startswith('<svg role="img"')
    assert "<title>QR &lt;портала&gt;</title>" in drawing
    assert "style=" not in drawing


def test_another_text_is_another_code() -> None:
    assert qr_svg("a") != qr_svg("b")
