"""The whole demo, killed with -9 at ten moments: nothing acknowledged is lost, it comes back."""

import fcntl
import sys
import time

import pytest
import redis

from ortabilim.supervisor import ports
from tests.faults.house import House
from tests.faults.lms import Lms
from tests.traces_of_a_house import COMMAND, read_report


@pytest.fixture(scope="module")
def house():
    made = House()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def lms(house):
    return Lms(house)


def test_01_killed_during_the_migrations(house):
    house.start()
    house.wait_for("migrations", lambda: house.log_has("migrate.log", "Applying"))
    house.kill_everything()
    assert not house.said("is ready")


def test_02_killed_during_the_seeding(house):
    house.start()
    house.wait_for("seeding", lambda: house.log_has("seed_demo.log", "schools, plans and intakes"))
    house.kill_everything()


def test_03_then_it_starts_whole(house, lms):
    house.start()
    house.wait_until_ready()
    assert house.ask("SELECT count(*) FROM schools_school")[0][0] == 15
    lms.start()
    house.wait_for("first answers", lambda: len(lms.acknowledged) > 3)


@pytest.mark.parametrize("part", ["web", "worker", "beat", "valkey", "postgres", "emulator"])
def test_04_a_killed_part_is_started_again(house, lms, part):
    """Under load: the LMS pushes all the time."""
    before = len(lms.acknowledged)
    killed = house.pids_of(part)[0]
    house.kill(part)
    house.wait_for(
        f"a new {part}", lambda: killed not in house.pids_of(part) and bool(house.pids_of(part))
    )
    house.wait_until_ready()
    house.wait_for("answers", lambda: len(lms.acknowledged) > before + 3)


def test_05_the_worker_is_killed_while_acts_are_formed(house, lms):
    closing = house.manage("shell", "-c", _ENQUEUE)
    assert closing.returncode == 0, closing.stderr
    house.wait_for(
        "a running job",
        lambda: (
            house.ask(
                "SELECT count(*) FROM core_job"
                " WHERE kind = 'acts.close_month' AND state <> 'queued'"
            )[0][0]
            > 0
        ),
    )
    house.kill("worker")
    house.wait_until_ready()
    house.wait_for("the end of the job", lambda: not unfinished(house))


def test_06_only_the_supervisor_is_killed(house, lms):
    house.kill_supervisor()
    deadline = time.monotonic() + 60
    while house.processes():
        assert time.monotonic() < deadline, f"left behind: {house.processes()}"
        time.sleep(0.1)
    house.start()
    house.wait_until_ready()


def test_07_everything_is_killed(house, lms):
    before = len(lms.acknowledged)
    house.wait_for("answers", lambda: len(lms.acknowledged) > before)
    house.kill_everything()
    house.start()
    house.wait_until_ready()


def test_08_redis_forgets_everything(house, lms):
    with redis.Redis(unix_socket_path=str(house.home.sockets / "valkey.sock")) as broker:
        broker.flushall()
    house.wait_until_ready()


def test_09_nothing_acknowledged_is_lost(house, lms):
    lms.stop()
    assert lms.strange == []
    assert len(lms.acknowledged) > 20
    for one in lms.acknowledged:
        status, answer = lms.get(one.submission_id, token=one.token)
        assert status == 200, f"{one.submission_id}: {status} {answer}"
    for one in lms.acknowledged[-10:]:
        status, answer = lms.post(one.body, key=one.key, token=one.token)
        assert (status, answer["submission_id"]) == (200, one.submission_id)


def test_10_every_event_and_job_comes_to_its_end(house, lms):
    house.wait_for("the end of all work", lambda: not unfinished(house))
    dead = house.ask("SELECT kind, last_error FROM core_outboxevent WHERE dead")
    failed = house.ask("SELECT kind, error FROM core_job WHERE state = 'failed'")
    assert (dead, failed) == ([], [])


def test_11_the_invariants_hold(house):
    done = house.manage("verify_invariants")
    assert done.returncode == 0, done.stdout + done.stderr


def test_12_nothing_personal_lies_in_the_open(house):
    report = read_report(house.manage("shell", "-c", COMMAND))
    assert report.people > 500
    assert report.places == []


def test_13_a_stop_leaves_no_process_no_port_and_no_lock(house, lms):
    sys.stdout.write(f"\nacknowledged {len(lms.acknowledged)}, failed attempts {lms.failures}\n")
    assert house.stop() == 0
    assert house.processes() == {}
    assert ports.is_free(port=house.port)
    with (house.root / "supervisor.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


_ENQUEUE = "from core import jobs; jobs.enqueue('acts.close_month', month='2025-10')"


def unfinished(house: House) -> list[tuple[object, ...]]:
    """Events and jobs that somebody still has to do."""
    return house.ask(
        "SELECT 'event', kind FROM core_outboxevent WHERE done_at IS NULL AND NOT dead"
        " UNION ALL SELECT 'job', kind FROM core_job WHERE state IN ('queued', 'running')"
    )
