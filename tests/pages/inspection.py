"""How a page is looked at: axe, sideways scroll, complaints of the browser, status."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
from playwright.sync_api import Page as Tab

from tests.pages.addresses import Page
from tests.pages.crawl import PATIENCE_MS, sign_in

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE, SMALLEST = 1280, 390, 320
WIDTHS = {"ru": (DESK, PHONE), "kk": (DESK,), "en": (PHONE,)}
"""Widths at which axe looks; at the smallest one a page only must not scroll sideways."""
OTHER_WIDTHS = {"kk": (PHONE,), "en": (DESK,)}
"""What is left of the three languages by two widths."""
_HEIGHT = 900
_NOT_IN_A_NAME = re.compile(r"\W+")
_OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - room;
  if (over <= 0) return "";
  const wide = [...document.body.querySelectorAll("*")].filter(
    (one) => one.getBoundingClientRect().right > room + 1 && !one.closest(".table-wrap, .tabs ul"));
  const last = wide.at(-1);
  return `${over}px: ${last ? last.tagName + "." + last.className : "?"}`;
}"""
_EMPTY_POST = """async () => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const form = document.createElement("form");
  form.method = "post";
  const field = document.createElement("input");
  field.type = "hidden"; field.name = "csrfmiddlewaretoken"; field.value = token;
  form.append(field);
  document.body.append(form);
  form.submit();
}"""


@dataclass
class Looker:
    """One browser with a window for each person and language; findings in reading order.

    :param before: a script that spoils every page first, for the controls
    :param album: where a picture of every look is kept, when people want to look, too
    """

    browser: Browser
    base: str
    before: str = ""
    album: Path | None = None
    findings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    looks: int = 0
    _axe: Axe = field(default_factory=Axe)

    def look_at(self, pages: list[Page], languages: dict[str, tuple[int, ...]] = WIDTHS) -> None:
        """Look at all pages; a person's pages are looked at in one session."""
        for slug in dict.fromkeys(page.slug for page in pages):
            for language, widths in languages.items():
                with self._window(slug, language) as (tab, complaints):
                    for page in pages:
                        if page.slug == slug:
                            self._look(tab, complaints, page, language, widths)

    @contextmanager
    def _window(self, slug: str, language: str) -> Iterator[tuple[Tab, list[str]]]:
        context: BrowserContext = self.browser.new_context(locale=language)
        if slug:
            sign_in(context.request, self.base, slug)
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE_MS)
        complaints: list[str] = []

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                complaints.append(message.text)

        tab.on("console", heard)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        yield tab, complaints
        context.close()

    def _look(
        self, tab: Tab, complaints: list[str], page: Page, language: str, widths: tuple[int, ...]
    ) -> None:
        complaints.clear()
        tab.set_viewport_size({"width": widths[0], "height": _HEIGHT})
        status = self._open(tab, page, language)
        if status != page.status:
            self._tell(page, f"{language}: HTTP {status}, expected {page.status}")
            return
        for width in widths:
            tab.set_viewport_size({"width": width, "height": _HEIGHT})
            self._overflow(tab, page, language, width)
            for violation in self._violations(tab):
                self._tell(page, f"{language} {width}: {violation}")
            self.looks += 1
            if self.album:
                name = _NOT_IN_A_NAME.sub("-", f"{self.looks:04} {page} {language} {width}")
                tab.screenshot(path=self.album / f"{name[:120]}.png", full_page=True)
        tab.set_viewport_size({"width": SMALLEST, "height": _HEIGHT})
        self._overflow(tab, page, language, SMALLEST)
        for complaint in complaints:
            if status == 200 or "status of" not in complaint:  # Chromium tells the page's own 404
                self._tell(page, f"{language}: console: {complaint}")

    def _open(self, tab: Tab, page: Page, language: str) -> int:
        answer = tab.goto(self.base + page.address(language))
        if page.empty_post:
            with tab.expect_navigation() as sent:
                tab.evaluate(_EMPTY_POST)
            answer = sent.value
        if self.before:
            tab.evaluate(self.before)
        assert answer is not None
        return answer.status

    def _overflow(self, tab: Tab, page: Page, language: str, width: int) -> None:
        over = tab.evaluate(_OVERFLOW)
        if over:
            self._tell(page, f"{language} {width}: scrolls sideways by {over}")

    def _violations(self, tab: Tab) -> list[str]:
        options: dict[str, Any] = {
            "runOnly": {"type": "tag", "values": WCAG},
            "resultTypes": ["violations"],
        }
        found = self._axe.run(tab, options=options).response["violations"]
        return [
            f"axe {one['id']} ×{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
            for one in found
        ]

    def _tell(self, page: Page, what: str) -> None:
        self.findings[str(page)].append(what)

    def report(self) -> str:
        """Every finding under its page."""
        return "\n".join(
            line
            for page, findings in self.findings.items()
            for line in (page, *(f"    {one}" for one in findings))
        )
