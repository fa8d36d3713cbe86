"""Numbered invariants as SQL: each query returns the rows that break it, so none is good.

A room declares its own in ``<room>/invariants.py``; ``manage.py verify_invariants`` runs them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Invariant:
    """One rule that must hold at every instant.

    ``sql`` selects the breaking rows and takes the named parameter ``region`` (a code, or NULL for
    the whole country).
    """

    code: str
    title: str
    sql: str


@dataclass(frozen=True)
class Finding:
    """How many rows break an invariant."""

    invariant: Invariant
    broken: int

    @property
    def holds(self) -> bool:
        """Whether no row breaks it."""
        return self.broken == 0


_declared: list[Invariant] = []


def declare(code: str, title: str, sql: str) -> None:
    """Add an invariant; several queries may stand under one number."""
    _declared.append(Invariant(code, title, sql))


def declared() -> Sequence[Invariant]:
    """All invariants in the order of their numbers."""
    return sorted(_declared, key=lambda one: (int(one.code.lstrip("I")), one.title))


def verify(region: str | None = None) -> list[Finding]:
    """Run every query."""
    findings = []
    with connection.cursor() as cursor:
        for one in declared():
            cursor.execute(f"SELECT count(*) FROM ({one.sql}) broken", {"region": region})
            findings.append(Finding(one, cursor.fetchone()[0]))
    return findings
