"""The month of a country through the real API: ``make bench-country``.

``python -m bench.country`` needs DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL. First 890 schools
with 332 000 pupils: a month through one web process, the next through two. Then 8 000 schools with
4.1 million pupils: the month of three schools of four is there already, the rest is pushed.
``BENCH_COUNTRY=890x332000`` (or ``890x332000,8000x4100000:4``) chooses other sizes.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import lms_server
from bench.country_size import BAD, told

SIZES = "890x332000,8000x4100000:4"
LARGE_AGAINST_SMALL = 1.3


def main() -> int:
    """Run the sizes one after another; 1 when something was lost, doubled, refused or too slow."""
    missed = 0
    seconds_a_row: list[float] = []
    for text in os.environ.get("BENCH_COUNTRY", SIZES).split(","):
        with tempfile.TemporaryDirectory() as folder:
            result = Path(folder) / "seconds-a-row"
            # a process each: Django knows one database and one set of keys
            ended = subprocess.run(
                [sys.executable, "-m", "bench.country_size", text.strip(), str(result)],
                cwd=lms_server.ROOT,
            )
            missed += ended.returncode != 0
            if not result.exists():
                return BAD
            seconds_a_row.append(float(result.read_text()))
        if len(seconds_a_row) > 1:
            missed += told(
                f"a row of {text.strip()} in the time of a row of the first",
                seconds_a_row[-1] / seconds_a_row[0],
                at_most=LARGE_AGAINST_SMALL,
            )
    return BAD if missed else 0


if __name__ == "__main__":
    sys.exit(main())
