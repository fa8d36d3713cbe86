"""A dry run's forecast equals the act that the same data make."""

import datetime as dt

import pytest

from acts.services.forecast import Forecast, forecast
from core.identifiers import Iin
from schools.models import Person
from schools.rules_of_rows import GoodRow
from tests.factories.acts import OCTOBER, offered_act, pupil
from tests.factories.cast import synthetic_iin
from tests.factories.contingent import pupil_row, push
from tests.factories.contracts import places
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db


def good(iin: str) -> GoodRow:
    return GoodRow(
        row=0, iin=Iin.parse(iin), grade=5, study_type="general", enrolled_on=None, left_on=None
    )


def test_forecast_equals_the_later_act_and_writes_nothing(people, contract):
    contract = places(contract, 4)
    known = [pupil(), pupil(), pupil(alive=False)]
    iins = [str(one.reveal_iin()) for one in known]
    iins += [synthetic_iin(dt.date(2014, 5, 12)) for _ in range(3)]
    persons = Person.objects.count()
    told = forecast(school=contract.school, month=OCTOBER, rows=[good(iin) for iin in iins])
    assert Person.objects.count() == persons

    push(contract.school, [pupil_row(iin) for iin in iins])
    act = offered_act(contract)

    assert told == Forecast(act.amount_tiyn, 0, act.held_tiyn)
    assert told.act_tiyn == 2 * 5_333_333
    assert told.waiting_tiyn == 2 * 5_333_333


def test_school_without_a_contract_has_no_forecast(people):
    assert forecast(school=active_school(people), month=OCTOBER, rows=[]) is None
