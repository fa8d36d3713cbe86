"""Long work: one lease at a time, taken up where it stopped, never done twice."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import transaction

from core import jobs
from core.models import Job, JobState
from tests.integration.core.threads import PATIENCE, one_at_work

KIND = "test.count"
PAST = dt.timedelta(seconds=-1)


class Killed(BaseException):
    """The process is gone: no ``except Exception`` sees it."""


@pytest.fixture
def work(monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    return lambda function: monkeypatch.setitem(jobs._functions, KIND, function)


def let_the_lease_run_out(job):
    Job.objects.filter(pk=job.pk).update(lease_until=jobs._host_now() + PAST)


def counting(seen, *, die_at=None):
    """Work of six pieces in chunks of one; dies once before the piece ``die_at``."""
    died = []

    def function(run):
        for piece in range(run.cursor or 0, 6):
            if piece == die_at and not died:
                died.append(piece)
                raise Killed
            with transaction.atomic():
                seen.append(piece)
                run.checkpoint(cursor=piece + 1, done=piece + 1, total=6)

    return function


@pytest.mark.django_db
def test_a_job_is_done_and_tells_how_far_it_came(work):
    seen = []
    work(counting(seen))
    job = jobs.run_now(jobs.enqueue(KIND, act_id=3))
    assert seen == [0, 1, 2, 3, 4, 5]
    assert (job.state, job.done, job.total, job.params) == (JobState.DONE, 6, 6, {"act_id": 3})
    assert job.finished_at
    assert job.lease_until is None


@pytest.mark.django_db
def test_a_late_duplicate_returns(work):
    seen = []
    work(counting(seen))
    job = jobs.enqueue(KIND)
    assert jobs.run(job.pk)
    assert not jobs.run(job.pk)
    assert seen == [0, 1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_a_killed_workers_job_goes_on_at_its_cursor(work):
    seen = []
    work(counting(seen, die_at=4))
    job = jobs.enqueue(KIND)
    with pytest.raises(Killed):
        jobs.run(job.pk)
    assert not jobs.run(job.pk), "its lease is alive"
    assert job.pk not in jobs.due_ids()
    let_the_lease_run_out(job)
    assert jobs.due_ids() == [job.pk]
    assert jobs.run(job.pk)
    assert seen == [0, 1, 2, 3, 4, 5]
    assert Job.objects.get(pk=job.pk).attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_a_job_once(work):
    seen, entered, go = [], threading.Event(), threading.Event()

    def slow(run):
        seen.append(run.job.pk)
        entered.set()
        assert go.wait(PATIENCE)

    work(slow)
    job = jobs.enqueue(KIND)
    with one_at_work(jobs.run, job.pk, entered=entered, go=go) as other:
        assert jobs.run(job.pk) is False
        go.set()
        assert other.result(PATIENCE) is True
    assert seen == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_lease_commits_nothing_more(work):
    """It slept past its lease; another took over; its chunk is rolled back with the checkpoint."""
    new_owner = uuid.uuid4()

    def overtaken(run):
        run.checkpoint(cursor=1, done=1)
        Job.objects.filter(pk=run.job.pk).update(lease_token=new_owner)
        with transaction.atomic():
            Job.objects.filter(pk=run.job.pk).update(error="half a chunk")
            run.checkpoint(cursor=2, done=2)

    work(overtaken)
    job = jobs.run_now(jobs.enqueue(KIND))
    assert (job.cursor, job.error, job.lease_token) == (1, "", new_owner)
    assert job.state == JobState.RUNNING, "the new owner's, not ours to finish"


@pytest.mark.django_db
def test_lease_lost_is_raised_into_the_work(work):
    caught = []

    def overtaken(run):
        Job.objects.filter(pk=run.job.pk).update(lease_token=uuid.uuid4())
        try:
            run.checkpoint(cursor=1, done=1)
        except jobs.LeaseLost as lost:
            caught.append(str(lost))
            raise

    work(overtaken)
    job = jobs.enqueue(KIND)
    jobs.run(job.pk)
    assert caught == [str(job.pk)]


@pytest.mark.django_db
def test_a_checkpoint_renews_the_lease(work):
    leases = []

    def measuring(run):
        let_the_lease_run_out(run.job)
        run.checkpoint(cursor=1, done=1)
        leases.append(Job.objects.get(pk=run.job.pk).lease_until)

    work(measuring)
    before = jobs._host_now()
    jobs.run_now(jobs.enqueue(KIND))
    assert leases[0] >= before + jobs.LEASE


@pytest.mark.django_db
def test_work_that_fails_is_tried_again_and_given_up_at_last(work):
    def fails(run):
        raise RuntimeError("no such month")

    work(fails)
    job = jobs.enqueue(KIND)
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        assert not jobs.run(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
        assert (job.state == JobState.FAILED) is (attempt == jobs.MAX_ATTEMPTS)
    assert job.error == "RuntimeError: no such month"
    assert not jobs.run(job.pk)
    assert jobs.due_ids() == []


@pytest.mark.django_db
def test_a_job_of_a_rolled_back_change_does_not_exist(work):
    work(counting([]))
    with transaction.atomic():
        jobs.enqueue(KIND)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_an_unknown_kind_is_an_error_at_once():
    with pytest.raises(LookupError):
        jobs.enqueue("test.misspelt")
