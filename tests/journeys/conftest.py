"""One demo and one browser for all journeys; what a failed journey leaves is kept."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, keep_logs, running_house
from tests.journeys.people import Album, Cast, gathered

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REMAINS = Path("test-results/journeys")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The demo of small scale, as `make demo` starts it."""
    folder = Path(tempfile.mkdtemp(prefix="ortabilim-house-"))
    folder.chmod(0o755)  # as root, PostgreSQL runs under another account, which must get in
    try:
        with running_house(folder) as demo:
            yield demo
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; closed with the module, for its event loop would disturb other tests."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def album() -> Album:
    """Pictures for the README, where JOURNEY_SHOTS names a folder."""
    folder = os.environ.get("JOURNEY_SHOTS")
    return Album(Path(folder) if folder else None)


@pytest.fixture
def cast(
    house: House, chromium: Browser, album: Album, request: pytest.FixtureRequest
) -> Iterator[Cast]:
    """People by slug: ``cast("school-head").opens("/school/")``; browsers must not complain."""
    with gathered(house, chromium, album) as people:
        yield people
        report = getattr(request.node, "report_of_call", None)
        errors = people.errors()
        if errors or report is None or report.failed:
            folder = REMAINS / request.node.name
            folder.mkdir(parents=True, exist_ok=True)
            people.photograph_all(folder)
            keep_logs(house, folder)
    assert not errors, "\n".join(errors)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let the fixture know how the test ended."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.report_of_call = report  # type: ignore[attr-defined]
