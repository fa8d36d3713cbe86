"""Exact distribution of a region's budget among private schools (algorithm ``ortabilim-2``).

Pure integer arithmetic in tiyn, no Django, no database, no clock: the same case always gives the
same bytes. ``python -m budget.distribution < case.json > protocol.json`` runs it alone, and
``tools/check_distribution.py`` recomputes any protocol without sharing a line with this package.
The rule with worked figures: ``docs/rules/distribution.md``. Who may run it, when, and what
happens to the result is the business of ``budget.services``, not of this package.
"""

from budget.distribution.case import (
    ALGORITHM,
    Case,
    CaseRefused,
    SchoolNeed,
    Variant,
    parse_case,
    read_case,
)
from budget.distribution.engine import distribute
from budget.distribution.protocol import Protocol, Reason, Share, canonical_json

__all__ = [
    "ALGORITHM",
    "Case",
    "CaseRefused",
    "Protocol",
    "Reason",
    "SchoolNeed",
    "Share",
    "Variant",
    "canonical_json",
    "distribute",
    "parse_case",
    "read_case",
]
