"""What happens upstream forms unsigned acts again, in the right order."""

import pytest

from acts.models import Act
from core import jobs, outbox
from core.models import Job
from schools.models import DuplicateCase
from schools.services.duplicates import open_cases, resolve_case
from signing.access import may_read_bytes
from tests.factories.acts import OCTOBER, offered_act, outcomes, pupil, pupils, signed_by_school
from tests.factories.contracts import formed_contracts, in_force
from tests.factories.schools import active_school, bind, pupil_month

pytestmark = pytest.mark.django_db


def run_reforms() -> None:
    outbox.drain()
    for work in Job.objects.filter(kind="acts.reform", state="queued").order_by("created_at"):
        assert jobs.run_now(work).state == "done", work.error


@pytest.fixture
def disputed(people):
    """Two organisations with an act each, both naming one pupil in an open case."""
    ours, theirs = active_school(people), active_school(people, owner=people.erlan)
    for school in (ours, theirs):
        bind(school)
    claimed = pupil()
    acts = []
    for contract in formed_contracts(people, {ours: 100, theirs: 100}):
        active = in_force(people, contract)
        pupil_month(active.school, claimed, OCTOBER.first_day)
        pupils(active.school, 1)
        acts.append(active)
    open_cases(school_id=ours.pk, month=OCTOBER)
    outbox.drain()
    return claimed, [offered_act(contract) for contract in acts]


def test_decision_moves_the_money_to_the_winner_by_itself(people, disputed):
    claimed, (ours, theirs) = disputed
    resolve_case(
        case=DuplicateCase.objects.get(),
        school=theirs.school,
        actor=people.actor("bolat"),
        reason="Приказ о зачислении",
    )
    run_reforms()

    assert outcomes(Act.objects.get(pk=ours.pk), [claimed]) == ["rejected"]
    assert outcomes(Act.objects.get(pk=theirs.pk), [claimed]) == ["payable"]


def test_signed_act_stays_as_it_was_signed(people, disputed):
    claimed, (ours, _theirs) = disputed
    signed = signed_by_school(people, ours)
    resolve_case(
        case=DuplicateCase.objects.get(),
        school=ours.school,
        actor=people.actor("bolat"),
        reason="Приказ о зачислении",
    )
    run_reforms()

    assert outcomes(Act.objects.get(pk=ours.pk), [claimed]) == ["held"]
    assert Act.objects.get(pk=ours.pk).snapshot_sha256 == signed.snapshot_sha256


def test_only_the_parties_read_the_bytes_of_an_act(people, disputed):
    _claimed, (ours, _theirs) = disputed

    assert may_read_bytes(ours.document, people.actor("aigerim"))
    assert may_read_bytes(ours.document, people.actor("bolat"))
    assert not may_read_bytes(ours.document, people.actor("erlan"))
    assert not may_read_bytes(ours.document, None)
