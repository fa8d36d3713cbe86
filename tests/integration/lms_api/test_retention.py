"""Sealed bodies of pushes and lines of the request log have a term; what was answered stays."""

import datetime as dt

import pytest

from core import clock, jobs
from core.models import DatedSetting, Job
from lms_api import log_retention
from lms_api.models import RequestLog
from schools import tasks
from schools.jobs import ERASE_BODIES
from schools.models import Submission, SubmissionBody
from schools.services import body_retention
from schools.services.raw_bodies import open_body
from tests.factories.contingent import body, pupil_row
from tests.integration.lms_api.test_vendor_pages import signed_in

pytestmark = pytest.mark.django_db


def aged(number: str, **ago: int) -> Submission:
    """The submission as if it had come so long ago."""
    found = Submission.objects.get(pk=number)
    then = clock.now() - dt.timedelta(**ago)
    Submission.objects.filter(pk=found.pk).update(received_at=then)
    return found


def erase() -> Job:
    """Run the job to its end."""
    return jobs.run_now(jobs.enqueue(ERASE_BODIES))


@pytest.fixture
def pushed(post, school):
    """Five pushes, each of its own month."""
    return [
        post(body(school, [pupil_row()], month=month)).json()["submission_id"]
        for month in range(5, 10)
    ]


def test_a_body_over_its_term_goes_and_everything_else_stays(pushed, get, vendor):
    old, young = aged(pushed[0], days=366 * 5 + 1), aged(pushed[1], days=365 * 5 - 2)
    before = get(f"submissions/{old.pk}").json()
    erase()
    assert open_body(old) is None
    assert open_body(young) is not None
    assert SubmissionBody.objects.count() == 4
    old.refresh_from_db()
    assert (old.status, old.accepted_count) == ("applied", 1)
    assert len(old.body_sha256) == 64
    after = get(f"submissions/{old.pk}").json()
    assert {**after, "findings": []} == {**before, "findings": []}
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get(f"/ru/vendor/submissions/{old.pk}/").content.decode()
    assert "Тело удалено по сроку хранения" in page
    page = engineer.get(f"/ru/vendor/submissions/{young.pk}/").content.decode()
    assert "Тело удалено" not in page


def test_a_push_that_was_refused_had_no_body_to_lose(post, school, vendor):
    number = post(body(school, [pupil_row(grade=99)])).json()["submission_id"]
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get(f"/ru/vendor/submissions/{number}/").content.decode()
    assert "Тело удалено" not in page


def test_a_push_that_waits_for_the_school_keeps_its_body(post, school):
    post(body(school, [pupil_row() for _ in range(30)]))
    waiting = post(body(school, [pupil_row()])).json()
    assert waiting["state"] == "quarantined"
    found = aged(waiting["submission_id"], days=366 * 6)
    erase()
    assert open_body(found) is not None


def test_the_term_is_a_dated_setting(pushed):
    aged(pushed[0], days=800)
    erase()
    assert SubmissionBody.objects.count() == 5
    DatedSetting.objects.create(
        key="lms.raw_body_years",
        value=2,
        since=dt.date(2025, 2, 1),
        title="x",
        source="x",
        status="assumption",
    )
    erase()
    assert SubmissionBody.objects.count() == 4


def test_a_slice_takes_the_oldest_and_a_killed_run_goes_on(pushed):
    for number in pushed:
        aged(number, days=366 * 6)
    assert body_retention.erase_bodies(before=clock.now(), most=2) == 2
    assert set(SubmissionBody.objects.values_list("pk", flat=True)) == set(map(int, pushed[2:]))
    erase()
    erase()
    assert not SubmissionBody.objects.exists()


def test_many_slices_are_one_job(pushed, monkeypatch):
    monkeypatch.setattr("schools.jobs.SLICE", 1)
    one = body_retention.erase_bodies
    monkeypatch.setattr("schools.jobs.erase_bodies", lambda before: one(before=before, most=1))
    for number in pushed:
        aged(number, days=366 * 6)
    assert erase().result == {"erased": 5}
    assert not SubmissionBody.objects.exists()


def test_the_beat_asks_once(db):
    tasks.erase_old_bodies()
    tasks.erase_old_bodies()
    assert Job.objects.filter(kind=ERASE_BODIES).count() == 1
    assert jobs.run(Job.objects.get().pk)


def test_lines_of_the_log_have_a_term_too(get, school):
    for _ in range(4):
        get("schools")
    old = list(RequestLog.objects.order_by("pk").values_list("pk", flat=True)[:3])
    RequestLog.objects.filter(pk__in=old).update(at=clock.now() - dt.timedelta(days=401))
    before = log_retention.kept_since(clock.now())
    assert log_retention.drop_lines(before=before, most=2) == 2
    assert log_retention.drop_old_lines() == 1
    assert log_retention.drop_old_lines() == 0
    assert RequestLog.objects.count() == 1
