"""Statements that do not wait for each other's answers go to the database together.

A trip costs about as much as a small statement. PostgreSQL runs the statements of one trip in
their order, each of them seeing what the ones before it did; outside a transaction they are one.
The driver keeps their plans (``prepare_threshold`` in the settings).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import psycopg
from django.db import connection

Rows = list[tuple[Any, ...]]


class Told:
    """What a statement of a trip brings back."""

    def __init__(self) -> None:
        self._cursor: psycopg.Cursor[Any] | None = None

    def run(self, raw: psycopg.Connection[Any], text: str, values: Mapping[str, Any]) -> None:
        """Put it on its way."""
        self._cursor = psycopg.Cursor(raw)
        self._cursor.execute(text, values)

    @cached_property
    def rows(self) -> Rows:
        """Read after the trip; none of a statement that gives no rows."""
        if self._cursor is None:
            raise RuntimeError("the trip has not begun")
        return self._cursor.fetchall() if self._cursor.description else []


class Trip:
    """Statements with named values, each with its own names.

    As a context it is sent at the end, and not at all where the block fails.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Told, str, Mapping[str, Any]]] = []
        self._pipeline: psycopg.Pipeline | None = None

    def add(self, statement: str, values: Mapping[str, Any]) -> Told:
        """Put one statement behind the others; its values stand as ``%(name)s``."""
        told = Told()
        self._waiting.append((told, statement, values))
        return told

    def send(self) -> None:
        """Run them all.

        :raises django.db.DatabaseError: of the first that fails; those after it are not run
        """
        with self:
            pass

    def send_ahead(self) -> None:
        """Send what is there and wait for nothing: the database works while the rest is made.

        Only in the block of the trip; until its end nothing else may be asked of the database.
        """
        if self._waiting and self._pipeline is None:
            connection.ensure_connection()
            self._pipeline = connection.connection.pipeline()
            self._pipeline.__enter__()
        for told, text, values in self._waiting:
            told.run(connection.connection, text, values)
        self._waiting = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Any, fault: Any, trace: Any) -> None:
        with connection.wrap_database_errors:
            try:
                if fault is None:
                    self.send_ahead()
            except psycopg.Error as told:
                # else the end of the pipeline would tell only that it was given up
                self._end(type(told), told, told.__traceback__)
                raise
            self._end(kind, fault, trace)

    def _end(self, kind: Any, fault: Any, trace: Any) -> None:
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            pipeline.__exit__(kind, fault, trace)
