"""The schools of each demo scale: true totals, known shapes, no two alike."""

import pytest

from portal.demo.figures import region_figures
from portal.demo.people import school_bin
from portal.demo.plans import (
    Scale,
    country_plans,
    planned_budget_tiyn,
    plans_by_region,
    school_plans,
)
from portal.demo.shapes import Shape


def of_shape(plans, shape):
    return [plan for plan in plans if plan.shape is shape]


def test_the_small_scale_shows_every_known_case_in_three_regions():
    plans = school_plans("small")
    assert {plan.region_code for plan in plans} == {"19", "61", "79"}
    assert 12 <= len(plans) <= 16
    assert {plan.shape for plan in plans} >= set(Shape) - {Shape.GIANT, Shape.OVER_TWICE}
    ordinary = of_shape(plans, Shape.ORDINARY)
    assert all(20 <= plan.pupils <= 60 for plan in ordinary)


@pytest.mark.parametrize("scale", ["small", "country"])
def test_the_known_shapes_have_their_true_size(scale):
    plans = school_plans(scale)
    (over_permit,) = of_shape(plans, Shape.OVER_PERMIT)
    assert over_permit.region_code == "61"
    assert (over_permit.design_capacity, over_permit.sanitary_permit) == (482, 442)
    assert over_permit.pupils == 793
    (sixty,) = of_shape(plans, Shape.SIXTY_PLACES)
    assert (sixty.region_code, sixty.design_capacity, sixty.pupils) == ("19", 60, 702)
    for shape in (Shape.BANQUET_HALL, Shape.TAX_DEBT, Shape.DEAD_PUPIL):
        (plan,) = of_shape(plans, shape)
        assert plan.region_code == "79"


def test_the_region_scale_is_shymkent_in_full():
    plans = school_plans(Scale.REGION)
    assert {plan.region_code for plan in plans} == {"79"}
    assert (len(plans), sum(plan.pupils for plan in plans)) == (137, 66_000)


def test_the_country_scale_has_the_true_numbers_in_every_region():
    grouped = plans_by_region(Scale.COUNTRY)
    assert len(grouped) == 20
    for region, plans in grouped:
        assert len(plans) == region.schools.value
        assert sum(plan.pupils for plan in plans) == region.pupils.value
        assert planned_budget_tiyn(region, plans) == region.budget_tiyn.value


def test_sixty_four_schools_of_the_country_are_over_twice_their_capacity():
    plans = school_plans(Scale.COUNTRY)
    assert sum(plan.pupils > 2 * plan.design_capacity for plan in plans) == 64


@pytest.mark.parametrize("scale", list(Scale))
def test_schools_and_pupils_are_numbered_without_gap_or_overlap(scale):
    plans = school_plans(scale)
    expected = 0
    for plan in plans:
        assert plan.first_pupil == expected
        assert plan.pupils > 0
        assert plan.design_capacity > 0
        expected += plan.pupils
    assert len({plan.serial for plan in plans}) == len(plans)
    assert len({plan.key for plan in plans}) == len(plans)


def test_some_schools_work_in_two_shifts_and_have_a_permit_for_both():
    plans = school_plans(Scale.COUNTRY)
    two = [plan for plan in plans if plan.shifts == 2]
    assert 200 < len(two) < 400
    assert all(plan.sanitary_permit == 2 * plan.design_capacity for plan in two)


def test_a_seeded_country_has_the_asked_size_and_is_the_same_every_time():
    plans = country_plans(schools=1_000, pupils=350_000, seed=7)
    assert (len(plans), sum(plan.pupils for plan in plans)) == (1_000, 350_000)
    assert plans == country_plans(schools=1_000, pupils=350_000, seed=7)
    assert plans != country_plans(schools=1_000, pupils=350_000, seed=8)


@pytest.mark.parametrize(("schools", "pupils"), [(3, 15), (20, 100), (57, 4_000)])
def test_a_tiny_country_is_possible(schools, pupils):
    plans = country_plans(schools=schools, pupils=pupils, seed=1)
    assert (len(plans), sum(plan.pupils for plan in plans)) == (schools, pupils)
    assert all(plan.pupils > 0 for plan in plans)


def test_all_schools_of_the_land_have_a_serial_each():
    plans = country_plans(schools=8_000, pupils=4_100_000, seed=1)
    assert (len(plans), sum(plan.pupils for plan in plans)) == (8_000, 4_100_000)
    assert len({plan.serial for plan in plans}) == 8_000
    assert len({school_bin(plan.serial) for plan in plans}) == 8_000


def test_a_country_beyond_the_reserved_numbers_is_refused():
    with pytest.raises(ValueError, match="reserved range"):
        country_plans(schools=10_000, pupils=400_000, seed=1)
    with pytest.raises(ValueError, match="five pupils"):
        country_plans(schools=10, pupils=49, seed=1)


def test_a_budget_for_part_of_a_region_is_in_proportion():
    shymkent = region_figures("79")
    plans = school_plans("small")
    planned = sum(plan.pupils for plan in plans if plan.region_code == "79")
    budget = planned_budget_tiyn(shymkent, plans)
    assert abs(budget * 66_000 - 1_567_041_200_000 * planned) <= 33_000
