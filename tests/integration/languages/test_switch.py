"""The switch changes the words and nothing else: page, filters, sorting and place stay."""

import re
from html import unescape

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from accounts.roles import Role
from tests.integration.access.addresses import browser
from tests.integration.access.world import World

pytestmark = pytest.mark.django_db
LIST = "/{}/school/acts/?view=all&month=2025-10&search=%D0%A8%D0%90&sort=-month&page=1"


def switch_to(html: str, language: str) -> str:
    """The address behind the switch's link to a language."""
    found = re.search(rf'<a href="([^"]+)" hreflang="{language}"', html)
    assert found, "no link to the language"
    return unescape(found[1])


@pytest.mark.parametrize("target", ["kk", "en"])
def test_a_filtered_list_is_the_same_list_in_another_language(target: str, world: World) -> None:
    client = browser(world.members[Role.SCHOOL_HEAD])
    before = client.get(LIST.format("ru")).content.decode()
    assert switch_to(before, target) == LIST.format(target)
    after = client.get(switch_to(before, target)).content.decode()
    number = world.marks[0]
    assert number in before
    assert number in after
    assert switch_to(after, "ru") == LIST.format("ru")


def test_a_record_and_its_tab_stay_open(world: World) -> None:
    client = browser(world.members[Role.SCHOOL_HEAD])
    address = f"/ru/school/acts/{world.keys['act']}/?tab=checks"
    assert switch_to(client.get(address).content.decode(), "en") == address.replace("/ru/", "/en/")


def test_the_page_says_its_language(world: World) -> None:
    client = browser(world.members[Role.SCHOOL_HEAD])
    for language in ("ru", "kk", "en"):
        assert f'<html lang="{language}"' in client.get(f"/{language}/school/").content.decode()


@pytest.mark.parametrize(
    ("count", "russian", "english"),
    [
        (1, "Готово: 1 запись.", "Done: 1 record."),
        (3, "Готово: 3 записи.", "Done: 3 records."),
        (11, "Готово: 11 записей.", "Done: 11 records."),
        (21, "Готово: 21 запись.", "Done: 21 records."),
    ],
)
def test_counted_things_take_the_right_plural(count: int, russian: str, english: str) -> None:
    def said(language: str) -> str:
        with translation.override(language):
            found = ngettext("Готово: %(count)d запись.", "Готово: записей %(count)d.", count)
            return found % {"count": count}

    assert (said("ru"), said("en")) == (russian, english)


@pytest.mark.parametrize(
    ("text", "kazakh"),
    [("Enter a whole number.", "Бүтін сан енгізіңіз."), ("This field is required.", None)],
)
def test_form_errors_of_django_are_kazakh(text: str, kazakh: str | None) -> None:
    with translation.override("ru"):
        russian = gettext(text)
    with translation.override("kk"):
        said = gettext(text)
    assert said not in (text, russian)
    assert kazakh in (None, said)
