"""The result of a distribution: shares, what is left, and the hash that people sign."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from budget.distribution.case import Case


class Reason(StrEnum):
    """Why a school got what it got; the first line that holds is the reason.

    ===================  ======================================================================
    ``no_pupils``        the contingent is 0
    ``no_places``        there are pupils, but no permitted place in any shift
    ``partial_first``    the first shift got less than its need (also nothing at all)
    ``full``             both needs are met in full; a school without a second-shift need and one
                         whose unit cost is 0 belong here, and so does a school with pupils above
                         all permitted places, whose number stands in ``unfunded_pupils``
    ``first_only``       the first shift is met, the second has a need and got nothing
    ``partial_second``   the first shift is met, the second got something, but not its need
    ===================  ======================================================================
    """

    FULL = "full"
    PARTIAL_FIRST = "partial_first"
    FIRST_ONLY = "first_only"
    PARTIAL_SECOND = "partial_second"
    NO_PLACES = "no_places"
    NO_PUPILS = "no_pupils"


@dataclass(frozen=True, slots=True)
class Share:
    """What one school needs and gets for the period, in tiyn, and why."""

    id: str
    need_first_tiyn: int
    need_second_tiyn: int
    first_tiyn: int
    second_tiyn: int
    unfunded_pupils: int
    reason: Reason

    @property
    def total_tiyn(self) -> int:
        return self.first_tiyn + self.second_tiyn

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "need_first_tiyn": str(self.need_first_tiyn),
            "need_second_tiyn": str(self.need_second_tiyn),
            "first_tiyn": str(self.first_tiyn),
            "second_tiyn": str(self.second_tiyn),
            "total_tiyn": str(self.total_tiyn),
            "unfunded_pupils": self.unfunded_pupils,
            "reason": self.reason.value,
        }


@dataclass(frozen=True)
class Protocol:
    """A finished distribution: the case, a share per school (sorted by id) and what is left."""

    case: Case
    shares: tuple[Share, ...]
    left_tiyn: int

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the canonical JSON of the protocol without this field."""
        return hashlib.sha256(canonical_json(self._body())).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Return the protocol as JSON-ready values, every call a fresh dictionary."""
        return self._body() | {"sha256": self.sha256}

    def as_bytes(self) -> bytes:
        """Return the canonical JSON of the whole protocol, the hash included."""
        return canonical_json(self.as_json())

    def _body(self) -> dict[str, Any]:
        return self.case.as_json() | {
            "shares": [share.as_json() for share in self.shares],
            "left_tiyn": str(self.left_tiyn),
        }


def canonical_json(value: Any) -> bytes:
    """Encode with sorted keys, no spaces, UTF-8: one value, one sequence of bytes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()
