"""``manage.py verify_invariants``: every numbered invariant, one line each."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.invariants import verify


class Command(BaseCommand):
    """Run the invariants and exit 1 if one is broken."""

    help = "Run every numbered invariant; prints `I17 ok 0` lines, exit 1 if one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Region and output form."""
        parser.add_argument("--region", help="KATO, two or nine digits")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings."""
        region = options["region"][:2] if options["region"] else None
        findings = verify(region)
        if options["json"]:
            rows = [
                {
                    "code": one.invariant.code,
                    "title": one.invariant.title,
                    "ok": one.holds,
                    "broken": one.broken,
                }
                for one in findings
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for one in findings:
                word = "ok" if one.holds else "BROKEN"
                self.stdout.write(f"{one.invariant.code} {word} {one.broken}")
        if not all(one.holds for one in findings):
            raise SystemExit(1)
