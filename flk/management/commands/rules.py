"""``manage.py rules``: print the rule book."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from flk.rule_book import as_json


class Command(BaseCommand):
    """Print every rule of format-logic control with its source, dates and examples."""

    help = "Print the rule book; --json for programs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--json``."""
        parser.add_argument("--json", action="store_true", help="machine-readable")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print to standard output."""
        book = as_json()
        if options["json"]:
            self.stdout.write(json.dumps(book, ensure_ascii=False, indent=2))
            return
        for entry in book:
            self.stdout.write(
                f"{entry['code']}  {entry['severity']}  {entry['phase']}  since {entry['since']}  "
                f"{entry['texts']['title']['ru']}"
            )
