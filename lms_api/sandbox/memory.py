"""The months of a sandbox, packed: a keyed hash of each IIN → what the row says."""

import datetime as dt
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from core import vault
from core.identifiers import Iin
from core.periods import Month
from lms_api.sandbox.fixtures import PUPILS, SCHOOLS, SandboxPupil
from lms_api.sandbox.records import Sandbox, SandboxMonth
from schools.models import SubmissionKind
from schools.services.pupil_rows import Said

Rows = dict[int, tuple[Any, ...]]
_pupils = msgspec.msgpack.Decoder(dict[int, tuple[int, str, dt.date | None, dt.date | None]])
_any = msgspec.msgpack.Decoder(dict[int, tuple[Any, ...]])


def keys_of(iins: Iterable[Iin]) -> dict[Iin, int]:
    """A number for each IIN that tells it apart and does not tell it."""
    each = list(dict.fromkeys(iins))
    indexes = vault.blind_indexes(each)
    return {iin: int.from_bytes(index[:7], "big") for iin, index in zip(each, indexes, strict=True)}


def pupils_by_key() -> dict[int, SandboxPupil]:
    """The pupils of fixed behaviour by key."""
    return {key: PUPILS[iin] for iin, key in keys_of(PUPILS).items()}


def remembered(*, vendor_id: int, school_id: str, kind: str, month: Month) -> Rows:
    """Rows of a month; a month never pushed begins as its school does."""
    found = SandboxMonth.objects.filter(
        sandbox_id=vendor_id, school_id=school_id, kind=kind, month=month.first_day
    ).first()
    is_contingent = kind == SubmissionKind.CONTINGENT
    if found is None:
        return _standing(school_id) if is_contingent else {}
    decoder: Any = _pupils if is_contingent else _any
    rows: Rows = decoder.decode(zlib.decompress(found.packed))
    return rows


def remember(
    *,
    sandbox: Sandbox,
    school_id: str,
    kind: str,
    month: Month,
    revision: int,
    rows: Mapping[int, tuple[Any, ...]],
) -> None:
    """Make the rows the month's."""
    SandboxMonth.objects.update_or_create(
        sandbox=sandbox,
        school_id=school_id,
        kind=kind,
        month=month.first_day,
        defaults={
            "revision": revision,
            "packed": zlib.compress(msgspec.msgpack.encode(dict(rows)), level=1),
        },
    )


def _standing(school_id: str) -> dict[int, Said]:
    """Pupils without an IIN: no push ever names them."""
    return {-place: (5, "general", None, None) for place in range(1, SCHOOLS[school_id].stands + 1)}
