"""The figures add up to the country, and the marked ones are those that a source gives."""

import pytest

from core.regions import REGIONS as REFERENCE
from portal.demo.figures import (
    BUDGET_MONTHS,
    COUNTRY_BUDGET_TIYN,
    DEMO_NORMS,
    MRP_TIYN,
    REGIONS,
    Level,
    Locality,
    Mark,
    region_figures,
)


def test_twenty_regions_add_up_to_the_country():
    assert len({region.kato for region in REGIONS}) == 20
    assert all(len(region.kato) == 9 for region in REGIONS)
    assert sum(region.schools.value for region in REGIONS) == 890
    assert sum(region.pupils.value for region in REGIONS) == 331_852
    assert sum(region.budget_tiyn.value for region in REGIONS) == COUNTRY_BUDGET_TIYN
    assert COUNTRY_BUDGET_TIYN == 7_900_000_000_000
    assert len(BUDGET_MONTHS) == 4


@pytest.mark.parametrize(
    ("code", "schools", "pupils"), [("79", 137, 66_000), ("75", 117, 39_680), ("19", 47, 16_253)]
)
def test_a_figure_that_a_source_gives_is_confirmed(code, schools, pupils):
    region = region_figures(code)
    assert (region.schools.value, region.schools.mark) == (schools, Mark.CONFIRMED)
    assert (region.pupils.value, region.pupils.mark) == (pupils, Mark.CONFIRMED)


def test_every_figure_names_its_source():
    for region in REGIONS:
        for figure in (region.schools, region.pupils, region.budget_tiyn):
            assert figure.source.startswith("domain §4 S")


def test_departments_are_named_in_three_languages():
    shymkent = region_figures("79")
    assert shymkent.department_ru == "Управление образования города Шымкента"
    assert shymkent.department_kk == "Шымкент қаласының білім басқармасы"
    assert shymkent.department_en == "Education Department of Shymkent"


def test_an_unknown_region_is_refused():
    with pytest.raises(KeyError):
        region_figures("99")


def test_demo_norms_are_twenty_four_assumptions():
    norms = {(norm.level, norm.study_type, norm.locality): norm for norm in DEMO_NORMS}
    assert len(norms) == len(DEMO_NORMS) == 24
    assert {norm.mark for norm in DEMO_NORMS} == {Mark.ASSUMPTION}
    assert norms[Level.PRIMARY, "general", Locality.URBAN].annual_tiyn == 540_000_00
    assert norms[Level.BASIC, "special_needs", Locality.RURAL].annual_tiyn == 960_000_00
    assert norms[Level.GENERAL, "home", Locality.URBAN].annual_tiyn == 1_750_000_00


def test_mrp_of_both_years_is_confirmed():
    assert MRP_TIYN[2025].value == 3_932_00
    assert MRP_TIYN[2026].value == 4_325_00
    assert {figure.mark for figure in MRP_TIYN.values()} == {Mark.CONFIRMED}


def test_regions_are_named_as_in_the_reference_table():
    names = [(region.code, region.name_ru, region.name_kk, region.name_en) for region in REGIONS]
    assert sorted(names) == sorted(tuple(row) for row in REFERENCE)
