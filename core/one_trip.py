"""Statements that do not wait for each other's answers go to the database together.

A trip costs about as much as a small statement. PostgreSQL runs the statements of one message in
their order, each of them seeing what the ones before it did; outside a transaction they are one.
"""

from collections.abc import Mapping
from typing import Any, Self

import psycopg
from django.db import connection

Rows = list[tuple[Any, ...]]


class Trip:
    """Statements with named values, each with its own names.

    As a context it is sent at the end, and not at all where the block fails.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Mapping[str, Any]]] = []
        self._ahead: psycopg.Pipeline | None = None

    def add(self, statement: str, values: Mapping[str, Any]) -> None:
        """Put one statement behind the others; its values stand as ``%(name)s``."""
        self._waiting.append((statement, values))

    def send(self) -> list[Rows]:
        """Run them all; the rows of each, none for one that gives no rows.

        :raises django.db.DatabaseError: of the first that fails; those after it are not run
        """
        if not self._waiting:
            return []
        texts: list[str] = []
        values: dict[str, Any] = {}
        for number, (text, given) in enumerate(self._waiting):
            texts.append(text.replace("%(", f"%({number}."))
            values |= {f"{number}.{name}": value for name, value in given.items()}
        self._waiting = []
        answers: list[Rows] = []
        with connection.cursor() as cursor:
            cursor.execute(";".join(texts), values)
            while True:
                answers.append(cursor.fetchall() if cursor.description else [])
                if not cursor.nextset():
                    return answers

    def send_ahead(self) -> None:
        """Send what is there and wait for nothing: the database works while the rest is made.

        Only in the block of the trip; until its end nothing else may be asked of the database.
        """
        if self._ahead is None:
            self._ahead = connection.connection.pipeline()
            self._ahead.__enter__()
        self._follow()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Any, fault: Any, trace: Any) -> None:
        if self._ahead is None:
            if fault is None:
                self.send()
            return
        with connection.wrap_database_errors:
            try:
                if fault is None:
                    self._follow()
            except psycopg.Error as told:
                # else the end of the pipeline would tell only that it was given up
                self._ahead.__exit__(type(told), told, told.__traceback__)
                raise
            self._ahead.__exit__(kind, fault, trace)

    def _follow(self) -> None:
        raw = connection.connection
        for text, values in self._waiting:
            psycopg.Cursor(raw).execute(text, values)
        self._waiting = []
