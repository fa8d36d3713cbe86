"""What holds for every case, found by search."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from budget.distribution import Case, SchoolNeed, Variant, distribute
from tests.unit.budget.distribution_cases import DETERMINISTIC, cases, school_needs


@DETERMINISTIC
@given(cases())
def test_shares_and_the_rest_are_the_budget(case):
    protocol = distribute(case)
    shared = sum(share.total_tiyn for share in protocol.shares)
    everything = sum(share.need_first_tiyn + share.need_second_tiyn for share in protocol.shares)
    assert shared + protocol.left_tiyn == case.budget_tiyn
    assert shared == min(case.budget_tiyn, everything)


@DETERMINISTIC
@given(cases())
def test_no_share_is_negative_or_above_its_need(case):
    for share in distribute(case).shares:
        assert 0 <= share.first_tiyn <= share.need_first_tiyn
        assert 0 <= share.second_tiyn <= share.need_second_tiyn


@DETERMINISTIC
@given(cases())
def test_every_first_shift_comes_before_any_second(case):
    shares = distribute(case).shares
    if any(share.first_tiyn < share.need_first_tiyn for share in shares):
        assert all(share.second_tiyn == 0 for share in shares)


@DETERMINISTIC
@given(cases(smallest=2), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(case, random):
    shuffled = list(case.schools)
    random.shuffle(shuffled)
    again = Case(budget_tiyn=case.budget_tiyn, schools=tuple(shuffled), variant=case.variant)
    assert distribute(again).as_bytes() == distribute(case).as_bytes()


@DETERMINISTIC
@given(cases(smallest=1), st.integers(0, 1_000_000_000))
def test_more_budget_lowers_nobody_by_more_than_one_tiyn(case, more):
    before = distribute(case)
    after = distribute(replace(case, budget_tiyn=case.budget_tiyn + more))
    for poor, rich in zip(before.shares, after.shares, strict=True):
        assert rich.total_tiyn >= poor.total_tiyn - 1
        assert rich.first_tiyn >= poor.first_tiyn - 1


@DETERMINISTIC
@given(school_needs("0"), st.lists(school_needs("0"), max_size=4), st.integers(2, 5), st.data())
def test_equal_schools_get_equal_shares_up_to_one_tiyn(twin, others, copies, data):
    schools = [replace(twin, id=f"twin-{number}") for number in range(copies)]
    schools += [replace(other, id=f"other-{number}") for number, other in enumerate(others)]
    need = sum(school.need_first_tiyn + school.need_second_tiyn for school in schools)
    case = Case(
        budget_tiyn=data.draw(st.integers(0, need)),
        schools=tuple(schools),
        variant=data.draw(st.sampled_from(list(Variant))),
    )
    twins = [share for share in distribute(case).shares if share.id.startswith("twin")]
    for sums in ([t.first_tiyn for t in twins], [t.second_tiyn for t in twins]):
        assert max(sums) - min(sums) <= 1


@DETERMINISTIC
@given(cases(smallest=1))
def test_a_tiyn_is_all_that_rounding_moves_in_a_shortage(case):
    first = {school.id: school.need_first_tiyn for school in case.schools}
    everything = sum(first.values())
    if case.budget_tiyn < everything:
        for share in distribute(case).shares:
            exact_times_sum = case.budget_tiyn * first[share.id]
            assert abs(share.first_tiyn * everything - exact_times_sum) < everything


def test_a_thousand_schools_that_fill_one_after_another_still_add_up():
    """The worst order for water-filling: every round fills exactly one school."""
    schools = tuple(SchoolNeed(f"{n:04}", 100, 50, 100, 3 * 2 ** (n // 4) + n) for n in range(1000))
    first = sum(school.need_first_tiyn for school in schools)
    second = sum(school.need_second_tiyn for school in schools)
    protocol = distribute(Case(budget_tiyn=first + second - 1, schools=schools))
    assert sum(share.total_tiyn for share in protocol.shares) == first + second - 1
