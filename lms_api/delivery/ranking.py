"""The findings of a month as a ranking: by tenge, by who can mend it, by school."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lms_api.delivery.findings import Finding
from lms_api.months.fixers import OF_REASONS, Fixer, cure_of, fixer_of, text_of


@dataclass(frozen=True, slots=True)
class Ranked:
    """One code with its sums over the schools asked about."""

    code: str
    who: str
    rows: int
    tiyn: int
    schools: int
    is_estimate: bool

    @property
    def text(self) -> Any:
        """What is wrong."""
        return text_of(self.code)

    @property
    def how(self) -> Any:
        """How to mend it."""
        return cure_of(self.code)

    @property
    def is_lms_code(self) -> bool:
        """Whether an LMS meets the code in an answer: the reasons of acts are words only."""
        return self.code not in OF_REASONS

    @property
    def who_words(self) -> Any:
        """Who can."""
        return Fixer(self.who).label if self.who else ""


def ranked(findings: Iterable[Finding]) -> list[Ranked]:
    """Codes by tenge, then by rows; ties by code."""
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.code, []).append(one)
    found = [
        Ranked(
            code=code,
            who=fixer_of(code),
            rows=sum(one.rows for one in group),
            tiyn=sum(one.tiyn for one in group),
            schools=len({one.school_id for one in group}),
            is_estimate=any(one.is_estimate for one in group),
        )
        for code, group in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.tiyn, -one.rows, one.code))


def by_fixer(rows: Sequence[Ranked]) -> list[tuple[Fixer, int, int]]:
    """Who, rows and tiyn; the one who can free the most money first."""
    found = [
        (
            who,
            sum(one.rows for one in rows if one.who == who),
            sum(one.tiyn for one in rows if one.who == who),
        )
        for who in Fixer
    ]
    return sorted((one for one in found if one[1]), key=lambda one: -one[2])
