"""A worker killed in the middle of forming acts."""

import os
import signal
import time

from core.periods import Month
from portal.demo.people import school_id
from portal.demo.seed.contingent import push_body
from tests.journeys import tour
from tests.journeys.house import House

NOVEMBER = Month(2025, 11)
SERIALS = (7001, 7004, 1501, 1502, 1503)
"""Schools of the demo whose contracts are in force from the beginning."""
SECONDS_TO_FINISH = 300
_ACTS = "SELECT id, forming, formed_at FROM acts_act WHERE month = '2025-11-01' AND forming > 0"
_IDLE = "SELECT count(*) FROM core_job WHERE state IN ('queued', 'running') AND due_at <= now()"
_JOB = (
    "SELECT state, attempts FROM core_job WHERE kind = 'acts.close_month' "
    "AND params->>'month' = '2025-11'"
)
_LAST = (
    "SELECT max(school_id) FROM contracts_contract c WHERE status = 'active' AND id = ("
    "SELECT max(o.id) FROM contracts_contract o JOIN schools_submission s USING (school_id) "
    "WHERE o.status = 'active' AND s.month = '2025-11-01' AND s.status = 'applied')"
)
_WORKER = "celery -A ortabilim.celery worker"
_ENQUEUE = "from core import jobs; jobs.enqueue('acts.close_month', month='2025-11', region=None)"


def lms_reports_november(house: House) -> None:
    """Every school with a contract has data, and whatever follows from them has been done."""
    for serial in SERIALS:
        plan = next(one for one in tour.PLANS if one.serial == serial)
        body = push_body(school_id(serial), NOVEMBER, plan, tour.PLANS)
        assert house.push(body, vendor=plan.vendor)["state"] == "applied"
    _until(lambda: house.rows(_IDLE) == [(0,)], "the worker is idle")


def worker_is_killed_in_the_middle(house: House) -> list[tuple[object, ...]]:
    """Acts of November are being formed when the worker dies; what stood already is returned.

    The month of the last school is locked meanwhile: the worker cannot have ended before it dies.
    """
    worker = house.child(_WORKER)
    [(school,)] = house.rows(_LAST)
    with house.session() as session:
        number = NOVEMBER.year * 12 + NOVEMBER.month
        session.execute("SELECT pg_advisory_lock(%s::int, %s::int)", [school, number])
        asked = house.manage("shell", "-v", "0", "-c", _ENQUEUE)
        assert asked.returncode == 0, asked.stderr
        _until(lambda: house.rows(_ACTS), "an act of November is formed", pause=0.01)
        os.killpg(worker, signal.SIGKILL)
    formed = house.rows(_ACTS)
    assert house.rows(_JOB) == [("running", 1)], "the job ended before the worker was killed"
    return formed


def another_worker_finishes_once(house: House, formed: list[tuple[object, ...]]) -> None:
    """The supervisor's new worker takes the job up when the lease runs out."""
    _until(lambda: house.rows(_JOB) == [("done", 2)], "the job is done", SECONDS_TO_FINISH)
    assert house.child(_WORKER)
    acts = house.rows(_ACTS)
    contracts = house.rows(
        "SELECT count(*) FROM contracts_contract "
        "WHERE status = 'active' AND last_month >= '2025-11-01'"
    )
    with_data = house.rows(
        "SELECT count(DISTINCT school_id) FROM schools_submission "
        "WHERE month = '2025-11-01' AND status = 'applied'"
    )
    assert len(acts) == with_data[0][0] <= contracts[0][0]
    assert set(formed) <= set(acts), "an act that stood before was formed again"
    live = house.rows(
        "SELECT count(*), count(DISTINCT contract_id) FROM acts_act "
        "WHERE month = '2025-11-01' AND kind = 'main' AND status <> 'annulled'"
    )
    assert live[0][0] == live[0][1]


def _until(holds: object, what: str, seconds: float = 180, *, pause: float = 0.3) -> None:
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(pause)
