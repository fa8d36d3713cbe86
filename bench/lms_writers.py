"""Eight schools that push the same pupils at once: how much longer the slowest of them waits."""

import http.client
import os
import threading
import time
from collections.abc import Mapping, Sequence

from bench import lms_server
from bench.lms_cast import Sender, granted_schools

WRITERS = 8
PUPILS = 300
BOUND = 5.0
ROUNDS = int(os.environ.get("BENCH_WRITER_ROUNDS", "30"))
_WARM = 3
_PATH = "/api/lms/v1/contingent"


def run(given: Mapping[str, str], sender: Sender) -> int:
    """Print p99 of one writer alone and of eight at once; 1 when above the bound.

    Alone, the same schools push the same pupils one after another: the work is the same.
    """
    from accounts.models import Organisation, OrganisationKind

    vendor = Organisation.objects.get(kind=OrganisationKind.LMS_VENDOR)
    writers = [sender.of_school(one) for one in granted_schools(WRITERS, vendor)]
    with lms_server.web_server(given, processes=2, threads=4) as (port, _master):
        _together(port, writers, range(_WARM))
        alone: list[float] = []
        for month in range(_WARM, _WARM + ROUNDS):
            for place, writer in enumerate(writers):
                alone += _of_one(port, writer, place, [month])
        at_once = _together(port, writers, range(_WARM + ROUNDS, _WARM + 2 * ROUNDS))
    one, all_of_them = _p99(alone), _p99(at_once)
    ratio = all_of_them / one
    print(
        f"  {'ok ' if ratio <= BOUND else 'BAD'} {ratio:5.2f} x the p99 of one writer alone"
        f" (<= {BOUND}): {WRITERS} writers x {PUPILS} shared pupils,"
        f" {all_of_them * 1000:.1f} ms and {one * 1000:.1f} ms, two processes",
        flush=True,
    )
    return int(ratio > BOUND)


def _together(port: int, writers: Sequence[Sender], months: range) -> list[float]:
    """Seconds of every push; each month is begun by all at the same moment."""
    taken: list[float] = []
    gate = threading.Barrier(len(writers))

    def write(place: int, writer: Sender) -> None:
        taken.extend(_of_one(port, writer, place, months, gate))

    threads = [threading.Thread(target=write, args=pair) for pair in enumerate(writers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if len(taken) != len(writers) * len(months):
        raise RuntimeError("a writer gave up")
    return taken


def _of_one(
    port: int,
    writer: Sender,
    place: int,
    months: Sequence[int],
    gate: threading.Barrier | None = None,
) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    try:
        for month in months:
            body = writer.body(month % 70, PUPILS, start=30 * place)
            if gate is not None:
                gate.wait(timeout=60)
            began = time.perf_counter()
            connection.request(
                "POST", _PATH, body, writer.headers | {"Content-Type": "application/json"}
            )
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - began)
            if answer.status != 200:
                raise RuntimeError(f"{_PATH}: {answer.status}")
    finally:
        connection.close()
    return taken


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]
