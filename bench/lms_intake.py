"""The intake beside its baselines: same rows, same one-process web server, one run.

``python -m bench.lms_intake`` needs DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL (``make bench``
brings them). The whole call is counted: token, limit, key, revision, checks, errors, history, log.
Pupils are known from the month before, as in every month but the first.
"""

import datetime as dt
import http.client
import json
import os
import statistics
import time
from typing import Any

from bench import lms_server

SIZES = (300, 2_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
_WARM = 3
_TARGETS = {300: (2.5, 3.0), 2_000: (4.0, 3.0)}
_BORN = dt.date(2014, 1, 1)


def main() -> None:
    """Run and print."""
    given = lms_server.environment()
    os.environ.update(given)
    with lms_server.database(given):
        vendor = _seed(max(SIZES))
        with lms_server.web_server(given) as port:
            for size in SIZES:
                _report(size, _measure(port, vendor, size))
        _report_bytes()


def _seed(pupils: int) -> dict[str, Any]:
    """A vendor with a token, a school that granted it, and persons seen before."""
    import django

    django.setup()
    from core import settings_book
    from core.partitions import ensure_month
    from core.periods import Month
    from schools.services.persons import persons_by_iin
    from tests.factories.cast import cast, synthetic_iin
    from tests.factories.lms import vendor_with_token
    from tests.factories.schools import active_school, bind

    settings_book.write_missing()
    people = cast()
    school = active_school(people)
    vendor = vendor_with_token()
    binding = bind(school, vendor.organisation)
    type(binding).objects.filter(pk=binding.pk).update(since=dt.date(2020, 1, 1))
    iins = [synthetic_iin(_BORN + dt.timedelta(days=n % 330)) for n in range(pupils)]
    from core.identifiers import Iin

    persons_by_iin(iins=[Iin(one) for one in iins])
    month = Month(2020, 1)
    for _step in range(70):
        ensure_month(month)
        month = month.next()
    return {"headers": vendor.headers, "school_id": school.school_id, "iins": iins}


def _body(vendor: dict[str, Any], size: int, year: int, month: int) -> bytes:
    return json.dumps(
        {
            "school_id": vendor["school_id"],
            "year": year,
            "month": month,
            "pupils": [
                {
                    "iin": iin,
                    "grade": 1,
                    "birth_date": (_BORN + dt.timedelta(days=n % 330)).isoformat(),
                    "study_type": "general",
                    "row_id": f"{n}",
                    "enrolled_on": "2019-09-01",
                }
                for n, iin in enumerate(vendor["iins"][:size])
            ],
        }
    ).encode()


def _measure(port: int, vendor: dict[str, Any], size: int) -> dict[str, float]:
    """Median seconds a push of each way, taken in turns so that all meet the same weather."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    first = 0 if size == SIZES[0] else _WARM + ROUNDS
    ways: dict[str, str] = {
        "this API": "/api/lms/v1/contingent",
        "plain": "/bench/plain",
        "floor": "/bench/floor",
        "empty": "/bench/empty",
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(_WARM + ROUNDS):
        # children born in 2014 are of school age from 2020 on
        number = 2020 * 12 + first + turn
        body = _body(vendor, size, number // 12, number % 12 + 1)
        for way, path in ways.items():
            seconds = _push(connection, path, body, vendor["headers"])
            if turn >= _WARM:
                times[way].append(seconds)
    return {way: statistics.median(found) for way, found in times.items()}


def _push(
    connection: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]
) -> float:
    began = time.perf_counter()
    connection.request("POST", path, body, headers | {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    seconds = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
    return seconds


def _report(size: int, times: dict[str, float]) -> None:
    ours, plain, floor = times["this API"], times["plain"], times["floor"]
    faster, slower = _TARGETS[size]
    print(f"LMS intake, {size} rows a push, one process:")
    for way, seconds in times.items():
        print(f"  {way:<9} {seconds * 1000:8.2f} ms")
    print(f"  against the plain way {plain / ours:5.2f} x faster (target >= {faster})")
    print(f"  against the floor     {ours / floor:5.2f} x its time (target <= {slower})")


def _report_bytes() -> None:
    """Bytes on disk a pupil-month, with indexes, of the months just pushed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE schools_pupilmonth")
        cursor.execute(
            "SELECT sum(pg_relation_size(c.oid)), sum(pg_indexes_size(c.oid)), sum(reltuples)"
            " FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid"
            " WHERE i.inhparent = 'schools_pupilmonth'::regclass AND reltuples > 1000"
        )
        heap, indexes, rows = (float(one) for one in cursor.fetchone())
    print(
        f"  a pupil-month: {heap / rows:.0f} bytes of row, {indexes / rows:.0f} of indexes,"
        f" {(heap + indexes) / rows:.0f} together (target <= 90)"
    )


if __name__ == "__main__":
    main()
