"""Forming a region's acts survives a killed worker and repeats without harm."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from acts import jobs as acts_jobs
from acts.jobs import CLOSE_MONTH
from acts.models import Act, ActLine
from acts.services import forming
from core import jobs
from core.models import Job, Transition
from tests.factories.acts import pupils
from tests.factories.contracts import formed_contracts, in_force
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def three_contracts(people):
    schools = [active_school(people) for _ in range(3)]
    for school in schools:
        bind(school)
    made = formed_contracts(people, dict.fromkeys(schools, 100))
    for contract in made:
        in_force(people, contract)
        pupils(contract.school, 2)
    return made


class Killed(BaseException):
    """Nothing in the worker catches it, like SIGKILL."""


def test_killed_worker_is_taken_over_after_its_lease_and_everything_is_done_once(
    three_contracts, monkeypatch
):
    monkeypatch.setattr(acts_jobs, "CHUNK", 1)
    real, formed = forming.form_act, []

    def dies_in_the_second_school(**given: object) -> Act:
        formed.append(given)
        act = real(**given)
        if len(formed) == 2:
            raise Killed
        return act

    monkeypatch.setattr(acts_jobs, "form_act", dies_in_the_second_school)
    work = jobs.enqueue(CLOSE_MONTH, month="2025-10", region="79")
    with pytest.raises(Killed):
        jobs.run(work.pk)
    work.refresh_from_db()
    assert (work.state, work.done) == ("running", 1)
    assert not jobs.run(work.pk), "the lease still stands"

    monkeypatch.setattr(acts_jobs, "form_act", real)
    Job.objects.filter(pk=work.pk).update(
        lease_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )
    assert work.pk in jobs.due_ids()
    done = jobs.run_now(work)

    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert Act.objects.filter(status="with_school").count() == 3
    assert ActLine.objects.count() == 6
    assert Transition.objects.filter(subject_kind="acts.act", name="form").count() == 3
    assert Transition.objects.filter(subject_kind="acts.act", name="offer_to_school").count() == 3


def test_worker_killed_between_lines_and_document_is_finished(three_contracts, monkeypatch):
    def dies(*, act: Act) -> Act:
        raise Killed

    contract = three_contracts[0]
    contract.refresh_from_db()
    with monkeypatch.context() as broken:
        broken.setattr(forming, "finish_forming", dies)
        with pytest.raises(Killed):
            forming.form_act(contract=contract, month=forming.Month(2025, 10))
    assert Act.objects.get().status == "formed"

    call_command("close_month", "2025-10", "--region", "790000000", stdout=StringIO())
    assert set(Act.objects.values_list("status", flat=True)) == {"with_school"}
    assert Transition.objects.filter(subject_kind="acts.act", name="form").count() == 3


def test_command_tells_how_many_acts_stand_where(three_contracts):
    out = StringIO()
    call_command("close_month", "2025-10", stdout=out)
    call_command("close_month", "2025-10", stdout=out)

    assert out.getvalue().split() == ["with_school", "3", "with_school", "3"]


def test_command_refuses_what_is_no_month_or_region(db):
    with pytest.raises(CommandError):
        call_command("close_month", "2025-13")
    with pytest.raises(CommandError):
        call_command("close_month", "2025-10", "--region", "990000000")
