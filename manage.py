#!/usr/bin/env python
"""Django's command line for OrtaBilim."""

import os
import sys


def main() -> None:
    """Run one management command; schema changes run as the owner role of the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortabilim.settings")
    if len(sys.argv) > 1 and sys.argv[1] in {"migrate", "sqlmigrate", "pgtrigger"}:
        os.environ["ORTABILIM_AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
