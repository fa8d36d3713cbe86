"""The worked cases, with figures reckoned by hand and not by the formula under test."""

import pytest

from budget.distribution import Case, Reason, SchoolNeed, Variant, distribute
from tests.unit.budget.distribution_cases import worked_case, worked_schools


def totals(case):
    return {share.id: share.total_tiyn for share in distribute(case).shares}


@pytest.mark.parametrize("variant", list(Variant))
def test_shortage_gives_every_first_shift_the_same_coverage(variant):
    protocol = distribute(worked_case(150_000_000, variant))
    assert {share.id: share.total_tiyn for share in protocol.shares} == {
        "A": 35_714_285_72,  # the missing tiyn: A and D have the same fraction, A is first as text
        "B": 71_428_571_43,
        "C": 7_142_857_14,
        "D": 35_714_285_71,
    }
    assert protocol.left_tiyn == 0
    assert {share.reason for share in protocol.shares} == {Reason.PARTIAL_FIRST}
    assert all(share.second_tiyn == 0 for share in protocol.shares)


def test_variant_n_shares_the_remainder_by_the_need_of_the_second_shift():
    assert totals(worked_case(230_000_000, Variant.N)) == {
        "A": 48_000_000_00,
        "B": 111_777_777_78,
        "C": 12_755_555_55,
        "D": 57_466_666_67,
    }


def test_variant_t_shares_the_remainder_by_contingent_up_to_the_permitted_places():
    protocol = distribute(worked_case(230_000_000, Variant.T))
    assert {share.id: share.second_tiyn for share in protocol.shares} == {
        "A": 0,
        "B": 17_040_000_00,  # 28.4 m × 900 / 1500
        "C": 2_272_000_00,  # 28.4 m × 120 / 1500
        "D": 9_088_000_00,  # 28.4 m × 480 / 1500
    }
    assert {share.id: share.reason for share in protocol.shares} == {
        "A": Reason.FULL,
        "B": Reason.PARTIAL_SECOND,
        "C": Reason.PARTIAL_SECOND,
        "D": Reason.PARTIAL_SECOND,
    }


def test_a_school_without_second_shift_need_takes_nothing_of_the_remainder():
    """Naive weights (300 of 1800) would hand A 4.73 m ₸ above its need."""
    share = distribute(worked_case(230_000_000, Variant.T)).shares[0]
    assert (share.id, share.second_tiyn, share.total_tiyn) == ("A", 0, 48_000_000_00)


@pytest.mark.parametrize("variant", list(Variant))
def test_surplus_meets_every_need_and_leaves_the_rest(variant):
    protocol = distribute(worked_case(400_000_000, variant))
    assert {share.id: share.total_tiyn for share in protocol.shares} == {
        "A": 48_000_000_00,
        "B": 144_000_000_00,
        "C": 19_200_000_00,
        "D": 76_800_000_00,
    }
    assert protocol.left_tiyn == 112_000_000_00
    assert {share.id: share.unfunded_pupils for share in protocol.shares} == {
        "A": 0,
        "B": 0,
        "C": 582,
        "D": 0,
    }
    assert {share.reason for share in protocol.shares} == {Reason.FULL}


def test_variant_t_gives_what_a_filled_school_cannot_take_to_the_others():
    """100 tiyn by weights 90 : 10 would give X 90, but it needs 40; Y takes the other 60."""
    schools = (SchoolNeed("X", 90, 50, 90, 1), SchoolNeed("Y", 10, 0, 10, 10))
    protocol = distribute(Case(budget_tiyn=50 + 100, schools=schools))
    assert [share.second_tiyn for share in protocol.shares] == [40, 60]
    assert [share.reason for share in protocol.shares] == [Reason.FULL, Reason.PARTIAL_SECOND]


def test_a_filled_school_may_fill_the_next_one_in_a_later_round():
    """Remainder 65 by 10 : 10 : 10 is 21⅔ each. X takes 5; 30 each fills Y at 25; Z keeps 35."""
    schools = tuple(
        SchoolNeed(name, 10, 5, 10, cost) for name, cost in (("X", 1), ("Y", 5), ("Z", 9))
    )
    protocol = distribute(Case(budget_tiyn=75 + 65, schools=schools))
    assert [share.second_tiyn for share in protocol.shares] == [5, 25, 35]


def test_a_permit_that_covers_all_shifts_stops_funding_at_442_of_793_pupils():
    """Design 482, sanitary permit 442, 793 pupils: P = Q = 442."""
    school = SchoolNeed("61", 793, min(482, 442), 442, 200_000_00)
    protocol = distribute(Case(budget_tiyn=10**12, schools=(school,)))
    share = protocol.shares[0]
    assert share.first_tiyn == 442 * 200_000_00
    assert (share.second_tiyn, share.unfunded_pupils) == (0, 351)
    assert share.reason is Reason.FULL


def test_total_places_below_the_first_shift_do_not_lower_it():
    share = distribute(Case(budget_tiyn=10**6, schools=(SchoolNeed("1", 30, 20, 5, 100),))).shares[
        0
    ]
    assert (share.first_tiyn, share.second_tiyn, share.unfunded_pupils) == (2000, 0, 10)


@pytest.mark.parametrize("variant", list(Variant))
def test_reasons_of_the_edges(variant):
    schools = (
        SchoolNeed("1", 0, 10, 10, 100),
        SchoolNeed("2", 10, 0, 0, 100),
        SchoolNeed("3", 1, 1, 1, 100),
        SchoolNeed("4", 2, 1, 2, 1),
        SchoolNeed("5", 9, 1, 9, 1000),
        SchoolNeed("6", 9, 0, 9, 0),
    )
    shares = distribute(Case(budget_tiyn=1102, schools=schools, variant=variant)).shares
    assert [share.reason for share in shares] == [
        Reason.NO_PUPILS,
        Reason.NO_PLACES,
        Reason.FULL,
        Reason.FIRST_ONLY,  # one tiyn of remainder goes to the larger claim
        Reason.PARTIAL_SECOND,
        Reason.FULL,  # a unit cost of 0 needs nothing
    ]


@pytest.mark.parametrize("variant", list(Variant))
def test_no_budget_gives_nobody_anything(variant):
    protocol = distribute(worked_case(0, variant))
    assert (protocol.left_tiyn, [share.total_tiyn for share in protocol.shares]) == (0, [0] * 4)


def test_no_schools_leave_the_whole_budget():
    protocol = distribute(Case(budget_tiyn=77, schools=()))
    assert (protocol.left_tiyn, protocol.shares) == (77, ())


def test_equal_fractions_go_to_the_smaller_id_as_text_not_as_number():
    schools = tuple(SchoolNeed(name, 1, 1, 1, 10) for name in ("9", "10", "2"))
    protocol = distribute(Case(budget_tiyn=10, schools=schools))
    assert [(share.id, share.first_tiyn) for share in protocol.shares] == [
        ("10", 4),
        ("2", 3),
        ("9", 3),
    ]


def test_the_same_case_gives_the_same_bytes_in_any_order_of_input():
    forward = Case(budget_tiyn=23_000_000_000, schools=worked_schools())
    backward = Case(budget_tiyn=23_000_000_000, schools=worked_schools()[::-1])
    assert distribute(forward).as_bytes() == distribute(backward).as_bytes()
