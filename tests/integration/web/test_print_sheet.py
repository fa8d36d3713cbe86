"""A list on paper: it begins under its heading, its total stands once."""

import pathlib
import re

import pytest

CHROMIUM = pathlib.Path("/usr/bin/chromium")
STYLES = ("tokens", "reset", "base", "layout", "components", "pages", "print")
ROWS = 33  # they fill a sheet alone, and do not fit below what stands before them
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a Chromium of the system")


@pytest.fixture
def page():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as rig:
        browser = rig.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()


def _draw(page, *, extra: str = "") -> None:
    root = pathlib.Path(__file__).parents[3] / "static" / "css"
    styles = "\n".join((root / f"{name}.css").read_text("utf-8") for name in STYLES)
    rows = "<tr><td>ША-2025-10-0001</td><td>1,00</td></tr>" * ROWS
    page.set_content(
        f"<html lang='ru'><style>{styles}{extra}</style><main class='page'><h1>Акты</h1>"
        "<div style='height: 400px'>Отбор</div>"
        "<div class='table-wrap'><table class='table'><thead><tr><th>Акт</th><th>Сумма</th></tr>"
        f"</thead><tbody>{rows}</tbody><tfoot><tr><td>Итого</td><td>33,00</td></tr></tfoot>"
        "</table></div><div style='height: 300px'>Ход дела</div></main></html>"
    )


def _sheets(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_a_long_table_begins_under_its_heading(page):
    _draw(page)
    assert _sheets(page) == 2
    page.emulate_media(media="print")
    total = page.locator("tfoot")
    assert total.evaluate("one => getComputedStyle(one).display") == "table-row-group"


def test_a_table_that_waits_for_the_next_sheet_is_seen(page):
    """The control: the count of sheets tells it."""
    _draw(page, extra=".table-wrap { break-inside: avoid !important; }")
    assert _sheets(page) == 3
