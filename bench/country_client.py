"""LMS systems that push a month: a few kept connections, one thread each, bodies ready on disk.

A call that is told to wait waits as long as it was told; one that breaks off is sent again under
the same key. Whatever else goes wrong is counted, never hidden.
"""

import http.client
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.country_world import Month, Push

PATH = "/api/lms/v1/contingent"
_MOST_TRIES = 20


@dataclass
class Sent:
    """What became of a month."""

    seconds: float = 0.0
    accepted: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    """Status of each answer, and «broken» for a connection that ended without one."""
    wrong: list[str] = field(default_factory=list)
    """Pushes that were not wholly accepted, with the beginning of the answer."""


def send(month: Month, *, port: int, tokens: Mapping[str, str], connections: int) -> Sent:
    """Push every school once over so many connections; the seconds from first to last."""
    sent, lock = Sent(), threading.Lock()
    waiting: Iterator[Push] = iter(month.pushes)
    spool = os.open(month.spool, os.O_RDONLY)
    key = f"{month.year}-{month.month:02}-{os.getpid()}"

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                push = next(waiting, None)
            if push is None:
                break
            body = os.pread(spool, push.length, push.offset)
            _send_one(connection, push, body, f"{key}-{push.school_id}", tokens, sent, lock)
        connection.close()

    threads = [threading.Thread(target=work) for _one in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent.seconds = time.perf_counter() - began
    os.close(spool)
    return sent


def warm(month: Month, *, port: int, tokens: Mapping[str, str], calls: int = 16) -> None:
    """Dry runs over new connections: every process has imported what a push needs."""
    spool = os.open(month.spool, os.O_RDONLY)
    for place in range(calls):
        push = month.pushes[place % len(month.pushes)]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        headers = {"Authorization": f"Bearer {tokens[push.vendor]}"}
        body = os.pread(spool, push.length, push.offset)
        connection.request(
            "POST", f"{PATH}?dry_run=true", body, headers | {"Content-Type": "application/json"}
        )
        connection.getresponse().read()
        connection.close()
    os.close(spool)


def _send_one(
    connection: http.client.HTTPConnection,
    push: Push,
    body: bytes,
    key: str,
    tokens: Mapping[str, str],
    sent: Sent,
    lock: threading.Lock,
) -> None:
    headers = {
        "Authorization": f"Bearer {tokens[push.vendor]}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    for _try in range(_MOST_TRIES):
        try:
            connection.request("POST", PATH, body, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            with lock:
                sent.answers["broken"] += 1
            continue
        with lock:
            sent.answers[str(status)] += 1
        if status == 429 or (status == 409 and answer.getheader("Retry-After")):
            time.sleep(float(answer.getheader("Retry-After") or 1))
            continue
        accepted = int(json.loads(text).get("accepted", 0)) if status == 200 else 0
        with lock:
            sent.accepted += accepted
            if accepted != push.rows:
                sent.wrong.append(f"{push.school_id}: {status} {text[:200]!r}")
        return
    with lock:
        sent.wrong.append(f"{push.school_id}: not answered after {_MOST_TRIES} tries")
