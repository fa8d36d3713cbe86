"""``manage.py trace PAYMENT_NUMBER``: what a paid tenge is made of, down to pupil-months."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments.selectors import TraceBroken, TraceNode, order_by_number, trace


class Command(BaseCommand):
    """Print the tree of a payment; ids only, no person is named."""

    help = "Print the tenge trace of a payment order down to pupil-months"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Number or EndToEndId of the order."""
        parser.add_argument("payment_number")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the tree."""
        order = order_by_number(options["payment_number"])
        if order is None:
            raise CommandError(f"no payment {options['payment_number']}")
        try:
            tree = trace(order)
        except TraceBroken as problem:
            raise CommandError(f"lines of the act do not add up to {problem}") from problem
        if options["as_json"]:
            self.stdout.write(json.dumps(tree.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._print(tree, 0)

    def _print(self, node: TraceNode, depth: int) -> None:
        self.stdout.write("  " * depth + str(node))
        for child in node.children:
            self._print(child, depth + 1)
