"""A dry run's forecast is the act that the same data make, whatever the data."""

import datetime as dt
import json
import random

import pytest
from django.test import Client

from core.periods import Month
from lms_api.tokens import issue_token
from schools.models import PupilMonth, Submission
from schools.services.study_proofs import reject_proof
from tests.factories.acts import OCTOBER, offered_act, pupil
from tests.factories.cast import cast
from tests.factories.contingent import body, pupil_row
from tests.factories.contracts import active_contract, places, trusted_keys
from tests.factories.schools import pupil_month
from tests.factories.study_proofs import proof, special_norms

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2025, 9)


@pytest.fixture
def contract(db):
    with trusted_keys():
        yield active_contract(cast())


def sender(contract):
    vendor = contract.school.lms_bindings.get(is_primary=True, until__isnull=True).vendor
    _token, secret = issue_token(vendor=vendor, name="test")

    def send(sent, query="", path="contingent"):
        answer = Client().post(
            f"/api/lms/v1/{path}{query}",
            json.dumps(sent),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert answer.status_code == 200, answer.content
        return answer.json()

    return send


def some_rows(chance: random.Random, school, by) -> list[dict]:
    """Known, unknown and dead pupils, some not there yet, some gone, some of special types.

    Of the special types some have a paper since September: in force, ended or rejected.
    """
    rows = []
    for _ in range(chance.randint(1, 9)):
        known = pupil(alive=chance.choice([True, True, True, False, None]))
        study_type = chance.choice(["general", "home", "special_needs", "correction"])
        if study_type != "general" and chance.random() < 0.7:
            some_paper(chance, school, known, study_type, by)
        rows.append(
            pupil_row(
                str(known.reveal_iin()),
                grade=chance.choice([0, 1, 4, 5, 9, 11, 12]),
                study_type=study_type,
                enrolled_on=chance.choice([None, "2025-09-01", "2025-10-31"]),
                left_on=chance.choice([None, None, "2025-10-15"]),
            )
        )
    return rows + [pupil_row(grade=5) for _ in range(chance.randint(0, 3))]


def some_paper(chance: random.Random, school, known, study_type, by) -> None:
    pupil_month(school, known, SEPTEMBER.first_day, study_type=study_type)
    made = proof(
        school,
        known,
        by=by.actor("aigerim"),
        month=SEPTEMBER,
        valid_until=chance.choice([None, dt.date(2025, 10, 31), dt.date(2025, 10, 30)]),
    )
    if chance.random() < 0.2:
        reject_proof(proof=made, actor=by.actor("bolat"), reason="Печать не читается")


@pytest.mark.parametrize("seed", range(12))
def test_the_forecast_is_the_later_act(contract, seed):
    chance = random.Random(seed)
    special_norms()
    contract = places(contract, chance.randint(1, 12))
    send, rows = sender(contract), some_rows(chance, contract.school, cast())
    sent = body(contract.school, rows)

    told = send(sent, "?dry_run=true")["forecast"]
    assert not Submission.objects.exists()
    assert not PupilMonth.objects.filter(month=OCTOBER.first_day).exists()

    number = send(sent)["submission_id"]
    act = offered_act(contract)
    assert int(told["act_tiyn"]) == act.amount_tiyn
    assert int(told["held_tiyn"]) + int(told["waiting_tiyn"]) == act.held_tiyn
    assert Submission.objects.get().pk == int(number)


@pytest.mark.parametrize(
    ("until", "paid", "held"),
    [
        (dt.date(2025, 10, 31), 13_333_333, 0),
        (dt.date(2025, 10, 30), 5_333_333, 8_000_000),
    ],
)
def test_the_forecast_knows_the_papers(contract, until, paid, held):
    """Hand figures: at home 1 600 000 ₸ a year, generally 640 000 ₸, over twelve months."""
    special_norms()
    child = pupil()
    pupil_month(contract.school, child, SEPTEMBER.first_day, study_type="home")
    proof(contract.school, child, by=cast().actor("aigerim"), month=SEPTEMBER, valid_until=until)
    row = pupil_row(str(child.reveal_iin()), study_type="home")
    told = sender(contract)(body(contract.school, [row]), "?dry_run=true")

    assert (int(told["forecast"]["act_tiyn"]), int(told["forecast"]["held_tiyn"])) == (paid, held)
    assert [one["code"] for one in told["warnings"]] == (["NO_DOCUMENT"] if held else [])


def test_the_forecast_of_a_patch_counts_the_pupils_it_does_not_name(contract):
    send = sender(contract)
    staying, leaving = (pupil_row(str(pupil().reveal_iin())) for _ in range(2))
    send(body(contract.school, [staying, leaving]))
    patch = body(contract.school, [{"iin": leaving["iin"], "left_on": "2025-10-15"}])
    told = send(patch, "?dry_run=true", path="contingent/patch")["forecast"]
    send(patch, path="contingent/patch")
    act = offered_act(contract)
    assert int(told["act_tiyn"]) == act.amount_tiyn > 0


def test_without_a_contract_nothing_is_forecast(post, school):
    assert "forecast" not in post(body(school, [pupil_row()]), "?dry_run=true").json()
