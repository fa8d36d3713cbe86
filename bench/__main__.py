"""``python -m bench``: every measurement, side by side with its baseline."""

import os
import sys
from importlib import import_module

import django
from django.conf import settings


def main() -> int:
    """Run the measurements; 1 when a ratio is above its bound."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortabilim.settings")
    import_module("tests.environment")  # keys and folders of its own, before settings are read
    # the admin is only the baseline: no page of the portal uses it
    settings.INSTALLED_APPS.extend(["django.contrib.admin", "django.contrib.messages"])
    settings.INSTALLED_APPS[:] = list(dict.fromkeys(settings.INSTALLED_APPS))
    settings.ROOT_URLCONF = "bench.urls"
    django.setup()
    from bench import database, lists

    with database.seeded():
        return lists.run()


if __name__ == "__main__":
    sys.exit(main())
