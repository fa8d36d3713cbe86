"""``python -m bench``: every measurement, side by side with its baseline.

With URL names of lists only these lists are measured; without, all of them and then the intake.
"""

import os
import subprocess
import sys
from importlib import import_module


def main() -> int:
    """Run the measurements; 1 when a ratio is above its bound."""
    given = dict(os.environ)
    # keys and folders of its own; must come before Django's settings are read
    import_module("tests.environment")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.list_settings"
    import django

    django.setup()
    from bench import database, lists

    with database.seeded():
        bad = lists.run(sys.argv[1:])
    if not sys.argv[1:]:  # in a process of its own: it has other settings and servers
        intake = subprocess.run([sys.executable, "-m", "bench.lms_intake"], env=given, check=False)
        bad = bad or intake.returncode
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
