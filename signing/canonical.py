"""The exact bytes a person signs: canonical JSON of a document. No Django.

UTF-8, keys sorted, no spaces, no escapes beyond what JSON demands. Money is a string of tiyn,
because a reader in another language may turn a large JSON number into a float.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

FORMAT = "ortabilim-document-1"

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"


class NotCanonical(ValueError):
    """A payload holds something that has no single spelling (a float, an integer sum, a set …)."""


def canonical_document(
    *,
    kind: str,
    subject_kind: str,
    subject_id: int,
    version: int,
    region: str,
    payload: Mapping[str, object],
) -> bytes:
    """Return the bytes of a document; kind, record and version are inside, against replay.

    :raises NotCanonical: the payload holds a float, a sum that is not a string, or an unknown type
    """
    return canonical_json(
        {
            "format": FORMAT,
            "kind": kind,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "version": version,
            "region": region,
            "payload": payload,
        }
    )


def canonical_json(value: object) -> bytes:
    """Return the canonical JSON of plain values; dates become ISO text.

    :raises NotCanonical: see :func:`canonical_document`
    """
    text = json.dumps(
        _plain(value, at="$"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text with a lone surrogate") from error


def digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes, lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def _plain(value: object, *, at: str) -> Plain:
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if at.endswith("_tiyn"):
            raise NotCanonical(f"{at}: a sum must be a string of tiyn")
        return int(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotCanonical(f"{at}: a moment without a time zone")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise NotCanonical(f"{at}: key {key!r} is not text")
        return {str(key): _plain(item, at=f"{at}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, at=f"{at}[]") for item in value]
    raise NotCanonical(f"{at}: {type(value).__name__} has no canonical form")
