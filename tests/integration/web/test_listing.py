"""A list: tabs, filters, chips, totals, sorting, paging."""

import pytest
from django.test import Client

from accounts.models import Organisation, OrganisationKind
from tests.factories.cast import synthetic_bin

pytestmark = pytest.mark.urls("tests.integration.web.urls")
PAGE = "/ru/school/organisations/"


@pytest.fixture
def thirty_vendors(db: None) -> list[Organisation]:
    return [
        Organisation.objects.create(
            kind=OrganisationKind.LMS_VENDOR, bin=synthetic_bin(), name_ru=f"LMS-{number:02d}"
        )
        for number in range(30)
    ]


def test_the_heading_counts_and_sums_the_whole_filter_not_the_page(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    totals = aigerim.get(PAGE, {"view": "vendors"}).context["totals"]
    assert totals == {"count": 30, "tiyn": sum(one.pk * 100 for one in thirty_vendors)}


def test_a_filter_narrows_rows_and_totals_and_becomes_a_chip(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    context = aigerim.get(PAGE, {"q": "LMS-07", "kind": "lms_vendor", "sort": "-name_ru"}).context
    assert context["totals"]["count"] == 1
    assert [chip.text for chip in context["chips"]] == ["Поиск: LMS-07", "Вид: Поставщик LMS"]
    assert context["chips"][0].url == "?kind=lms_vendor&sort=-name_ru"


def test_a_filter_that_cannot_be_read_selects_nothing(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    answer = aigerim.get(PAGE, {"kind": "no-such-kind"})
    assert answer.status_code == 200
    assert answer.context["totals"]["count"] == 0


def test_pages_hold_25_50_or_100_rows_and_anything_else_falls_back(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    def shown(**query: str) -> int:
        table = aigerim.get(PAGE, {"view": "vendors", **query}).context["table"]
        return len(table.page.object_list)

    assert shown() == 25
    assert shown(page="2") == 5
    assert shown(per_page="50") == 30
    assert shown(per_page="100000") == 25
    assert shown(page="999") == 5
    assert shown(page="-1; drop") == 25


def test_equal_values_keep_one_order_across_pages(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    seen = []
    for page in ("1", "2"):
        table = aigerim.get(PAGE, {"view": "vendors", "sort": "kind", "page": page}).context[
            "table"
        ]
        seen += [row.record.pk for row in table.page.object_list]
    assert seen == sorted(one.pk for one in thirty_vendors)


def test_sorting_backwards_and_by_an_unknown_column(
    aigerim: Client, thirty_vendors: list[Organisation]
) -> None:
    table = aigerim.get(PAGE, {"view": "vendors", "sort": "-name_ru"}).context["table"]
    assert table.page.object_list[0].record.name_ru == "LMS-29"
    assert aigerim.get(PAGE, {"sort": "password"}).status_code == 200


def test_tabs_tell_their_counts(aigerim: Client, thirty_vendors: list[Organisation]) -> None:
    tabs = aigerim.get(PAGE, {"q": "nothing"}).context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in tabs][1] == ("Поставщики", 30)
    assert tabs[0]["current"]


def test_an_empty_list_says_so(aigerim: Client) -> None:
    page = aigerim.get(PAGE, {"view": "vendors"}).content.decode()
    assert "Пока ничего нет" in page
    assert "<table" not in page
