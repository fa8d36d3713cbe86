"""A school starts, fills, sends and takes back an application."""

import datetime as dt

import pytest

from budget.models import FundingApplication, Intake
from budget.selectors.applications import missing_parts
from budget.services.applying import (
    save_application,
    start_application,
    submit_application,
    withdraw_application,
)
from budget.services.intakes import close_intake
from budget.services.moderating import open_by_officer, return_application
from core import clock
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import School
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school, draft_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_need_is_counted_from_norms_of_the_months(people: Cast) -> None:
    """100 pupils of grade 5, 640 000 ₸ a year, four months: 21 333 333,20 ₸."""
    draft = make.filled_application(people, active_school(people), make.intake(people))

    assert (draft.contingent, draft.need_tiyn) == (100, 2_133_333_200)
    assert draft.unit_cost_tiyn == 21_333_332
    assert missing_parts(draft) == []


def test_what_is_missing_is_named_and_sending_is_refused(people: Cast) -> None:
    aigerim = people.actor("aigerim")
    draft = start_application(
        school=active_school(people), intake=make.intake(people), actor=aigerim
    )

    assert [str(part) for part in missing_parts(draft)][:2] == [
        "заполните фактический контингент",
        "заполните прогнозный контингент",
    ]
    with pytest.raises(TransitionImpossible, match="не полностью"):
        submit_application(application=draft, actor=aigerim)


def test_a_level_outside_the_licence_is_named(people: Cast) -> None:
    school = active_school(people)
    draft = make.filled_application(people, school, make.intake(people))
    school.passport.teaches_basic = False
    school.passport.save()

    fresh = FundingApplication.objects.get(pk=draft.pk)
    assert "в лицензии нет основного среднего" in str(missing_parts(fresh)[0])


def test_a_boarding_school_fills_its_own_table(people: Cast) -> None:
    school = active_school(people)
    draft = make.filled_application(people, school, make.intake(people))
    school.passport.boarding = True
    school.passport.save()
    cells = {
        ("actual", 5, "general"): 10,
        ("forecast", 5, "general"): 10,
        ("boarding", 5, "general"): 11,
    }

    fresh = FundingApplication.objects.get(pk=draft.pk)
    assert "интернате" in str(missing_parts(fresh)[0])
    saved = save_application(
        application=fresh, cells=cells, fields={}, actor=people.actor("aigerim")
    )
    saved = FundingApplication.objects.get(pk=saved.pk)
    assert [str(part) for part in missing_parts(saved)] == [
        "в интернате указано больше учеников, чем в классе"
    ]


def test_a_day_school_has_no_boarders_whatever_is_sent(people: Cast) -> None:
    draft = make.filled_application(people, active_school(people), make.intake(people))

    save_application(
        application=draft,
        cells={("boarding", 5, "general"): 10},
        fields={},
        actor=people.actor("aigerim"),
    )

    assert not draft.rows.filter(table="boarding").exists()


@pytest.mark.parametrize("name", ["erlan", "bolat", "dana"])
def test_only_the_own_school_starts_saves_and_sends(people: Cast, name: str) -> None:
    school, intake = active_school(people), make.intake(people)
    with pytest.raises(TransitionForbidden):
        start_application(school=school, intake=intake, actor=people.actor(name))
    draft = make.filled_application(people, school, intake)
    with pytest.raises(TransitionForbidden):
        save_application(application=draft, cells={}, fields={}, actor=people.actor(name))
    with pytest.raises(TransitionForbidden):
        submit_application(application=draft, actor=people.actor(name))


def test_a_school_that_is_not_active_does_not_apply(people: Cast) -> None:
    with pytest.raises(TransitionImpossible, match="не активна"):
        start_application(
            school=draft_school(people), intake=make.intake(people), actor=people.actor("aigerim")
        )


def test_one_live_application_an_intake(people: Cast) -> None:
    school, intake = active_school(people), make.intake(people)
    first = make.filled_application(people, school, intake)
    aigerim = people.actor("aigerim")

    with pytest.raises(TransitionImpossible, match="уже есть"):
        start_application(school=school, intake=intake, actor=aigerim)

    withdraw_application(application=first, actor=aigerim)
    assert start_application(school=school, intake=intake, actor=aigerim).pk != first.pk


def test_a_closed_or_past_intake_takes_nothing(people: Cast) -> None:
    school, intake = active_school(people), make.intake(people)
    aigerim = people.actor("aigerim")
    Intake.objects.filter(pk=intake.pk).update(
        opens_on=clock.today() - dt.timedelta(days=9),
        closes_on=clock.today() - dt.timedelta(days=1),
    )
    with pytest.raises(TransitionImpossible, match="закрыт"):
        start_application(school=school, intake=intake, actor=aigerim)
    close_intake(intake=intake, actor=people.actor("bolat"))
    with pytest.raises(TransitionImpossible, match="закрыт"):
        start_application(school=school, intake=intake, actor=aigerim)


def test_a_draft_is_not_sent_after_the_closing_but_a_returned_one_is(people: Cast) -> None:
    intake = make.intake(people)
    waiting = make.moderated_application(people, active_school(people), intake)
    other = make.filled_application(people, active_school(people), intake)
    returned = return_application(
        application=waiting, reason="исправьте", actor=people.actor("bolat")
    )
    close_intake(intake=intake, actor=people.actor("bolat"))
    aigerim = people.actor("aigerim")

    with pytest.raises(TransitionImpossible, match="закрыт"):
        submit_application(application=other, actor=aigerim)
    again = submit_application(application=returned, actor=aigerim)

    assert (again.status, again.resubmitted) == ("submitted", 1)


def test_what_was_sent_cannot_be_changed(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))

    with pytest.raises(TransitionImpossible, match="уже отправлена"):
        save_application(application=waiting, cells={}, fields={}, actor=people.actor("aigerim"))


def test_withdrawing_ends_with_the_first_look_of_the_officer(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    open_by_officer(application=waiting, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="уже открыло"):
        withdraw_application(application=waiting, actor=people.actor("aigerim"))
    with pytest.raises(TransitionForbidden):
        open_by_officer(application=waiting, actor=people.actor("aigerim"))


def test_a_school_of_another_region_does_not_apply_here(people: Cast) -> None:
    school = active_school(people)
    School.objects.filter(pk=school.pk).update(region_id="61")

    with pytest.raises(TransitionImpossible, match="закрыт"):
        start_application(
            school=School.objects.get(pk=school.pk),
            intake=make.intake(people),
            actor=people.actor("aigerim"),
        )
