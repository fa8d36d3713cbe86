"""One size of country, in a process of its own: seed, push, compare what is stored.

``python -m bench.country_size 890x332000 result`` or ``8000x4100000:4 result``: of four schools one
is pushed, the month of the others is there before. The seconds a row through one web process are
left in the file ``result``.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from bench import country_client, country_server, lms_server
from bench.country_client import Sent
from bench.country_world import Month, Size, fill_others, seed, spooled, stored, tokens

CONNECTIONS = 6
"""Of two vendors together."""
TWO_AGAINST_ONE = 1.6
BAD = 1
_OCTOBER, _NOVEMBER = (2025, 10), (2025, 11)
_TODAY = "2025-12-01"


def main(text: str, result: str) -> int:
    """Run and print."""
    size = _size(text)
    given = lms_server.environment() | {"DEMO_TODAY": _TODAY}
    os.environ.update(given)
    with lms_server.database(given), tempfile.TemporaryDirectory() as folder:
        missed, seconds = _country(given, size, Path(folder))
    Path(result).write_text(str(seconds))
    return BAD if missed else 0


def _country(given: dict[str, str], size: Size, folder: Path) -> tuple[int, float]:
    """How much was missed, and the seconds a row through one process."""
    began = time.perf_counter()
    seed(given, size)
    _say(f"{size.words}: seeded in {time.perf_counter() - began:.0f} s")
    import django
    from django.db import connection

    django.setup()
    known = tokens()
    october = spooled(size, *_OCTOBER, folder)
    if size.one_of > 1:
        _say(f"  {fill_others(given, _OCTOBER, size):,} rows of the month are there already")
    missed, one = _pushed(given, october, known, processes=1)
    if size.one_of == 1:
        november = spooled(size, *_NOVEMBER, folder)
        two_missed, two = _pushed(given, november, known, processes=2)
        missed += two_missed + told(
            "rate of two processes against one", one.seconds / two.seconds, at_least=TWO_AGAINST_ONE
        )
    connection.close()
    return missed, one.seconds / october.rows


def _pushed(
    given: dict[str, str], month: Month, known: dict[str, str], *, processes: int
) -> tuple[int, Sent]:
    """Push a month and compare what is stored with what was sent."""
    with country_server.web_server(given, processes=processes) as port:
        country_client.warm(month, port=port, tokens=known)
        sent = country_client.send(month, port=port, tokens=known, connections=CONNECTIONS)
    found = stored(month)
    wanted = {
        "rows": month.rows,
        "persons": month.rows,
        "submissions": len(month.pushes),
        "schools": len(month.pushes),
    }
    refused = {
        status: number for status, number in sent.answers.items() if status not in ("200", "429")
    }
    _say(
        f"  {month.year}-{month.month:02} through {processes} process(es):"
        f" {len(month.pushes):,} pushes, {month.rows:,} rows in {sent.seconds:.1f} s,"
        f" {month.rows / sent.seconds:,.0f} rows/s; answers {dict(sent.answers)}"
    )
    for line in sent.wrong[:5]:
        _say(f"    {line}")
    right = found == wanted and not refused and not sent.wrong
    _say(
        f"{'ok' if right else 'BAD':4}  lost {max(0, wanted['rows'] - found['rows'])},"
        f" double {max(0, found['rows'] - found['persons'])}, refused {len(sent.wrong)};"
        f" stored {found}"
    )
    return (0 if right else 1), sent


def told(
    what: str, ratio: float, *, at_least: float | None = None, at_most: float | None = None
) -> int:
    """Print a ratio beside its bound; 1 when it is missed."""
    bad = (at_least is not None and ratio < at_least) or (at_most is not None and ratio > at_most)
    bound = f"≥ {at_least}" if at_least is not None else f"≤ {at_most}"
    _say(f"{'BAD' if bad else 'ok':4}  {what}: {ratio:.2f} ({bound})")
    return BAD if bad else 0


def _size(text: str) -> Size:
    numbers, _colon, one_of = text.strip().partition(":")
    schools, _x, pupils = numbers.partition("x")
    return Size(int(schools), int(pupils), int(one_of or 1))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
