"""What is shown never gives a group of fewer than five pupils away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.statistics.small_groups import LEAST, fold

CELLS = st.dictionaries(st.sampled_from(["сен", "окт", "ноя"]), st.integers(0, 12), max_size=3)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
GROUPS = st.dictionaries(st.integers(1, 8), CELLS, max_size=8)


def test_nothing_is_hidden_where_every_group_is_large() -> None:
    assert fold({1: {"окт": 5}, 2: {"окт": 200}, 3: {"окт": 0}}) == frozenset()


def test_four_are_hidden_and_the_smallest_other_with_them() -> None:
    assert fold({1: {"окт": 4}, 2: {"окт": 200}, 3: {"окт": 7}}) == {1, 3}


def test_two_small_groups_that_make_five_hide_each_other() -> None:
    assert fold({1: {"окт": 4}, 2: {"окт": 3}, 3: {"окт": 7}}) == {1, 2}


def test_two_small_groups_that_do_not_make_five_need_a_third() -> None:
    assert fold({1: {"окт": 2}, 2: {"окт": 2}, 3: {"окт": 7}}) == {1, 2, 3}


def test_the_one_that_helps_in_the_thin_month_is_taken() -> None:
    groups = {1: {"окт": 4}, 2: {"ноя": 5}, 3: {"окт": 50, "ноя": 50}}
    assert fold(groups) == {1, 3}


def test_a_group_small_in_one_month_is_hidden_for_the_year() -> None:
    assert 1 in fold({1: {"сен": 30, "окт": 4}, 2: {"сен": 30, "окт": 40}})


@unhurried
@given(GROUPS)
def test_every_small_group_is_hidden(groups: dict[int, dict[str, int]]) -> None:
    hidden = fold(groups)
    for key, cells in groups.items():
        if any(0 < pupils < LEAST for pupils in cells.values()):
            assert key in hidden


@unhurried
@given(GROUPS)
def test_total_less_the_shown_is_never_one_to_four(groups: dict[int, dict[str, int]]) -> None:
    hidden = fold(groups)
    for cell in {cell for cells in groups.values() for cell in cells}:
        total = sum(cells.get(cell, 0) for cells in groups.values())
        left = sum(groups[key].get(cell, 0) for key in hidden)
        # a total below five is hidden one level higher: the region in the country
        assert left == 0 or left >= LEAST or total < LEAST


@unhurried
@given(GROUPS)
def test_a_group_is_hidden_alone_only_where_nobody_else_has_pupils(
    groups: dict[int, dict[str, int]],
) -> None:
    hidden = fold(groups)
    if len(hidden) == 1:
        cells = {cell for cells in groups.values() for cell in cells}
        totals = [sum(one.get(cell, 0) for one in groups.values()) for cell in cells]
        assert any(0 < total < LEAST for total in totals)
