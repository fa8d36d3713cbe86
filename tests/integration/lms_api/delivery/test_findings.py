"""What keeps money back: equal to an independent sum, to the act, and between the two ways."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection

from budget.models import PerCapitaNorm
from core.periods import Month
from lms_api.delivery.findings import findings
from lms_api.delivery.ranking import by_fixer, ranked
from lms_api.months.fixers import NO_DATA, NOT_ERRORS, cure_of, fixer_of, text_of
from lms_api.months.lines import lines_of
from schools.models import DuplicateCase, LifeStatus, Person, School
from schools.row_texts import TEXTS
from tests.factories.acts import pupil
from tests.factories.contingent import OCTOBER, pupil_row
from tests.factories.study_proofs import proof
from tests.integration.lms_api.months.conftest import row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trouble(house):
    """A pupil of every reason that facts alone decide; special types have a norm."""
    PerCapitaNorm.objects.create(
        region=None, locality="urban", level="basic", study_type="home",
        valid_from=dt.date(2025, 1, 1), amount_tiyn=900_000_00, source="т",
        source_status="assumption",
    )  # fmt: skip
    people = {
        "good": pupil(), "dead": pupil(alive=False), "silent": pupil(alive=None),
        "foreign": pupil(citizenship="643"), "home": pupil(), "case": pupil(), "left": pupil(),
        "stale": pupil(), "prep": pupil(),
    }  # fmt: skip
    Person.objects.filter(pk=people["stale"].pk).update(facts_on=dt.date(2025, 1, 2))
    changes = {
        "home": {"study_type": "home"}, "left": {"left_on": "2025-10-02"}, "prep": {"grade": 0},
    }  # fmt: skip
    house.push([row_of(one, **changes.get(name, {})) for name, one in people.items()])
    DuplicateCase.objects.create(
        number="ДП-1", month=OCTOBER.first_day, person=people["case"],
        opened_at="2025-11-01T00:00Z", due_on=dt.date(2025, 11, 20),
    )  # fmt: skip
    house.people = people
    return house


def of_lines(house):
    """The same figures by the lines of the forecast, one by one."""
    rows, tiyn = Counter(), Counter()
    for line in lines_of(house.school, OCTOBER).of.values():
        if line.reason not in NOT_ERRORS:
            rows[line.reason] += 1
            tiyn[line.reason] += line.lost_tiyn
    return {code: (rows[code], tiyn[code]) for code in rows}


def of_findings(house):
    found = findings(schools=[house.school], month=OCTOBER)
    return {one.code: (one.rows, one.tiyn) for one in found}


def test_before_the_act_the_facts_say_what_the_forecast_says(trouble):
    found = of_findings(trouble)
    assert found == of_lines(trouble)
    assert set(found) == {
        "not_alive", "registry_silent", "registry_stale", "not_citizen", "no_document",
        "claimed_elsewhere", "no_norm",
    }  # fmt: skip


def test_after_the_act_its_lines_say_the_same(trouble):
    before = of_findings(trouble)
    act = trouble.act()
    assert of_findings(trouble) == before
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(price_tiyn - amount_tiyn) FROM acts_actline"
            " WHERE act_id = %s AND reason NOT IN ('', 'left', 'not_enrolled_yet')",
            [act.pk],
        )
        (lost,) = cursor.fetchone()
    assert sum(tiyn for _rows, tiyn in before.values()) == lost > 0


def test_a_paper_of_the_special_type_frees_the_difference(trouble):
    proof(trouble.school, trouble.people["home"], by=trouble.cast.actor("aigerim"))
    found = of_findings(trouble)
    assert "no_document" not in found
    assert found == of_lines(trouble)


def test_a_fact_that_changes_moves_the_figures(trouble):
    """The control: figures that come from nowhere would not move."""
    before = of_findings(trouble)["not_alive"]
    Person.objects.filter(pk=trouble.people["good"].pk).update(life_status=LifeStatus.NOT_ALIVE)
    assert of_findings(trouble)["not_alive"][0] == before[0] + 1


def test_rows_not_taken_are_estimated_by_the_schools_mean_price(house):
    people = [pupil(), pupil()]
    house.push([row_of(one) for one in people] + [pupil_row(grade=99), pupil_row(grade=98)])
    price = lines_of(house.school, OCTOBER).of[people[0].pk].price_tiyn
    (found,) = findings(schools=[house.school], month=OCTOBER)
    assert (found.code, found.rows, found.tiyn, found.is_estimate) == (
        "GRADE_RANGE", 2, 2 * price, True,
    )  # fmt: skip
    house.push([row_of(one) for one in people])
    assert findings(schools=[house.school], month=OCTOBER) == []


def test_a_month_without_data_waits_for_the_whole_sum_of_the_contract(house):
    (found,) = findings(schools=[house.school], month=OCTOBER)
    planned = house.contract.schedule.get(month=OCTOBER.first_day).amount_tiyn
    assert (found.code, found.tiyn) == (NO_DATA, planned)
    assert findings(schools=[house.school], month=Month(2025, 11)) == []


def test_a_quarantined_push_waits_for_the_school(house):
    people = [pupil() for _ in range(14)]
    house.push([row_of(one) for one in people])
    house.push([row_of(people[0])])
    codes = {one.code: one for one in findings(schools=[house.school], month=OCTOBER)}
    assert fixer_of("DROP_QUARANTINED") == "school"
    assert codes["DROP_QUARANTINED"].submission_id


def test_the_ranking_is_by_tenge_and_its_parts_make_the_whole(trouble):
    rows = ranked(findings(schools=[trouble.school], month=OCTOBER))
    assert [one.tiyn for one in rows] == sorted((one.tiyn for one in rows), reverse=True)
    parts = by_fixer(rows)
    assert sum(tiyn for _who, _rows, tiyn in parts) == sum(one.tiyn for one in rows)
    assert {who.value for who, _rows, _tiyn in parts} == {"school", "registry", "department"}


def test_a_region_of_many_schools_asks_no_more_questions(trouble):
    one, many = _Counter(), _Counter()
    with connection.execute_wrapper(one):
        findings(schools=[trouble.school], month=OCTOBER)
    with connection.execute_wrapper(many):
        findings(schools=list(School.objects.all()) * 5, month=OCTOBER)
    assert max(one.count, many.count) <= 8


class _Counter:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


@pytest.mark.parametrize("code", [*TEXTS, NO_DATA])
def test_every_code_has_words_a_remedy_and_somebody(code):
    assert text_of(code)
    assert cure_of(code)
    assert fixer_of(code)
