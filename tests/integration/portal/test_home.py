"""The home page is page 3 of the deck."""

import re

import pytest
from django.test import Client

from budget.models import RegionalBudget
from core.models import Region
from core.regions import write_regions

pytestmark = pytest.mark.urls("tests.integration.web.urls")

PURPOSE = (
    "Единый портал финансирования образования предназначен для просмотра гражданином персональных"
    " сведений о выделеном ему государственном финансировании дошкольного, среднего, технического"
    " и профессионального, послесреднего и дополнительного образования, а также автоматизации"
    " функций оператора уполномоченного органа в области образования, установленных Законом"
    " Республики Казахстан от 27 июля 2007 года «Об образовании»"
)
TILES = (
    "Сервис государственного образовательного заказа на среднее образование",
    "Ваучерное государственное финансирование дошкольного образования",
    "Сервис государственного образовательного заказа на высшее образование",
    "Сервис размещения государственного заказа на обеспечение студентов местами в общежитиях",
    "Сервис государственной образовательной накопительной системы и страхования",
)


@pytest.fixture
def home(client: Client, db: None) -> str:
    write_regions()
    return client.get("/ru/").content.decode()


def test_purpose_and_tiles_are_word_for_word(home: str) -> None:
    for text in (PURPOSE, *TILES):
        assert text in home
    assert home.count("В разработке") == 4


def test_the_page_has_its_qr_its_languages_and_a_way_in(home: str) -> None:
    assert "<title>QR-код этой страницы</title>" in home
    assert re.findall(r'hreflang="(\w\w)"', home) == ["ru", "kk", "en"]
    assert "Личный кабинет" in home
    assert "Войти" in home


def test_nothing_on_the_page_breaks_the_content_policy(home: str) -> None:
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", home)


def test_without_budgets_the_money_block_says_so(home: str) -> None:
    assert "Данных пока нет" in home


def test_budgets_are_drawn_by_region(client: Client, db: None) -> None:
    write_regions()
    RegionalBudget.objects.create(
        region=Region.objects.get(pk="79"),
        year=2025,
        amount_tiyn=1_640_000_000_000,
        source="test",
        source_status="assumption",
    )
    page = client.get("/ru/").content.decode()
    assert "16\u00a0400,0" in page
    assert "Шымкент" in page


def test_the_statistics_table_is_downloaded_as_shown(client: Client, db: None) -> None:
    write_regions()
    answer = client.get("/ru/statistics/?export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == '"КАТО","Регион"' or lines[0].startswith("КАТО,Регион")
    assert len(lines) == 21
