"""Marked pupils go through a push, the registry, an act and its papers; nothing plain stays."""

import json
import logging
from pathlib import Path

import pytest
import redis
from celery.signals import before_task_publish
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from acts.models import Act, ActLine
from core import clock
from core.models import Job, JobState
from lms_api.tokens import issue_token
from portal.demo.people import school_id
from portal.demo.plans import Scale, school_plans
from portal.demo.seed.contingent import push_body
from portal.demo.seed.early_steps import deliver
from portal.demo.seed.stories import OCTOBER
from schools.models import Person, School
from signing.models import Document
from signing.pdf import PdfUnavailable
from signing.services.rendering import ensure_pdf
from tests.factories.demo import browser_of, seeded_demo
from tests.integration.privacy.canaries import canaries, found_in_database
from tests.personal_traces import numbers_in_redis

pytestmark = pytest.mark.django_db
SERIAL = 7004
"""Its act of October waits for the school's signature, so newer data form it again."""
PLANS = school_plans(Scale.SMALL)
CANARIES = canaries()
MARKS = [mark for one in CANARIES for mark in one.marks]


@pytest.fixture(scope="module")
def home(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("privacy")
    with django_db_blocker.unblock(), seeded_demo(folder, scale=Scale.SMALL, plans=PLANS):
        _tell_emulator(folder)
        yield folder


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO)  # as the settings say; signxml tells bodies at DEBUG
    return caplog


def _tell_emulator(home: Path) -> None:
    """ГБД ФЛ knows the names; one of the three has died."""
    path = home / "emulator" / "population.json"
    book = json.loads(path.read_text())
    book["names"] |= {one.iin: list(one.name) for one in CANARIES}
    book["dead"][CANARIES[2].iin] = "2025-09-20"
    path.write_text(json.dumps(book, ensure_ascii=False))


def push_canaries() -> int:
    school = School.objects.get(school_id=school_id(SERIAL))
    vendor = school.lms_bindings.get(is_primary=True).vendor
    _token, secret = issue_token(vendor=vendor, name="canaries")
    plan = next(one for one in PLANS if one.serial == SERIAL)
    body = push_body(school.school_id, OCTOBER, plan, PLANS)
    rows = [
        {
            "iin": one.iin,
            "grade": one.grade,
            "birth_date": one.birth_date.isoformat(),
            "study_type": "general",
            "row_id": f"canary-{place}",
            "enrolled_on": "2025-09-01",
        }
        for place, one in enumerate(CANARIES)
    ]
    # the wrong check digit makes an error row: errors are kept and shown, too
    wrong = rows[0] | {"iin": rows[0]["iin"][:-1] + str((int(rows[0]["iin"][-1]) + 1) % 10)}
    body["pupils"] += [*rows, wrong]
    answer = Client().post(
        "/api/lms/v1/contingent",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": "canaries-1"},
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["rejected"] == 1
    return school.pk


def do_all_work() -> None:
    """Events and jobs, as the worker would."""
    from core import jobs

    for _round in range(5):
        deliver()
        queued = list(Job.objects.filter(state=JobState.QUEUED).order_by("created_at"))
        if not queued:
            return
        for job in queued:
            done = jobs.run_now(job)
            assert done.state == JobState.DONE, done.error


def test_no_plain_trace_of_the_canaries_stays(home, log, personal_traces):
    personal_traces.marks = tuple(MARKS)  # also in addresses and queue messages
    school = push_canaries()
    do_all_work()
    people = Person.objects.filter(iin_last4__in=[one.iin[-4:] for one in CANARIES])
    assert {p.name.split()[0] for p in people if p.name} >= {one.name[0] for one in CANARIES}
    act = Act.objects.get(school_id=school, month=OCTOBER.first_day)
    assert ActLine.objects.filter(act=act, person__in=people).count() >= len(CANARIES)
    for document in Document.objects.filter(subject_kind="acts.act", subject_id=act.pk):
        try:
            ensure_pdf(document=document)
        except PdfUnavailable:
            pytest.skip("no PDFs on this machine")
    seen = ""
    for slug in ("school-head", "turkistan-officer"):
        client, _member = browser_of(slug, school_owner=SERIAL if slug == "school-head" else 0)
        cabinet = "school" if slug == "school-head" else "department"
        for path in (f"acts/{act.pk}/", "acts/", "duplicates/", f"schools/{school}/"):
            answer = client.get(f"/ru/{cabinet}/{path}")
            assert answer.status_code == 200, path
            seen += answer.content.decode()
    assert found_in_database(MARKS) == []
    assert [mark for mark in MARKS if mark in log.text] == []
    names = [str(path) for path in home.rglob("*")]
    assert [mark for mark in MARKS for name in names if mark in name] == []
    assert [mark for mark in MARKS if mark.encode() in redis_dump()] == []
    assert [one.iin for one in CANARIES if one.iin in seen] == []
    call_command("verify_invariants")


def test_the_search_finds_what_stands_in_the_open(home, log, personal_traces):
    """Negative control: a name in a job's parameters, a number in a log line."""
    personal_traces.marks = tuple(MARKS)
    Job.objects.create(
        kind="test",
        params={"name": CANARIES[0].name[0]},
        created_at=clock.now(),
        due_at=clock.now(),
    )
    logging.getLogger("test").info("pupil %s", CANARIES[1].iin)
    assert f"core_job.params: {CANARIES[0].name[0]}" in found_in_database(MARKS)
    assert CANARIES[1].iin in log.text
    Client().get("/ru/verify/", {"code": CANARIES[2].name[0]})
    Client().get(f"/ru/verify/{CANARIES[2].iin}/")
    before_task_publish.send(sender="test", body=[[CANARIES[0].iin], {}, {}], headers={})
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.set("ortabilim:planted", f"pupil {CANARIES[2].iin}")
        try:
            assert CANARIES[2].iin.encode() in redis_dump()
            assert "ortabilim:planted" in numbers_in_redis()
        finally:
            broker.delete("ortabilim:planted")
    places = [line.split(":")[0] for line in personal_traces.found]
    assert places[0] == "log of test"
    assert places.count("address") == 2
    assert places[-1] == "queue"
    personal_traces.clear()


def redis_dump() -> bytes:
    """Every key with its value as the server would write it to disk."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        return b"\n".join(key + b" " + (broker.dump(key) or b"") for key in broker.scan_iter())
