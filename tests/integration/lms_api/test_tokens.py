"""Client credentials: a token of an hour, secrets kept as hashes, rotation with a day's grace."""

import base64
import json
import time
from collections import Counter
from uuid import uuid4

import pytest
from django.test import Client

from core import clock
from lms_api import clients, limits
from lms_api.limits import count_call
from lms_api.models import VendorClient, VendorToken
from lms_api.problems import Problem
from lms_api.tokens import token_of

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def key(vendor):
    return clients.make_client(vendor=vendor.organisation, name="nightly")


def ask(body, content_type=FORM, **headers):
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post("/api/lms/v1/token", raw, content_type=content_type, headers=headers)


def credentials(client, secret, **changes):
    return {
        "grant_type": "client_credentials",
        "client_id": client.client_id,
        "client_secret": secret,
    } | changes


def form(given):
    return "&".join(f"{name}={value}" for name, value in given.items())


def test_a_form_json_and_basic_give_a_token_that_opens_the_calls(key, school):
    client, secret = key
    basic = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
    answers = [
        ask(form(credentials(client, secret))),
        ask(credentials(client, secret), "application/json"),
        ask("grant_type=client_credentials", Authorization=f"Basic {basic}"),
    ]
    for answer in answers:
        said = answer.json()
        assert (answer.status_code, said["token_type"], said["expires_in"]) == (200, "Bearer", 3600)
        assert answer.headers["Cache-Control"] == "no-store"
        opened = Client().get(
            "/api/lms/v1/schools", headers={"Authorization": f"Bearer {said['access_token']}"}
        )
        assert [one["school_id"] for one in opened.json()["schools"]] == [school.school_id]


def test_nothing_readable_is_kept(key):
    client, secret = key
    token = ask(form(credentials(client, secret))).json()["access_token"]
    kept = str(list(VendorClient.objects.values())) + str(list(VendorToken.objects.values()))
    assert secret not in kept
    assert token not in kept


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"client_secret": "obsec_wrong"}, 401, "CLIENT"),
        ({"client_secret": ""}, 401, "CLIENT"),
        ({"client_id": "obc_unknown"}, 401, "CLIENT"),
        ({"client_id": ""}, 401, "CLIENT"),
        ({"grant_type": "password"}, 400, "GRANT_TYPE"),
        ({"grant_type": None}, 400, "BODY"),
        ({"client_id": ["a"]}, 400, "BODY"),
        ({"client_id": "\u0000"}, 400, "BODY"),
        ({"client_id": "школа"}, 400, "BODY"),
        ({"client_secret": "x" * 300}, 400, "BODY"),
    ],
)
def test_other_credentials_are_refused(key, changes, status, code):
    answer = ask(credentials(*key, **changes), "application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not VendorToken.objects.filter(client__isnull=False).exists()


@pytest.mark.parametrize(
    ("raw", "media", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("null", "application/json", 400),
        ("[" * 4000, "application/json", 400),
        ("x" * 5000, FORM, 413),
        (b"\xff\xfe", FORM, 400),
        ("&".join("a=1" for _ in range(50)), FORM, 400),
        ("=", FORM, 400),
        ("a", "text/plain", 415),
    ],
)
def test_a_body_that_is_no_credentials_is_a_problem(db, raw, media, status):
    answer = ask(raw, media)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Basic", "Basic ***", "Basic //79"])
def test_a_broken_basic_header_is_not_a_fault(db, header):
    assert ask("grant_type=client_credentials", Authorization=header).status_code in (400, 401)


def test_the_secret_before_goes_on_for_a_day_and_no_longer(key):
    client, old = key
    client, new = clients.rotate_secret(client=client)
    given = {"client_id": client.client_id}
    assert clients.client_of(secret=old, **given)
    assert clients.client_of(secret=new, **given)
    VendorClient.objects.update(previous_until=clock.now())
    assert clients.client_of(secret=old, **given) is None
    assert clients.client_of(secret=new, **given)


def test_revoked_credentials_end_their_tokens_at_once(key, school):
    client, secret = key
    token = ask(form(credentials(client, secret))).json()["access_token"]
    clients.revoke_client(client=client)
    assert token_of(f"Bearer {token}") is None
    assert ask(form(credentials(client, secret))).status_code == 401


def test_a_token_ends_after_its_hour(key):
    client, _secret = key
    row, token = clients.token_for(client)
    assert token_of(f"Bearer {token}")
    VendorToken.objects.filter(pk=row.pk).update(expires_at=clock.now())
    assert token_of(f"Bearer {token}") is None


def test_attempts_are_counted(key):
    client, _secret = key
    answers = [ask(form(credentials(client, "obsec_wrong"))).status_code for _ in range(32)]
    assert answers[:20] == [401] * 20
    assert answers[-1] == 429


def test_a_bucket_refills_steadily_and_says_how_long_to_wait():
    def run_dry():
        for _ in range(200):
            count_call("refill", most=60)

    with pytest.raises(Problem) as refused:
        run_dry()
    assert (refused.value.status, refused.value.headers["Retry_After"]) == (429, "1")


def taken_until_refused(bucket, most):
    """Calls let through by two processes in turn, each with the calls it paid for."""
    processes = [limits._paid.copy(), limits._paid.copy()]
    for made in range(10 * most):
        limits._paid.clear()
        limits._paid.update(processes[made % 2])
        try:
            count_call(bucket, most=most)
        except Problem:
            return made
        processes[made % 2] = limits._paid.copy()
    return 10 * most


def test_calls_taken_in_advance_let_nobody_make_more(monkeypatch):
    """A process takes ten at once while there are plenty; together they stay within the bucket."""
    monkeypatch.setattr(limits, "_paid", Counter())
    asked = []
    script = limits._script

    def counted(url):
        return lambda **given: asked.append(1) or script(url)(**given)

    monkeypatch.setattr(limits, "_script", counted)
    began = time.monotonic()
    made = taken_until_refused(f"advance-{uuid4().hex[:11]}", 600)
    refilled = 10 * (time.monotonic() - began) + 1
    assert 600 <= made <= 600 + refilled
    assert len(asked) < 450


def test_without_redis_nobody_is_refused(get, settings, school):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert get("schools").status_code == 200
