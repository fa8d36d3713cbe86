"""Groups of fewer than five pupils cannot be read, nor worked out from what is shown."""

import csv
import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from acts.models import Act
from budget.models import FundingApplication
from portal.statistics.report import Report
from portal.statistics.selection import Selection
from tests.factories.payments import Paper
from tests.factories.statistics import in_reserve, paid_region, small_school

SECRET = 414_143_00
#: the sum as a page or a file writes it, not as the end of a larger one
SECRET_WORDS = re.compile(r"(?<![\d\u00a0])414\u00a0?143[.,]00")


@pytest.fixture
def paper(db: None) -> Paper:
    return paid_region("79", amounts=(1_000_000_00, 2_000_000_00, 3_000_000_00))


@pytest.fixture
def small(paper: Paper) -> Act:
    return small_school(paper, pupils=3, amount_tiyn=SECRET)


def by_school(query: str = "") -> object:
    return Report(Selection(QueryDict(f"year=2025&region=79&{query}"))).by_school


def test_the_small_school_and_one_more_share_a_row_and_the_total_stands(small: Act) -> None:
    for query in ("", "month=10", "stream=tuition"):
        table = by_school(query)
        hidden = {row.key: row for row in table.rows if row.is_hidden}
        assert small.school_id in hidden
        assert len(hidden) == 2
        assert [row.few for row in hidden.values()].count(True) == 1
        acted = [row.sums[3] for row in table.rows if row.sums[3] is not None]
        assert sum(acted) == table.total.sums[3] == 6_000_000_00 + SECRET
        assert SECRET not in acted


def test_the_page_says_fewer_than_five_and_never_the_sum(client: Client, small: Act) -> None:
    page = client.get("/ru/statistics/?region=79").content.decode()
    assert "менее 5" in page
    assert not SECRET_WORDS.search(page)


def test_with_five_pupils_the_school_is_shown(paper: Paper, client: Client) -> None:
    small_school(paper, pupils=5, amount_tiyn=SECRET)
    page = client.get("/ru/statistics/?region=79").content.decode()
    assert SECRET_WORDS.search(page)
    assert not any(row.is_hidden for row in by_school().rows)


def test_its_own_page_shows_the_step_but_no_sum(client: Client, small: Act) -> None:
    page = client.get(f"/ru/statistics/schools/{small.school_id}/").content.decode()
    assert small.number in page
    assert not SECRET_WORDS.search(page)


def test_its_register_and_those_of_the_month_show_no_sum(
    client: Client, paper: Paper, small: Act
) -> None:
    page = client.get("/ru/statistics/registers/").content.decode()
    assert paper.register.number in page
    assert "6\u00a0000\u00a0000,00" not in page
    file = _lines(client, "/statistics/open-data/registers.csv")
    assert {line["total"] for line in file} == {"<5"}


def test_registers_of_large_schools_show_their_sums(client: Client, paper: Paper) -> None:
    file = _lines(client, "/statistics/open-data/registers.csv")
    assert [(line["total"], line["paid"]) for line in file] == [("6000000.00", "3000000.00")]


def test_a_small_application_in_reserve_shows_no_need(client: Client, small: Act) -> None:
    mine = FundingApplication.objects.filter(school_id=small.school_id)
    mine.update(need_tiyn=SECRET, contingent=3)
    for status in ("submitted", "checking", "in_moderation"):
        mine.update(status=status)
    in_reserve(mine.get())
    page = client.get("/ru/statistics/reserve/").content.decode()
    assert mine.get().number in page
    assert "менее 5" in page
    assert not SECRET_WORDS.search(page)
    assert [line["need"] for line in _lines(client, "/statistics/open-data/reserve.csv")] == ["<5"]


def test_a_region_of_one_small_school_stands_in_the_common_row(client: Client, small: Act) -> None:
    paid_region("19", amounts=(SECRET + 1, 20), pupils=1)
    paid_region("61", amounts=(5_000_000_00, 20), pupils=10)
    report = Report(Selection(QueryDict("year=2025")))
    assert "19" in report.hidden_regions
    assert len(report.hidden_regions) == 2
    acted = [row.sums[3] for row in report.by_region.rows if row.sums[3] is not None]
    assert sum(acted) == report.by_region.total.sums[3]
    page = client.get("/ru/statistics/?region=19").content.decode()
    assert "414\u00a0143,01" not in page
    lines = _lines(client, "/statistics/open-data/schools.csv?year=2025")
    assert sum(Decimal(line["acted"] or 0) for line in lines) == Decimal("11828286.41")


def test_no_file_names_the_small_sum(client: Client, small: Act) -> None:
    for name in ("money", "schools", "registers", "reserve"):
        answer = client.get(f"/statistics/open-data/{name}.csv?year=2025&month=10&region=79")
        text = b"".join(answer.streaming_content).decode()
        assert not SECRET_WORDS.search(text), name


def _lines(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
