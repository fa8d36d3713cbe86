"""Somebody without a mouse: every step is a key; the focus is seen, and it is never lost."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.people import Person

MOST_STOPS = 150
"""Presses of Tab after which a control counts as out of reach."""
_ARROWS = ("ArrowDown", "ArrowUp")
_IS_HERE = "(wanted) => document.activeElement === wanted"
_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return { lost: true };
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    lost: false,
    what: here.outerHTML.slice(0, 120),
    ring: here.matches(":focus-visible") && style.outlineStyle !== "none"
      && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
  };
}"""


@dataclass
class Keys:
    """The keyboard of a person; there is no way to click here."""

    person: Person

    def presses(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.person.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Type into the field that has the focus."""
        self.person.page.keyboard.type(text)

    def reaches(self, wanted: Locator, *, by: str = "Tab") -> None:
        """Go from stop to stop until the focus is there; every stop must show itself."""
        expect(wanted).to_be_visible()
        handle = wanted.element_handle()
        for _ in range(MOST_STOPS):
            self.presses(by)
            self.sees_focus()
            if self.person.page.evaluate(_IS_HERE, handle):
                return
        raise AssertionError(f"{MOST_STOPS} presses of {by} do not reach {wanted}")

    def follows(self, words: str, *, within: str = "main") -> None:
        """Reach a link or button with these words, press Enter, arrive."""
        self.reaches(self.person.control(words, within=within))
        self.enters()

    def enters(self) -> None:
        """Press Enter and wait for the page that comes."""
        self.arrives(lambda: self.presses("Enter"))

    def arrives(self, does: Any) -> None:
        """Do it and wait until another page stands there."""
        with self.person.page.expect_navigation():
            does()

    def begins_with_the_skip_link(self) -> None:
        """The first stop of a page leads past its menus; Enter puts the focus into the text."""
        page = self.person.page
        self.presses("Tab")
        expect(page.locator("a.skip")).to_be_focused()
        self.sees_focus()
        self.presses("Enter")
        expect(page.locator("main")).to_be_focused()

    def sees_focus(self) -> None:
        """Something has the focus, with a ring, inside of the window."""
        focus = self.person.page.evaluate(_FOCUS)
        where = f"{self.person.slug} at {self.person.page.url}: {focus}"
        assert not focus["lost"], f"the focus is lost: {where}"
        assert focus["ring"], f"the focus is not seen: {where}"
        assert focus["seen"], f"the focus is outside of the window: {where}"

    def keeps_focus(self) -> None:
        """After a part of the page changed, the keyboard still stands somewhere."""
        assert not self.person.page.evaluate(_FOCUS)["lost"], self.person.page.url

    def chooses(self, field: Locator, option: str) -> None:
        """Walk a select with the arrows until it says this."""
        self.reaches(field)
        self.presses("Home")
        for _ in range(field.locator("option").count()):
            if field.locator("option:checked").inner_text().strip() == option:
                return
            self.presses("ArrowDown")
        raise AssertionError(f"the arrows do not find {option!r}")
