"""The main steps of the tour with the keyboard alone."""

import re

from playwright.sync_api import expect

from tests.journeys.keyboard import Keys

NO_RING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":focus-visible { outline: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
"""What a careless stylesheet would do."""
ACT = "ША-2025-10-0002"
REASON = "Дата договора в акте не та: проверьте и отправьте снова."


def signs_in(keys: Keys, slug: str) -> None:
    """From the home page to the desk."""
    page = keys.person.page
    keys.person.opens("/ru/")
    keys.begins_with_the_skip_link()
    keys.person.opens("/ru/")
    keys.follows("Войти", within="header")
    keys.reaches(page.locator(f"form:has([name=identity][value={slug}]) button"))
    keys.enters()
    expect(page.get_by_role("heading", name="Рабочий стол", level=1)).to_be_visible()


def changes_organisation(keys: Keys, organisation: str) -> None:
    """To the desk of the other organisation that the person heads."""
    keys.follows("Сменить организацию", within="header, .org-bar")
    keys.reaches(keys.person.page.locator("main button", has_text=organisation))
    keys.enters()


def opens_from_desk(keys: Keys, group: str) -> None:
    """From a group of the desk to its list; there J walks to the act's row and O opens it."""
    page = keys.person.page
    keys.reaches(page.locator("main a.desk-work", has_text=group))
    keys.enters()
    here = page.locator("tr[data-here]")
    keys.presses("KeyJ")
    for _ in range(page.locator(".table tbody tr").count()):
        keys.sees_focus()
        if ACT in here.inner_text():
            break
        keys.presses("KeyJ")
    keys.arrives(lambda: keys.presses("KeyO"))
    expect(page.get_by_role("heading", name=re.compile(ACT), level=1)).to_be_visible()


def walks_the_tabs(keys: Keys) -> None:
    """The tabs of a record are links: the next one opens with Enter."""
    keys.reaches(keys.person.page.locator(".tabs a:not([aria-current])").first)
    keys.enters()


def signs(keys: Keys) -> None:
    """The signing page and NCALayer."""
    page = keys.person.page
    record = page.url.split("?")[0]
    keys.reaches(keys.person.control("Подписать"))
    keys.enters()
    keys.reaches(page.locator("[data-signing-start]"))
    keys.presses("Space")
    page.wait_for_url(lambda url: url.split("?")[0] == record)


def returns_with_reason(keys: Keys) -> None:
    """Without a reason the form says so and takes the focus; with one the act goes back."""
    page = keys.person.page
    keys.follows("Вернуть школе")
    keys.reaches(page.locator("main form button[type=submit]"))
    keys.enters()
    expect(page.locator("#error-summary")).to_be_focused()
    # Chromium tells in its console of the page's own 400, which is what was wanted
    keys.person.errors[:] = [one for one in keys.person.errors if "status of 400" not in one]
    keys.reaches(page.locator("main [name=reason]"))
    keys.types(REASON)
    keys.reaches(page.locator("main form button[type=submit]"))
    keys.enters()
    keys.person.sees(REASON)


def filters(keys: Keys) -> None:
    """A select by its arrows, the button, and the condition taken away again."""
    page = keys.person.page
    for link in ("nav.side a:has-text('Акты')", ".tabs a:has-text('Все')"):
        keys.reaches(page.locator(link).first)
        keys.enters()
    keys.chooses(page.locator(".filters select[name=month]"), "октябрь 2025")
    keys.follows("Поиск", within=".filters")
    chip = page.locator(".chip")
    expect(chip).to_have_count(1)
    keys.reaches(chip.locator("a"))
    keys.enters()
    expect(chip).to_have_count(0)


def switches_language_and_back(keys: Keys) -> None:
    """The same list with the same condition in Kazakh."""
    page = keys.person.page
    before = page.url
    keys.reaches(page.locator(".lang a[hreflang=kk]"))
    keys.enters()
    assert page.url == before.replace("/ru/", "/kk/")
    keys.reaches(page.locator(".lang a[hreflang=ru]"))
    keys.enters()
    assert page.url == before


def searches(keys: Keys) -> None:
    """By the slash, wherever one stands."""
    page = keys.person.page
    keys.presses("Slash")
    expect(page.locator("[data-search]")).to_be_focused()
    keys.types(ACT)
    keys.enters()
    keys.reaches(page.locator("main a", has_text=ACT).first)
    keys.enters()
    keys.person.sees("Акт возвращён")


def reads_the_keys(keys: Keys) -> None:
    """The list of keys opens over the page and gives the focus back."""
    page = keys.person.page
    keys.reaches(page.locator(".tabs a").first)
    keys.presses("Shift+Slash")
    expect(page.locator("#keys")).to_be_visible()
    keys.keeps_focus()
    keys.presses("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".tabs a").first).to_be_focused()


def walks_the_phone_menu(keys: Keys) -> None:
    """The menu of a phone opens under its button, its links come next, Escape closes it."""
    page = keys.person.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    button = page.locator(".menu-button")
    keys.reaches(button)
    keys.presses("Enter")
    expect(page.locator("#side-menu")).to_be_visible()
    keys.presses("Tab")
    expect(page.locator("#side-menu a").first).to_be_focused()
    keys.sees_focus()
    keys.presses("Escape")
    expect(page.locator("#side-menu")).to_be_hidden()
    expect(button).to_be_focused()
    keys.presses("Space")
    keys.reaches(page.locator("nav.side a", has_text="Договоры"))
    keys.enters()
