"""Statements that do not wait for each other's answers go to the database together.

A trip costs about as much as a small statement. PostgreSQL runs several statements of one message
in their order, each of them seeing what the ones before it did; outside a transaction they are one.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

Rows = list[tuple[Any, ...]]


class Trip:
    """Statements with named values, each with its own names."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._values: dict[str, Any] = {}

    def add(self, statement: str, values: Mapping[str, Any]) -> None:
        """Put one statement behind the others; its values stand as ``%(name)s``."""
        number = len(self._texts)
        self._texts.append(statement.replace("%(", f"%({number}."))
        for name, value in values.items():
            self._values[f"{number}.{name}"] = value

    def send(self) -> list[Rows]:
        """Run them all; the rows of each, none for one that gives no rows.

        :raises django.db.DatabaseError: of the first that fails; those after it are not run
        """
        if not self._texts:
            return []
        answers: list[Rows] = []
        with connection.cursor() as cursor:
            cursor.execute(";".join(self._texts), self._values)
            while True:
                answers.append(cursor.fetchall() if cursor.description else [])
                if not cursor.nextset():
                    return answers
