"""The case of a distribution: budget, variant and what each school may claim.

Everything is validated here once, so that the engine may trust its input.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

ALGORITHM = "ortabilim-2"
TIYN = re.compile(r"-?(0|[1-9][0-9]*)\Z", re.ASCII)
# No sum of the country comes near; a longer number is a typing error, not money.
LONGEST_NUMBER = 30
CASE_FIELDS = frozenset({"algorithm", "variant", "budget_tiyn", "schools"})
SCHOOL_FIELDS = frozenset(
    {"id", "contingent", "first_shift_places", "total_places", "unit_cost_tiyn"}
)


class CaseRefused(ValueError):
    """The case cannot be distributed; the text is one line fit for the user."""


class Variant(StrEnum):
    """How the remainder after the first shift is shared.

    ``T``: by contingent with water-filling (default); ``N``: by the need of the second shift.
    """

    T = "T"
    N = "N"


@dataclass(frozen=True, slots=True)
class SchoolNeed:
    """What one school may claim.

    ``contingent`` pupils; ``first_shift_places`` = the smaller of design capacity and sanitary
    permit; ``total_places`` = places of all permitted shifts; ``unit_cost_tiyn`` = average cost of
    one pupil for the whole period.

    :raises CaseRefused: an empty id or a negative number
    """

    id: str
    contingent: int
    first_shift_places: int
    total_places: int
    unit_cost_tiyn: int

    def __post_init__(self) -> None:
        if not self.id or any("\ud800" <= letter <= "\udfff" for letter in self.id):
            raise CaseRefused(f"school id {self.id!r} is not a non-empty text")
        for name in ("contingent", "first_shift_places", "total_places", "unit_cost_tiyn"):
            if getattr(self, name) < 0:
                raise CaseRefused(f"school {self.id!r}: {name} is negative")

    @property
    def fundable_places(self) -> int:
        """Q: places of all permitted shifts, never fewer than those of the first."""
        return max(self.first_shift_places, self.total_places)

    @property
    def fundable_pupils(self) -> int:
        return min(self.contingent, self.fundable_places)

    @property
    def unfunded_pupils(self) -> int:
        """Pupils above Q: never funded, whatever the budget."""
        return self.contingent - self.fundable_pupils

    @property
    def need_first_tiyn(self) -> int:
        return min(self.contingent, self.first_shift_places) * self.unit_cost_tiyn

    @property
    def need_second_tiyn(self) -> int:
        return max(0, self.fundable_pupils - self.first_shift_places) * self.unit_cost_tiyn

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "contingent": self.contingent,
            "first_shift_places": self.first_shift_places,
            "total_places": self.total_places,
            "unit_cost_tiyn": str(self.unit_cost_tiyn),
        }


@dataclass(frozen=True, slots=True)
class Case:
    """One distribution to compute; ``schools`` are kept sorted by id, so input order is lost.

    :raises CaseRefused: a negative budget or a school id that stands twice
    """

    budget_tiyn: int
    schools: tuple[SchoolNeed, ...]
    variant: Variant = Variant.T

    def __post_init__(self) -> None:
        if self.budget_tiyn < 0:
            raise CaseRefused("budget_tiyn is negative")
        in_order = tuple(sorted(self.schools, key=lambda school: school.id))
        for one, following in pairwise(in_order):
            if one.id == following.id:
                raise CaseRefused(f"school id {one.id!r} stands twice")
        object.__setattr__(self, "schools", in_order)

    def as_json(self) -> dict[str, Any]:
        return {
            "algorithm": ALGORITHM,
            "variant": self.variant.value,
            "budget_tiyn": str(self.budget_tiyn),
            "schools": [school.as_json() for school in self.schools],
        }


def parse_case(raw: Any) -> Case:
    """Turn decoded JSON into a case.

    :raises CaseRefused: anything that is not exactly the documented shape
    """
    _require_fields(raw, CASE_FIELDS, "the case")
    if raw["algorithm"] != ALGORITHM:
        raise CaseRefused(f"unknown algorithm {raw['algorithm']!r}, expected {ALGORITHM}")
    if raw["variant"] not in list(Variant):
        raise CaseRefused(f"unknown variant {raw['variant']!r}, expected T or N")
    if not isinstance(raw["schools"], list):
        raise CaseRefused("schools is not a list")
    return Case(
        budget_tiyn=_tiyn(raw["budget_tiyn"], "budget_tiyn"),
        schools=tuple(_school(school, place) for place, school in enumerate(raw["schools"])),
        variant=Variant(raw["variant"]),
    )


def read_case(text: bytes) -> Case:
    """Turn the bytes of a case file (JSON, UTF-8) into a case.

    :raises CaseRefused: not JSON, a key that stands twice, or a case that `parse_case` refuses
    """
    try:
        raw = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_object_without_repeats)
    except CaseRefused:
        raise
    except (ValueError, RecursionError) as error:
        raise CaseRefused(f"not readable as JSON: {error}".splitlines()[0]) from None
    return parse_case(raw)


def _school(raw: Any, place: int) -> SchoolNeed:
    _require_fields(raw, SCHOOL_FIELDS, f"schools[{place}]")
    if not isinstance(raw["id"], str):
        raise CaseRefused(f"schools[{place}].id is not a text")
    where = f"school {raw['id']!r}"
    return SchoolNeed(
        id=raw["id"],
        contingent=_count(raw["contingent"], f"{where}: contingent"),
        first_shift_places=_count(raw["first_shift_places"], f"{where}: first_shift_places"),
        total_places=_count(raw["total_places"], f"{where}: total_places"),
        unit_cost_tiyn=_tiyn(raw["unit_cost_tiyn"], f"{where}: unit_cost_tiyn"),
    )


def _require_fields(raw: Any, expected: frozenset[str], where: str) -> None:
    if not isinstance(raw, Mapping):
        raise CaseRefused(f"{where} is not a JSON object")
    # An unknown field would be silently missing from the protocol that people sign.
    for kind, names in (("lacks", expected - raw.keys()), ("has unknown", raw.keys() - expected)):
        if names:
            raise CaseRefused(f"{where} {kind} {', '.join(sorted(map(repr, names)))}")


def _count(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise CaseRefused(f"{where} is not a whole number")
    if abs(value) >= 10**LONGEST_NUMBER:
        raise CaseRefused(f"{where} is too large")
    return value


def _tiyn(value: Any, where: str) -> int:
    if not isinstance(value, str) or not TIYN.match(value) or len(value) > LONGEST_NUMBER:
        raise CaseRefused(f"{where} is not a string of whole tiyn")
    return int(value)


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CaseRefused("a key stands twice in one JSON object")
    return found
