"""The intake beside its baselines: same rows, same one-process web server, one run.

``python -m bench.lms_intake`` needs DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL (``make bench``
brings them). The whole call is counted: token, limit, key, revision, checks, errors, history, log.
As on a closing day one school after another pushes the same month; its pupils are known from the
month before, as in every month but the first.
"""

import http.client
import os
import secrets
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench import lms_server
from bench.lms_cast import Sender, neighbours, seed
from bench.lms_cpu import Meter, sessions_of, workers_of

SIZES = (300, 2_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "21"))
_WARM = 5
_FASTER = {300: 2.5, 2_000: 4.0}
"""Than the plain way, at least."""
_SLOWER = 3.0
"""Than the floor, at most."""
_WAYS = {
    "this API": "/api/lms/v1/contingent",
    "plain": "/bench/plain",
    "floor": "/bench/floor",
    "empty": "/bench/empty",
}


@dataclass(frozen=True)
class Taken:
    """Seconds of a push: by the wall clock, and of CPU in web server and database."""

    wall: float
    cpu: float


def main() -> int:
    """Run and print; 1 when a bound is missed."""
    from bench import lms_bytes, lms_writers

    given = lms_server.environment()
    os.environ.update(given)
    with lms_server.database(given):
        sender = seed(max(SIZES))
        schools = neighbours(sender, _WARM + ROUNDS, max(SIZES))
        missed = 0
        with lms_server.web_server(given) as (port, master):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            meter = _meter(connection, sender, master)
            for size in SIZES:
                missed += _report(size, _measure(connection, meter, schools, size))
        missed += lms_writers.run(given, sender)
        missed += lms_bytes.run(sender)
    return 1 if missed else 0


def _meter(connection: http.client.HTTPConnection, sender: Sender, master: int) -> Meter:
    """Of the web process and the one database session that it keeps."""
    _push(connection, _WAYS["plain"], sender.body(0, 1), sender)
    return Meter([*workers_of(master), *sessions_of(os.environ["DATABASE_OWNER_URL"])])


def _measure(
    connection: http.client.HTTPConnection, meter: Meter, schools: Sequence[Sender], size: int
) -> dict[str, Taken]:
    """Median of each way, taken in turns so that all meet the same weather."""
    month = 2 * SIZES.index(size) + 1
    for school in schools:
        _push(connection, _WAYS["this API"], school.body(month - 1, size), school)
    times: dict[str, list[Taken]] = {way: [] for way in _WAYS}
    for turn, school in enumerate(schools):
        body = school.body(month, size)
        for way, path in _WAYS.items():
            before = meter.read()
            wall = _push(connection, path, body, school)
            if turn >= _WARM:
                times[way].append(Taken(wall, meter.read() - before))
    return {
        way: Taken(
            statistics.median(one.wall for one in found),
            statistics.median(one.cpu for one in found),
        )
        for way, found in times.items()
    }


def _push(connection: http.client.HTTPConnection, path: str, body: bytes, sender: Sender) -> float:
    headers = sender.headers | {
        "Content-Type": "application/json",
        "Idempotency-Key": secrets.token_hex(8),
    }
    began = time.perf_counter()
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    seconds = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
    return seconds


def _report(size: int, times: Mapping[str, Taken]) -> int:
    """Print, and count the bounds missed: by the wall clock."""
    ours, plain, floor = times["this API"], times["plain"], times["floor"]
    print(f"LMS intake, {size} rows a push, one process (wall, CPU of web and database):")
    for way, taken in times.items():
        print(f"  {way:<9} {taken.wall * 1000:8.2f} ms {taken.cpu * 1000:8.2f} ms")
    faster, slower = plain.wall / ours.wall, ours.wall / floor.wall
    print(
        f"  {_mark(faster >= _FASTER[size])} {faster:5.2f} x faster than the plain way"
        f" (>= {_FASTER[size]}), by CPU {plain.cpu / ours.cpu:5.2f}"
    )
    print(
        f"  {_mark(slower <= _SLOWER)} {slower:5.2f} x the time of the floor"
        f" (<= {_SLOWER}), by CPU {ours.cpu / floor.cpu:5.2f}",
        flush=True,
    )
    return (faster < _FASTER[size]) + (slower > _SLOWER)


def _mark(holds: bool) -> str:
    return "ok " if holds else "BAD"


if __name__ == "__main__":
    sys.exit(main())
