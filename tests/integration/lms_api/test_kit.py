"""The vendors' kit against the API itself, over a real socket."""

import pytest

from lms_api.clients import make_client
from schools.models import Person, Submission
from tests.factories.cast import cast
from tests.factories.learning import catalogue
from tests.factories.lms import vendor_with_token
from tests.factories.sandbox import sandbox_of
from tests.factories.schools import active_school, bind
from tools.lms_kit import conformance, sandbox
from tools.lms_kit.client import LmsClient, Refused
from tools.lms_kit.conformance import CHECKS, run
from tools.lms_kit.made_up import row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(live_server):
    catalogue()
    vendor = vendor_with_token()
    bind(active_school(cast()), vendor.organisation)
    key, secret = make_client(vendor=vendor.organisation, name="kit")
    return LmsClient(f"{live_server.url}/api/lms/v1", client_id=key.client_id, client_secret=secret)


def test_the_kit_passes_and_writes_nothing(client):
    told = list(run(client, year=2025, month=10))
    assert [wrong for _name, wrong in told] == [""] * len(CHECKS)
    assert not Submission.objects.exists()
    assert not Person.objects.exists()


def test_the_client_pushes_and_reads_the_answer_later(client):
    [school] = client.schools()
    sent = {"school_id": school["school_id"], "year": 2025, "month": 10, "pupils": [row(7)]}
    first = client.push("contingent", sent, key="october")
    assert client.push("contingent", sent, key="october") == first
    assert client.get(f"submissions/{first['submission_id']}")["state"] == "applied"


def test_other_credentials_are_a_refusal(client):
    stranger = LmsClient(client.base, client_id="obc_x", client_secret="obsec_x")
    with pytest.raises(Refused) as refused:
        list(stranger.schools())
    assert (refused.value.status, refused.value.code) == (401, "CLIENT")


@pytest.fixture
def in_sandbox(live_server):
    catalogue()
    secret = sandbox_of(vendor_with_token()).secret
    return LmsClient(f"{live_server.url}/api/lms/v1", token=secret)


def test_the_sandbox_keeps_every_promise_and_the_kit_says_so_twice(in_sandbox, capsys, monkeypatch):
    given = ["kit", "--base", in_sandbox.base, "--token", in_sandbox._token]
    monkeypatch.setattr("sys.argv", given)
    for _again in range(2):
        assert conformance.main() == 0
        report = capsys.readouterr().out.splitlines()
        assert report[-1] == f"{len(sandbox.PROMISES)} of {len(sandbox.PROMISES)} promises kept"
        assert all(line.startswith("pass  ") for line in report[:-1])
    assert not Submission.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("target", "lie", "broken"),
    [
        ("lms_api.sandbox.pushes.findings_on", lambda good, rows, month: [], "a dead pupil: K4"),
        ("lms_api.sandbox.pushes.is_sharp_drop", lambda *a, **k: False, "a sharp drop waits"),
        ("lms_api.idempotency.check_key", lambda key: None, "an Idempotency-Key gives"),
    ],
)
def test_a_broken_promise_fails_in_the_report(in_sandbox, capsys, monkeypatch, target, lie, broken):
    """The control: the kit notices an API that does not keep its word."""
    monkeypatch.setattr(target, lie)
    monkeypatch.setattr(
        "sys.argv", ["kit", "--base", in_sandbox.base, "--token", in_sandbox._token]
    )
    assert conformance.main() == 1
    assert f"FAIL  {broken}" in capsys.readouterr().out
