"""People of the cast in a real browser: each has a session of their own and clicks."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from tests.journeys.house import House

SECONDS_OF_PATIENCE = 180
"""How long registries, jobs and events may take before a journey gives up."""
_PAGE_MS = 60_000
_LOOK_MS = 1_500


def tiyn(shown: str) -> int:
    """The tiyn of a sum as pages show it: «2 345,50» with any spaces."""
    found = re.search(r"(\d[\d\s]*),(\d\d)", shown)
    assert found is not None, f"no sum in {shown!r}"
    return int(re.sub(r"\D", "", found.group(0)))


@dataclass
class Person:
    """One of the cast at their screen; every error that the browser tells is kept."""

    slug: str
    house: House
    page: Page
    album: "Album"
    errors: list[str] = field(default_factory=list)

    def opens(self, path: str) -> None:
        """Go to an address, without language; anything but a whole page fails."""
        address = path if path.startswith("http") else self.house.base + path
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{self.slug}: {path} answers {answer.status}"

    def presses(self, words: str, *, within: str = "main") -> None:
        """Press the first button or link with exactly these words (a sum may follow)."""
        self.control(words, within=within).click()
        self.page.wait_for_load_state()

    def picks(self, row: str | re.Pattern[str], *, of: str) -> None:
        """Open a list and follow the first link of the row with these words."""
        self.opens(of)
        self.page.locator("tbody tr", has_text=row).first.get_by_role("link").first.click()
        self.page.wait_for_load_state()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """The page says this somewhere in its main part."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        """No word of this on the page."""
        expect(self.page.locator("main").get_by_text(words)).to_have_count(0)

    def may_press(self, words: str) -> bool:
        """Whether such a button or link is offered."""
        return self.control(words).is_visible()

    def waits_for(self, words: str | re.Pattern[str]) -> None:
        """Load the page again until it says this: jobs and registries work meanwhile."""
        looks = SECONDS_OF_PATIENCE * 1000 // _LOOK_MS
        for _ in range(looks):
            wanted = self.page.locator("main").get_by_text(words).first
            try:
                wanted.wait_for(timeout=_LOOK_MS)
            except Exception:
                self.page.reload()
                continue
            return
        raise AssertionError(f"{self.slug} waited in vain for {words!r} at {self.page.url}")

    def fills(self, **fields: str) -> None:
        """Fill inputs by the names of their fields."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").fill(value)

    @property
    def number(self) -> int:
        """The number of the record on the screen, as the address has it."""
        found = re.search(r"/(\d+)/", self.page.url)
        assert found is not None, self.page.url
        return int(found.group(1))

    def reads_money(self, label: str) -> int:
        """Tiyn of the figure with this caption."""
        figure = self.page.locator(".figure", has=self.page.get_by_text(label, exact=True)).first
        return tiyn(figure.locator(".figure-value").inner_text())

    def moves_with_reason(self, move: str, *, reason: str) -> None:
        """Press a move that asks for a reason, give it, and make the move."""
        self.presses(move)
        self.fills(reason=reason)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_load_state()

    @property
    def document_address(self) -> str:
        """Where everybody may check the document of the record on the screen."""
        found = self.page.get_by_role("link", name="Проверить документ").first.get_attribute("href")
        assert found is not None
        return found

    def signs(self, *, opener: str = "Подписать") -> None:
        """Open the signing page of the record, sign with NCALayer, come back to the record."""
        record = self.page.url.split("?")[0]
        self.presses(opener)
        self.photographs("signing")
        self.page.locator("[data-signing-start]").click()
        self.page.wait_for_url(lambda url: url.split("?")[0] == record)

    def photographs(self, name: str) -> None:
        """Keep a picture of the page for the README, when pictures are wanted."""
        self.album.take(self.page, f"{self.slug}-{name}")

    def control(self, words: str, *, within: str = "main") -> Locator:
        """The first button or link with exactly these words (a sum may follow)."""
        name = re.compile(rf"^\s*{re.escape(words)}(\s+[\d\s]+,\d\d\s*₸)?\s*$")
        here = self.page.locator(within)
        return here.get_by_role("button", name=name).or_(here.get_by_role("link", name=name)).first


@dataclass
class Album:
    """Pictures in the order of the journey; without a folder nothing is taken."""

    folder: Path | None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def take(self, page: Page, name: str) -> None:
        """Store a picture of the first screen of the page."""
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{next(self._numbers):02}-{name}.png"
            page.screenshot(path=path)


@dataclass
class Cast:
    """Everybody who has taken part in a journey so far."""

    house: House
    browser: Browser
    album: Album
    people: dict[str, Person] = field(default_factory=dict)

    def __call__(self, slug: str) -> Person:
        """The person at their screen; signs in at the first call."""
        if slug not in self.people:
            self.people[slug] = self._signed_in(slug)
        return self.people[slug]

    def stranger(self, name: str = "stranger") -> Person:
        """Somebody from the street: no session, be it one of the cast who has yet to sign in."""
        return self._person(name)

    def errors(self) -> list[str]:
        """What any browser complained of."""
        return [f"{one.slug}: {text}" for one in self.people.values() for text in one.errors]

    def photograph_all(self, folder: Path) -> None:
        """Keep the last screen of everybody."""
        for person in self.people.values():
            person.page.screenshot(path=folder / f"{person.slug}.png", full_page=True)

    def leave(self) -> None:
        """Close every window."""
        for person in self.people.values():
            person.page.context.close()

    def _signed_in(self, slug: str) -> Person:
        person = self._person(slug)
        answer = person.page.context.request.post(
            f"{self.house.base}/demo/sign-in", form={"identity": slug}
        )
        assert answer.ok, f"signing in as {slug} answers {answer.status}"
        return person

    def _person(self, slug: str) -> Person:
        page = self.browser.new_context(
            locale="ru-RU", viewport={"width": 1280, "height": 900}
        ).new_page()
        page.set_default_timeout(_PAGE_MS)
        person = Person(slug, self.house, page, self.album)
        self.people[slug] = person

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                person.errors.append(f"{message.text} at {page.url}")

        def answered(response: Response) -> None:
            if response.status >= 500:
                person.errors.append(f"{response.status} from {response.url}")

        page.on("console", heard)
        page.on("pageerror", lambda error: person.errors.append(f"{error} at {page.url}"))
        page.on("response", answered)
        page.on("request", lambda request: self.house.asked.append(request.url))
        return person


@contextmanager
def gathered(house: House, browser: Browser, album: Album) -> Iterator[Cast]:
    """People for one journey."""
    cast = Cast(house, browser, album)
    expect.set_options(timeout=_PAGE_MS)
    yield cast
    cast.leave()
