"""Kazakh and English pages say everything in their language; names of the data are exempt."""

import re

import pytest

from accounts.roles import Role
from lms_api.sandbox.fixtures import SCHOOLS
from portal.search.views import EXAMPLES
from tests.architecture.catalogues import catalogue
from tests.integration.access.addresses import browser
from tests.integration.access.world import World
from tests.integration.languages.crawl import pages, routes_without_parameters
from tests.integration.languages.words import (
    CyrillicWords,
    RussianWords,
    readable,
    stored_texts,
    visible,
)

# Names that the database holds sealed, and what the rules' examples quote from documents.
QUOTED = {"Сынақов Бала Тестович", "Сынақов Б. Т.", "банкетный зал", "торговый центр"}
# The sandbox's schools are data as well, though no table holds them. They have Kazakh names.
NAMED_IN_RUSSIAN = {"en": {name for one in SCHOOLS.values() for name in (one.name_ru, one.short)}}
pytestmark = pytest.mark.django_db
VISITORS = [
    None,
    Role.SCHOOL_HEAD,
    Role.DEPARTMENT_OFFICER,
    Role.DEPARTMENT_HEAD,
    Role.FINANCE_OPERATOR,
    Role.FINANCE_SIGNATORY,
    Role.VENDOR_ENGINEER,
    Role.AUDITOR,
    Role.CITIZEN,
    Role.ADMINISTRATOR,
]
each_visitor = pytest.mark.parametrize("role", VISITORS, ids=lambda role: str(role or "stranger"))


@pytest.fixture(scope="module")
def met() -> dict[str, set[str]]:
    """Kinds of page that an earlier visitor has seen, by language."""
    return {"kk": set(), "en": set()}


@each_visitor
@pytest.mark.parametrize("language", ["kk", "en"])
def test_every_page_speaks_one_language(
    language: str, role: Role | None, world: World, met: dict[str, set[str]]
) -> None:
    data = stored_texts() | QUOTED | NAMED_IN_RUSSIAN.get(language, set())
    judges = [RussianWords(catalogue(language), data)]
    if language == "en":
        judges.append(CyrillicWords(data))
    found, count = {}, 0
    # A visitor's own pages are in a cabinet; the portal's are the same for everybody.
    common = {one for one in met[language] if one.split(":")[0] in ("portal", "signing", "flk")}
    for address, html in crawl(world, role, language, common):
        count += 1
        texts = visible(html, language)
        foreign = {text for judge in judges for text in judge.in_texts(texts)}
        if address.endswith("/search/"):
            foreign -= set(EXAMPLES)  # numbers and names to search for, as documents have them
        if foreign:
            found[address] = sorted(foreign)
    met[language] |= common
    assert count > 3
    assert found == {}, readable(found)


def crawl(world: World, role: Role | None, language: str, met: set[str]):  # type: ignore[no-untyped-def]
    """The pages of a visitor; the document's page is that of an unsigned one."""
    client = browser(world.members[role] if role else None)
    return pages(client, language, first=(f"/{language}/verify/{world.keys['code']}/",), met=met)


def test_the_crawl_meets_record_pages_tabs_and_form_errors(world: World) -> None:
    met = [address for address, _html in crawl(world, Role.SCHOOL_HEAD, "en", set())]
    assert "get /en/school/" in met
    assert any(re.fullmatch(r"get /en/school/acts/\d+/", one) for one in met)
    assert any("?tab=" in one for one in met)
    assert any(one.startswith("post /en/school/schools/") for one in met)
    assert "/en/school/acts/" in routes_without_parameters("en")


def test_a_russian_caption_on_a_foreign_page_is_seen(world: World) -> None:
    html = (
        '<p>Главная</p><p title="Поиск">x</p><p>Акт № 7</p><p>ТОО «Достық»</p>'
        '<a lang="ru" title="Русский">RU</a><script>"Школа"</script><p>Басты бет</p>'
    )
    seen = visible(html, "kk")
    assert seen == ["Главная", "Поиск", "x", "Акт № 7", "ТОО «Достық»", "Басты бет"]
    russian = RussianWords(catalogue("en"), {"ТОО «Достық»"}).in_texts(seen)
    assert russian == ["Главная", "Поиск", "Акт № 7"]
    cyrillic = CyrillicWords({"ТОО «Достық»"}).in_texts(seen)
    assert cyrillic == ["Главная", "Поиск", "Акт № 7", "Басты бет"]
