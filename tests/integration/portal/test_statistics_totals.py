"""The sums of the statistics are the ledger's, whatever they are grouped by."""

import csv
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from budget.models import RegionalBudget
from contracts.models import Contract
from core.money import tenge_string
from portal.statistics.measures import Measure
from portal.statistics.report import Report
from portal.statistics.selection import Selection
from tests.factories.statistics import paid_region, small_school

LEDGER = """
WITH of_region AS (SELECT code FROM core_region WHERE %(region)s = '' OR code = %(region)s)
SELECT
  (SELECT sum(amount_tiyn) FROM budget_regionalbudget
    WHERE year = 2025 AND region_id IN (SELECT code FROM of_region)),
  (SELECT sum(need_tiyn) FROM budget_fundingapplication
    WHERE status NOT IN ('draft', 'withdrawn', 'refused')
      AND region_id IN (SELECT code FROM of_region)),
  (SELECT sum(CASE status WHEN 'terminated' THEN acted_tiyn ELSE amount_tiyn END)
     FROM contracts_contract
    WHERE status IN ('active', 'suspended', 'fulfilled', 'terminated')
      AND region_id IN (SELECT code FROM of_region)),
  (SELECT sum(l.amount_tiyn) FROM acts_actline l JOIN acts_act a ON a.id = l.act_id
    WHERE a.status IN ('signed', 'in_register', 'payable', 'paid')
      AND a.region_id IN (SELECT code FROM of_region)),
  (SELECT sum(amount_tiyn) FROM payments_paymentorder
    WHERE status = 'executed' AND region_id IN (SELECT code FROM of_region))
"""
MONEY = {
    "79": (2_241_864_00, 1_000_000_01, 777_000_00),
    "19": (3_333_333_33, 250_000_50),
    "61": (1_111_111_11, 999_999_99),
}
CONTRACTED = 5_000_000_00  # each


@pytest.fixture
def country(db: None) -> None:
    for code, amounts in MONEY.items():
        paid_region(code, amounts=amounts)


def ledger(region: str = "") -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, {"region": region})
        return [int(value or 0) for value in cursor.fetchone()]


def report(query: str = "") -> Report:
    return Report(Selection(QueryDict(query)))


def totals(table: object) -> list[int]:
    return list(table.total.sums)  # type: ignore[attr-defined]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def added(lines: list[dict[str, str]], column: str) -> Decimal:
    return sum((Decimal(line[column]) for line in lines if line[column]), Decimal())


@pytest.mark.usefixtures("country")
def test_the_figures_are_the_ledger_recomputed_by_one_query() -> None:
    for region in ("", "79", "19"):
        figures = report(f"year=2025&region={region}").figures
        assert [figure.tiyn for figure in figures] == ledger(region)
        acts = [one for code, some in MONEY.items() for one in some if region in ("", code)]
        paid = [one for code, some in MONEY.items() for one in some[:-1] if region in ("", code)]
        assert figures[2].tiyn == CONTRACTED * len(acts)
        assert [figure.tiyn for figure in figures[3:]] == [sum(acts), sum(paid)]


@pytest.mark.usefixtures("country")
def test_regions_months_and_streams_add_up_to_the_same_totals() -> None:
    shown = report("year=2025")
    tables = (shown.by_region, shown.by_month, shown.by_stream)
    for one, other in pairwise(tables):
        assert totals(one)[1:] == totals(other)[1:]
    for table in tables:
        columns = zip(*(row.sums for row in table.rows), strict=True)
        assert [sum(column) for column in columns] == totals(table)


@pytest.mark.usefixtures("country")
def test_schools_of_a_region_add_up_to_the_region() -> None:
    shown = report("year=2025&region=79")
    assert totals(shown.by_school)[1:] == ledger("79")[1:]
    columns = list(zip(*(row.sums for row in shown.by_school.rows), strict=True))
    assert [sum(column) for column in columns] == totals(shown.by_school)


@pytest.mark.usefixtures("country")
def test_months_of_a_year_add_up_to_the_year_and_the_plan_stands_for_the_budget() -> None:
    months = [report(f"year=2025&month={number}").by_region for number in range(1, 13)]
    assert months[0].measures[0] is Measure.PLAN
    whole = [sum(column) for column in zip(*map(totals, months), strict=True)]
    assert whole == [3 * 40_000_000_00, *ledger()[1:]]


@pytest.mark.usefixtures("country")
def test_another_stream_or_year_holds_nothing_of_this_one() -> None:
    assert not report("year=2025&stream=construction").by_region.total.has_money
    RegionalBudget.objects.create(
        region_id="79", year=2024, amount_tiyn=5, source="test", source_status="assumption"
    )
    assert totals(report("year=2024").by_region) == [5, 0, 0, 0, 0]


@pytest.mark.usefixtures("country")
def test_a_terminated_contract_keeps_only_what_was_acted() -> None:
    ended = Contract.objects.filter(region_id="79").first()
    Contract.objects.filter(pk=ended.pk).update(status="terminated")
    figures = report("year=2025").figures
    assert [figure.tiyn for figure in figures] == ledger()
    assert figures[2].tiyn == 7 * CONTRACTED - CONTRACTED + ended.acted_tiyn


@pytest.mark.usefixtures("country")
def test_a_downloaded_table_adds_up_to_the_page(client: Client) -> None:
    for query in ("", "region=79", "month=10", "region=19&month=10"):
        lines = rows(client, f"/ru/statistics/?year=2025&{query}&export=csv")
        table = report(f"year=2025&{query}").main
        columns = [name for name in lines[0] if name.endswith("₸")]
        assert len(columns) == 5
        assert [added(lines, name) for name in columns] == [
            Decimal(tenge_string(tiyn)) for tiyn in totals(table)
        ]


@pytest.mark.usefixtures("country")
def test_open_data_adds_up_to_the_ledger(client: Client) -> None:
    expected = [Decimal(tenge_string(tiyn)) for tiyn in ledger()[1:]]
    for name in ("money", "schools"):
        lines = rows(client, f"/statistics/open-data/{name}.csv?year=2025")
        assert [added(lines, one) for one in ("applied", "contracted", "acted", "paid")] == expected


@pytest.mark.usefixtures("country")
def test_the_home_page_draws_the_same_sums(client: Client) -> None:
    answer = client.get("/ru/")
    assert [tiyn for _label, tiyn in answer.context["main"]["total"]] == ledger()


ADDRESSES = (
    "/ru/",
    "/ru/statistics/",
    "/ru/statistics/?region=79",
    "/ru/statistics/?region=79&month=10&stream=tuition",
    "/ru/statistics/reserve/",
    "/ru/statistics/registers/",
    "/statistics/open-data/money.csv",
    "/statistics/open-data/schools.csv",
    "/statistics/open-data/reserve.csv",
    "/statistics/open-data/registers.csv",
)


@pytest.mark.usefixtures("country")
def test_a_page_asks_a_handful_of_questions(
    client: Client, django_assert_max_num_queries: object
) -> None:
    # a small school makes the hiding of groups ask, too
    paper = paid_region("63", amounts=(1_000_000_00, 2_000_000_00))
    act = small_school(paper, pupils=2)
    for address in (*ADDRESSES, f"/ru/statistics/schools/{act.school_id}/"):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            answer = client.get(address)
            assert answer.status_code == 200
            if answer.streaming:
                assert b"".join(answer.streaming_content)
