"""Facts become rows, and rows become bars."""

from portal.statistics.charts import SCALE, bars_of, share
from portal.statistics.facts import Fact
from portal.statistics.measures import OF_A_YEAR, Measure
from portal.statistics.tables import OTHERS, SumTable, sum_table


def budget(region: str, tiyn: int) -> Fact:
    return Fact(Measure.BUDGET, region, "tuition", None, tiyn)


def acted(region: str, tiyn: int, *, month: int = 10, pupils: int = 20) -> Fact:
    return Fact(Measure.ACTED, region, "tuition", month, tiyn, pupils)


def table(*facts: Fact, hidden: tuple[str, ...] = ()) -> SumTable:
    return sum_table(
        facts,
        by=lambda fact: fact.region,
        labels={"10": "А", "79": "Ш"},
        measures=OF_A_YEAR,
        hidden=hidden,
        others_label="Прочие",
    )


def test_bars_share_one_scale_and_the_largest_comes_first() -> None:
    bars = bars_of(table(budget("10", 500), budget("79", 1000), acted("79", 400)))
    assert [(bar.row.key, bar.whole, bar.acted) for bar in bars] == [
        ("79", SCALE, 400),
        ("10", 500, 0),
    ]
    assert bars[0].tops["acted"] == SCALE - 400


def test_regions_without_money_are_not_drawn_but_stand_in_the_table() -> None:
    shown = table(budget("79", 1))
    assert [bar.row.key for bar in bars_of(shown)] == ["79"]
    assert [row.key for row in shown.rows] == ["10", "79"]


def test_no_facts_draw_nothing() -> None:
    assert bars_of(table()) == []
    assert not table().total.has_money


def test_hidden_rows_share_one_and_the_rows_add_up() -> None:
    shown = table(acted("10", 30, pupils=3), acted("79", 500), acted("99", 7), hidden=("10",))
    assert [(row.key, row.sums[3]) for row in shown.rows] == [
        ("10", None),
        ("79", 500),
        (OTHERS, 37),
    ]
    assert shown.rows[0].few
    assert shown.total.sums[3] == 537
    assert [bar.row.key for bar in bars_of(shown)] == ["79"]


def test_pupils_of_several_months_are_those_of_the_largest() -> None:
    row = table(acted("79", 1, month=9, pupils=40), acted("79", 1, month=10, pupils=35)).rows[1]
    assert row.pupils == 40


def test_a_share_is_whole_percent_half_up() -> None:
    assert [share(1, 8), share(1, 200), share(5, 4), share(0, 0)] == [13, 1, 125, None]
