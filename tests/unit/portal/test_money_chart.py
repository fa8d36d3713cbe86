"""The bars «where the money is»."""

from portal.money_view import SCALE, chart_of
from portal.selectors import RegionMoney


def test_bars_share_one_scale_and_the_largest_budget_comes_first() -> None:
    chart = chart_of(
        [RegionMoney("10", "А", 500, 100, 50, 0), RegionMoney("79", "Ш", 1000, 900, 400, 250)]
    )
    assert [(bar.row.code, bar.budget, bar.paid) for bar in chart.bars] == [
        ("79", SCALE, 250),
        ("10", 500, 0),
    ]
    assert chart.total.amounts == (1500, 1000, 450, 250)


def test_regions_without_money_are_not_drawn() -> None:
    chart = chart_of([RegionMoney("10", "А", 0, 0, 0, 0)])
    assert chart.bars == []
    assert not chart.has_money


def test_no_regions_at_all_draw_nothing() -> None:
    assert not chart_of([]).has_money
