"""Synthetic people and organisations: valid, unique, plausible, and always the same."""

import datetime as dt
from itertools import islice

import pytest

from core.identifiers import Bin, Iban, Iin, SchoolId
from portal.demo.figures import BANKS, REGIONS, STUDY_TYPES, TREASURY
from portal.demo.names import organisation_titles, school_titles
from portal.demo.people import (
    GRADE_CYCLE,
    _place,
    adult,
    body_bin,
    grade_window,
    pupils,
    school_bin,
    school_id,
    synthetic_iban,
    synthetic_iin,
)
from portal.demo.places import DISTRICTS, school_address


def test_every_pupil_of_the_country_has_an_iin_of_his_own():
    assert len({pupil.iin for pupil in pupils(first=0, count=40_000)}) == 40_000
    late = {pupil.iin for pupil in pupils(first=300_000, count=40_000)}
    assert len(late) == 40_000
    assert late.isdisjoint(pupil.iin for pupil in pupils(first=0, count=40_000))


def test_four_million_pupils_have_an_iin_each_and_the_age_of_their_grade():
    stretches = [(0, 20_000), (729_000, 21_000), (2_000_000, 20_000), (4_080_000, 20_000)]
    found = [one for first, count in stretches for one in pupils(first=first, count=count, seed=3)]
    assert len({one.iin for one in found}) == sum(count for _first, count in stretches)
    for one in found:
        first, last = grade_window(one.grade)
        assert first <= one.birth_date <= last


def test_a_place_of_a_grade_is_never_taken_twice():
    """All numbers of a grade around the border and at the end of the country, places only."""
    for seed in (0, 5):
        taken = set()
        for number in [*range(0, 4_100_000, 27), *range(725_000, 760_000)]:
            grade = GRADE_CYCLE[(number + seed) % len(GRADE_CYCLE)]
            taken.add((grade, _place(number, grade, seed)))
        assert len(taken) == len({*range(0, 4_100_000, 27), *range(725_000, 760_000)})


def test_an_iin_tells_the_birth_date_and_sex_of_its_pupil():
    for pupil in pupils(first=12_345, count=2_000):
        iin = Iin.parse(pupil.iin)
        assert (iin.birth_date, iin.is_male) == (pupil.birth_date, pupil.male)
        assert pupil.iin[7] in "89"


def test_the_whole_reserved_range_of_one_birth_date_is_valid_and_distinct():
    born = dt.date(2015, 3, 1)
    made = {
        synthetic_iin(birth_date=born, male=male, nth=nth)
        for male in (True, False)
        for nth in range(1000)
    }
    assert len(made) == 2000
    assert all(Iin.parse(iin) for iin in made)
    assert {iin[7] for iin in made} == {"8", "9"}


@pytest.mark.parametrize("nth", [-1, 1000])
def test_an_iin_outside_the_reserved_range_is_not_made(nth):
    with pytest.raises(ValueError, match="no reserved IIN"):
        synthetic_iin(birth_date=dt.date(2015, 3, 1), male=True, nth=nth)


def test_a_child_has_the_age_of_its_grade_on_the_first_of_september():
    first_of_september = dt.date(2025, 9, 1)
    for pupil in pupils(first=0, count=3_000):
        born = pupil.birth_date
        birthday_to_come = (born.month, born.day) > (9, 1)
        age = first_of_september.year - born.year - birthday_to_come
        assert age == pupil.grade + 5, pupil


def test_a_first_grader_was_born_between_september_2018_and_september_2019():
    assert grade_window(1) == (dt.date(2018, 9, 2), dt.date(2019, 9, 1))


def test_windows_of_neighbouring_grades_do_not_overlap():
    for grade in range(11):
        assert grade_window(grade + 1)[1] < grade_window(grade)[0]


def test_each_grade_has_girls_and_boys_and_each_school_all_grades():
    school = list(pupils(first=5_000, count=60))
    assert {pupil.grade for pupil in school} == set(range(1, 12))
    many = list(pupils(first=0, count=5_000))
    for grade in range(1, 12):
        boys = [pupil.male for pupil in many if pupil.grade == grade]
        assert 0.45 < sum(boys) / len(boys) < 0.55


def test_all_study_types_occur_and_nearly_all_are_general():
    types = [pupil.study_type for pupil in pupils(first=0, count=5_000)]
    assert set(types) == set(STUDY_TYPES)
    assert types.count("general") > 4_700


def test_a_number_is_the_same_pupil_alone_and_in_a_stretch():
    stretch = list(pupils(first=700, count=50, seed=4))
    assert next(islice(pupils(first=733, count=1, seed=4), 1)) == stretch[33]
    assert stretch != list(pupils(first=700, count=50, seed=5))


def test_names_are_cyrillic_and_fit_the_sex():
    for pupil in pupils(first=0, count=500):
        assert pupil.patronymic.endswith(("ұлы", "ич") if pupil.male else ("қызы", "на")), pupil
        assert pupil.surname.endswith("а") != pupil.male
        assert not pupil.full_name.isascii()


def test_adults_are_adult_valid_and_distinct():
    people = [adult(number) for number in range(30_000)]
    assert len({person.iin for person in people}) == 30_000
    assert all(Iin.parse(person.iin).birth_date == person.birth_date for person in people[:2_000])
    assert max(person.birth_date for person in people) < dt.date(2000, 1, 1)


def test_bins_of_schools_and_bodies_are_valid_and_never_meet():
    schools = {school_bin(serial) for serial in range(10_000)}
    bodies = {body_bin(number) for number in range(10_000)}
    assert len(schools) == len(bodies) == 10_000
    assert schools.isdisjoint(bodies)
    assert all(Bin.parse(number) for number in schools | bodies)


def test_a_bin_outside_the_reserved_range_is_not_made():
    with pytest.raises(ValueError, match="no reserved BIN"):
        school_bin(10_000)


@pytest.mark.parametrize("bank", [TREASURY, *BANKS])
def test_accounts_are_valid_for_every_bank(bank):
    for number in (0, 1, 777, 999_999_999):
        account = Iban.parse(synthetic_iban(bank_code=bank.code, number=number))
        assert account[4:7] == bank.code
        assert "DEMO" in account


def test_school_ids_have_eighteen_digits_and_differ():
    made = {school_id(serial) for serial in range(10_000)}
    assert len(made) == 10_000
    assert all(SchoolId.parse(identifier) for identifier in made)


def test_no_two_schools_or_companies_share_a_name():
    assert len({school_titles(serial) for serial in range(10_000)}) == 10_000
    assert len({organisation_titles(serial) for serial in range(10_000)}) == 10_000


def test_every_region_has_districts_for_addresses():
    assert set(DISTRICTS) == {region.code for region in REGIONS}
    assert school_address(region_code="79", serial=1) == school_address(region_code="79", serial=1)
