"""``python -m bench``: every measurement, side by side with its baseline."""

import os
import sys
from importlib import import_module


def main() -> int:
    """Run the measurements; 1 when a ratio is above its bound."""
    # keys and folders of its own; must come before Django's settings are read
    import_module("tests.environment")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.list_settings")
    import django

    django.setup()
    from bench import database, lists

    with database.seeded():
        return lists.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
