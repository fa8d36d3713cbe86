"""The panel in Chromium against the emulator: signing, and each failure with its own words."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ortabilim.supervisor import ports
from signing.models import Document, Signature

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def _free_port() -> int:
    return ports.pick_free(names=["ncalayer"], taken=set())["ncalayer"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    with (
        pytest.MonkeyPatch.context() as patch,
        sync_api.sync_playwright() as playwright,
    ):
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        sync_api.expect.set_options(timeout=30_000)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def emulator(keys_folder: Path) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "signing.ncalayer_emulator"]
    process = subprocess.Popen([*command, "--port", str(port), "--keys", str(keys_folder)])
    for _ in range(400):
        with socket.socket() as probe:
            probe.settimeout(0.05)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        if process.poll() is not None:
            pytest.fail("the emulator did not start")
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    yield port
    process.terminate()
    assert process.wait(60) == 0


@pytest.fixture
def open_panel(chromium, live_server, settings, document: Document):
    """Open the signing page with NCALayer expected at a port; any breach of the CSP fails."""
    settings.ROOT_URLCONF = "tests.integration.signing.browser_urls"
    pages = []

    def open_at(port: int):
        settings.NCALAYER_URL = f"ws://127.0.0.1:{port}"
        directives = {
            **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
            "connect-src": ["'self'", settings.NCALAYER_URL],
        }
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
        page = chromium.new_context(locale="ru-RU").new_page()
        page.set_default_timeout(120_000)  # of a machine that is busy elsewhere
        pages.append(page)
        page.goto(f"{live_server.url}/sign")
        return page

    yield open_at
    for page in pages:
        page.context.close()


def press(page, words: str = "Подписать") -> None:
    page.get_by_role("button", name=re.compile(words)).click()


def problem(page):
    return page.locator("[data-signing-reason]")


def test_person_signs_with_one_press(open_panel, emulator: int, document: Document) -> None:
    page = open_panel(emulator)
    press(page)

    page.wait_for_url("**/signed")
    signature = Signature.objects.get(document=document)
    assert signature.signer_name == "САПАРОВА АЙГЕРИМ"


def test_cancel_says_so_and_can_be_repeated(
    open_panel, emulator: int, keys_folder: Path, document: Document
) -> None:
    (keys_folder / "cancel-next").touch()
    page = open_panel(emulator)
    press(page)
    sync_api.expect(problem(page)).to_contain_text("Вы отменили подписание")

    press(page, "Попробовать ещё раз")
    page.wait_for_url("**/signed")


def test_silent_program_is_named(open_panel, document: Document) -> None:
    page = open_panel(_free_port())
    press(page)

    sync_api.expect(problem(page)).to_contain_text("NCALayer не отвечает")
    assert not Signature.objects.exists()


def test_document_changed_meanwhile_is_refused_in_words(
    open_panel, emulator: int, make_document
) -> None:
    page = open_panel(emulator)
    make_document(payload={"total_tiyn": "1"})
    press(page)

    sync_api.expect(problem(page)).to_contain_text("документ изменился")
    assert not Signature.objects.exists()
