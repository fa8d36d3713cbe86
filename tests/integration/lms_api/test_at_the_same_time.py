"""Pushes that meet: one key, one month, shared pupils."""

import json
import threading
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from core import outbox
from lms_api.models import RequestLog
from lms_api.request_log import note_push
from schools.models import DuplicateCase, Person, PupilMonth, Submission
from schools.services.closing import close_month
from schools.services.month_lock import lock_month
from tests.factories.cast import cast
from tests.factories.contingent import OCTOBER, body, pupil_row, push
from tests.factories.lms import vendor_with_token
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[object]:
    """Run functions in threads that start at the same moment; returns results or exceptions."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=60)
            results[place] = work()
        except Exception as problem:
            results[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    return results


@pytest.fixture
def vendor():
    return vendor_with_token()


@pytest.fixture
def school(vendor):
    made = active_school(cast())
    bind(made, vendor.organisation)
    return made


def sender(vendor, raw, **headers):
    def send():
        return Client().post(
            "/api/lms/v1/contingent",
            raw,
            content_type="application/json",
            headers=vendor.headers | headers,
        )

    return send


def hold(vendor, key):
    """Keep the lock of a key by hand, until the connection is closed."""
    digest = sha256(f"{vendor.organisation.pk}|{key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])


def test_one_key_at_the_same_moment_is_applied_once(vendor, school):
    raw = json.dumps(body(school, [pupil_row() for _ in range(50)])).encode()
    send = sender(vendor, raw, **{"Idempotency-Key": "same"})
    answers = together(send, send, send)
    statuses = sorted(answer.status_code for answer in answers)
    assert set(statuses) <= {200, 409}
    assert 200 in statuses
    assert Submission.objects.count() == 1
    later = send().json()
    assert all(answer.json() == later for answer in answers if answer.status_code == 200)


def test_a_key_that_is_being_answered_is_told_so(vendor, school):
    """The lock of the first request is held here by hand."""
    raw = json.dumps(body(school, [pupil_row()])).encode()
    hold(vendor, "busy")
    [answer] = together(sender(vendor, raw, **{"Idempotency-Key": "busy"}))
    connection.close()
    assert (answer.status_code, answer.json()["code"]) == (409, "IN_PROGRESS")
    assert not Submission.objects.exists()


def test_an_answer_that_is_kept_is_given_though_another_repeat_holds_the_key(vendor, school):
    """Twenty repeats after the answer are twenty times the answer: nothing is in progress."""
    send = sender(
        vendor,
        json.dumps(body(school, [pupil_row()])).encode(),
        **{"Idempotency-Key": "answered"},
    )
    first = send()
    hold(vendor, "answered")
    [again] = together(send)
    other = json.dumps(body(school, [])).encode()
    [reused] = together(sender(vendor, other, **{"Idempotency-Key": "answered"}))
    connection.close()
    assert (again.status_code, again.json()) == (200, first.json())
    assert (reused.status_code, reused.json()["code"]) == (422, "KEY_REUSED")
    assert Submission.objects.count() == 1


def test_revisions_of_simultaneous_pushes_follow_each_other(vendor, school):
    raws = [json.dumps(body(school, [pupil_row()])).encode() for _ in range(4)]
    answers = together(*(sender(vendor, raw) for raw in raws))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert sorted(answer.json()["revision"] for answer in answers) == [1, 2, 3, 4]
    assert Submission.objects.filter(status="applied").count() == 1
    assert PupilMonth.objects.count() == 1


def test_writers_with_shared_pupils_do_not_deadlock(vendor):
    people = cast()
    schools = [active_school(people) for _ in range(4)]
    for one in schools:
        bind(one, vendor.organisation)
    rows = [pupil_row() for _ in range(60)]
    orders = [rows, rows[::-1], rows[30:] + rows[:30], rows[::2] + rows[1::2]]
    bodies = [
        json.dumps(body(one, order)).encode() for one, order in zip(schools, orders, strict=True)
    ]
    answers = together(*(sender(vendor, raw) for raw in bodies))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert Person.objects.count() == 60
    assert PupilMonth.objects.count() == 240


def test_two_organisations_that_push_a_pupil_at_once_get_their_case(vendor):
    people = cast()
    ours, theirs = active_school(people), active_school(people, owner=people.erlan)
    for one in (ours, theirs):
        bind(one, vendor.organisation)
    row = pupil_row()
    together(*(sender(vendor, json.dumps(body(one, [row])).encode()) for one in (ours, theirs)))
    outbox.drain()
    assert DuplicateCase.objects.get().claims.count() == 2


def test_the_database_refuses_a_row_of_a_closed_month(school):
    push(school, [pupil_row()])
    close_month(school=school, month=OCTOBER)
    with pytest.raises(DatabaseError, match="closed"):
        PupilMonth.objects.update(grade=6)
    with pytest.raises(DatabaseError, match="closed"):
        PupilMonth.objects.all().delete()


def test_a_push_and_the_closing_of_its_month_never_both_win(vendor, school):
    raw = json.dumps(body(school, [pupil_row()])).encode()
    answer, closure = together(
        sender(vendor, raw), lambda: close_month(school=school, month=OCTOBER)
    )
    assert closure.pk
    written = PupilMonth.objects.count()
    assert (answer.status_code, written) in {(200, 1), (409, 0)}


def test_a_month_locked_for_too_long_is_429_and_not_a_fault(vendor, school):
    """The month's lock is held here; the other side waits a moment and gives up."""
    raw = json.dumps(body(school, [pupil_row()])).encode()

    def send():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        return sender(vendor, raw)()

    with transaction.atomic():
        lock_month(school_id=school.pk, month=OCTOBER)
        [answer] = together(send)
    assert (answer.status_code, answer.json()["code"]) == (429, "BUSY")
    assert answer.headers["Retry-After"] == "1"
    assert not Submission.objects.exists()


def test_eight_writers_of_three_hundred_shared_pupils_do_not_deadlock(vendor):
    people = cast()
    schools = [active_school(people) for _ in range(8)]
    for one in schools:
        bind(one, vendor.organisation)
    rows = [pupil_row() for _ in range(300)]
    bodies = [
        json.dumps(body(one, rows[30 * n :] + rows[: 30 * n])).encode()
        for n, one in enumerate(schools)
    ]
    answers = together(*(sender(vendor, raw) for raw in bodies))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert Person.objects.count() == 300
    assert PupilMonth.objects.count() == 2400


def test_a_hundred_simultaneous_pushes_are_answered_200_or_429_and_none_is_lost(vendor, settings):
    settings.LMS_CALLS_A_MINUTE = 80
    people = cast()
    schools = [active_school(people) for _ in range(10)]
    for one in schools:
        bind(one, vendor.organisation)
    raws = [json.dumps(body(schools[n % 10], [pupil_row()])).encode() for n in range(100)]
    answers: list[object] = []
    for start in range(0, 100, 20):
        answers += together(*(sender(vendor, raw) for raw in raws[start : start + 20]))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) >= 80
    assert Submission.objects.count() == statuses.count(200)
    assert all("Retry-After" in one.headers for one in answers if one.status_code == 429)


def test_a_connection_that_died_between_two_calls_is_made_anew(vendor, school):
    """The first question of a call is its health check."""
    send = sender(vendor, json.dumps(body(school, [pupil_row()])).encode())
    assert send().status_code == 200
    with connection.Database.connect(**connection.get_connection_params()) as other:
        mine = connection.connection.info.backend_pid
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [mine]).fetchone() == (True,)
    assert send().status_code == 200
    assert Submission.objects.count() == 2


def test_the_line_of_the_log_falls_with_its_push_and_is_written_by_itself(
    vendor, school, monkeypatch
):
    """Nothing of a push is kept whose last statement fails, but that it was made is."""
    send = sender(vendor, json.dumps(body(school, [pupil_row()])).encode())
    monkeypatch.setattr("lms_api.pushes.note_push", _spoiled)
    with pytest.raises(DatabaseError):
        send()
    assert not Submission.objects.exists()
    assert not RequestLog.objects.exists()
    monkeypatch.undo()
    close_month(school=school, month=OCTOBER)
    assert send().status_code == 409
    assert list(RequestLog.objects.values_list("status", "code")) == [(409, "PERIOD_CLOSED")]


def _spoiled(trip, *_args, **_given):
    trip.add("SELECT 1 / %(nothing)s", {"nothing": 0})


def test_the_line_of_the_log_counts_what_the_database_took(vendor, school, monkeypatch):
    """Also while rows that were sent ahead are still being written."""

    def slowly(trip, *args, **given):
        trip.add("SELECT pg_sleep(0.3)", {})
        note_push(trip, *args, **given)

    monkeypatch.setattr("lms_api.pushes.note_push", slowly)
    send = sender(vendor, json.dumps(body(school, [pupil_row()])).encode())
    assert send().status_code == 200
    assert 300 <= RequestLog.objects.get().took_ms < 30_000
