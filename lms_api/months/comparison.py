"""Two states of one school's month beside each other: every pupil in exactly one group.

Pure. Because each pupil stands in one group, the effects of the groups add up to the difference of
the two sums, to the tiyn.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened to a pupil between two states, the most telling first."""

    ADDED = "added"
    LEFT = "left"
    VANISHED = "vanished"
    STUDY_TYPE = "study_type"
    GRADE = "grade"
    REASON = "reason"
    DATES = "dates"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Said:
    """A pupil as one state has him; sums in tiyn, None where they are not known."""

    grade: int
    study_type: str
    enrolled_on: dt.date | None
    left_on: dt.date | None
    state: str = ""
    reason: str = ""
    amount_tiyn: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One pupil who is not the same in both."""

    person_id: int
    kind: Kind
    before: Said | None
    after: Said | None
    effect_tiyn: int

    @property
    def shown(self) -> Said:
        """The newer word, or the last one of who is gone."""
        said = self.after or self.before
        if said is None:
            raise ValueError("a change has at least one side")
        return said


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, and the sums and counts of both sides."""

    changes: Sequence[Change]
    before_count: int
    after_count: int
    before_tiyn: int
    after_tiyn: int

    @property
    def effect_tiyn(self) -> int:
        """After less before."""
        return self.after_tiyn - self.before_tiyn

    @property
    def effect_count(self) -> int:
        """After less before, pupils in the data."""
        return self.after_count - self.before_count

    def of(self, kind: str) -> list[Change]:
        """The changes of a group."""
        return [one for one in self.changes if one.kind == kind]

    def effect_of(self, kind: str) -> int:
        """What a group adds or takes, tiyn."""
        return sum(one.effect_tiyn for one in self.of(kind))


def compare(before: Mapping[int, Said], after: Mapping[int, Said]) -> Comparison:
    """What changed, by group and person."""
    found = []
    for person in sorted({*before, *after}):
        was, now = before.get(person), after.get(person)
        kind = _kind(was, now)
        if kind is not None:
            found.append(Change(person, kind, was, now, _money(now) - _money(was)))
    order = {kind: place for place, kind in enumerate(Kind)}
    found.sort(key=lambda one: (order[one.kind], one.person_id))
    return Comparison(
        changes=found,
        before_count=len(before),
        after_count=len(after),
        before_tiyn=sum(map(_money, before.values())),
        after_tiyn=sum(map(_money, after.values())),
    )


def _money(said: Said | None) -> int:
    return (said.amount_tiyn or 0) if said else 0


def _kind(was: Said | None, now: Said | None) -> Kind | None:
    if was is None:
        return Kind.ADDED
    if now is None:
        return Kind.LEFT if was.left_on else Kind.VANISHED
    if now.left_on and not was.left_on:
        return Kind.LEFT
    if now.study_type != was.study_type:
        return Kind.STUDY_TYPE
    if now.grade != was.grade:
        return Kind.GRADE
    if (now.state, now.reason) != (was.state, was.reason):
        return Kind.REASON
    if (now.enrolled_on, now.left_on) != (was.enrolled_on, was.left_on):
        return Kind.DATES
    if _money(now) != _money(was):
        return Kind.SUM
    return None
