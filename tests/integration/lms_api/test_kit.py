"""The vendors' kit against the API itself, over a real socket."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from lms_api.clients import make_client
from lms_api.models import VendorClient
from schools.models import Person, School, Submission
from schools.services.closing import close_month
from tests.factories.cast import cast
from tests.factories.contingent import OCTOBER
from tests.factories.learning import catalogue
from tests.factories.lms import vendor_with_token
from tests.factories.sandbox import sandbox_of
from tests.factories.schools import active_school, bind
from tools.lms_kit import conformance, sandbox
from tools.lms_kit.client import LmsClient, Refused
from tools.lms_kit.conformance import CHECKS, run
from tools.lms_kit.made_up import row

pytestmark = pytest.mark.django_db(transaction=True)
WHY_CLOSED = "acts of 2025-10 are signed: choose --year and --month"


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


def test_the_kit_tries_a_school_whose_month_is_open(client):
    """An act that is signed is no broken promise."""
    vendor = VendorClient.objects.get().vendor
    signed = School.objects.get()
    close_month(school=signed, month=OCTOBER)
    told = list(run(client, year=2025, month=10))
    assert told == [("a school with an open month", WHY_CLOSED)]
    bind(active_school(cast()), vendor)
    told = list(run(client, year=2025, month=10))
    assert [wrong for _name, wrong in told] == [""] * len(CHECKS)


def test_a_month_that_cannot_be_is_said(client):
    told = list(run(client, year=2099, month=10))
    assert told == [("a school with an open month", "This month has not begun.")]


def test_a_refusal_stops_the_kit_without_a_traceback(client, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["kit", "--base", client.base, "--token", "nobody"])
    assert conformance.main() == 2
    assert capsys.readouterr().out.startswith("stopped: 401 TOKEN: ")


def test_a_push_of_ones_own_of_which_nothing_is_right_says_why_there_is_no_forecast(
    client, capsys, monkeypatch, tmp_path
):
    sent = {"school_id": School.objects.get().school_id, "year": 2025, "month": 10}
    (tmp_path / "own.json").write_text(json.dumps(sent | {"pupils": [row(1, grade=99)]}))
    given = ["kit", "--base", client.base, "--body", str(tmp_path / "own.json"), "--client-id"]
    client_id, secret = client._credentials
    monkeypatch.setattr("sys.argv", [*given, client_id, "--client-secret", secret])
    assert conformance.main() == 0
    report = capsys.readouterr().out
    assert "kit-1 grade GRADE_RANGE" in report
    assert report.endswith("forecast: no row was accepted\n")


class Scripted(BaseHTTPRequestHandler):
    """Answers a push as the list says: a status with a code, or a connection that is lost."""

    answers: ClassVar[list[tuple[int, str]]] = []
    keys: ClassVar[list[str]] = []

    def do_POST(self):
        self.keys.append(self.headers["Idempotency-Key"])
        self.rfile.read(int(self.headers["Content-Length"]))
        status, code = self.answers.pop(0)
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Retry-After", "3")
        self.end_headers()
        self.wfile.write(json.dumps({"code": code}).encode())

    def log_message(self, *_words):
        """Quiet."""


@pytest.fixture
def scripted(monkeypatch):
    """``scripted(answers)`` → what the client got, its keys and how long it waited."""
    waited: list[float] = []
    monkeypatch.setattr("tools.lms_kit.client.time.sleep", waited.append)

    def play(*answers):
        Scripted.answers, Scripted.keys = list(answers), []
        with HTTPServer(("127.0.0.1", 0), Scripted) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            try:
                api = LmsClient(f"http://127.0.0.1:{server.server_port}", token="x")
                return api.push("contingent", {}), Scripted.keys, waited
            finally:
                server.shutdown()

    return play


def test_the_client_sends_again_under_the_same_key(scripted):
    """Over a limit, while the first attempt is being answered, and after a lost connection."""
    said, keys, waited = scripted((429, "BUSY"), (0, ""), (409, "IN_PROGRESS"), (200, "taken"))
    assert said == {"code": "taken"}
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert waited == [3, 2, 3]


def test_another_conflict_is_not_waited_for(scripted):
    with pytest.raises(Refused) as refused:
        scripted((409, "PERIOD_CLOSED"))
    assert refused.value.code == "PERIOD_CLOSED"


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
