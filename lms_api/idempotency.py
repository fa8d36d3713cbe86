"""The same key and body get the same answer, for ever."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import msgspec
from django.db import connection, transaction

from accounts.models import Organisation
from core import clock
from lms_api.problems import Problem

Answer = tuple[int, dict[str, Any]]
_KEY = re.compile(r"[\x21-\x7e]{1,128}")


def once(
    *, vendor: Organisation, key: str | None, call: str, body: bytes, work: Callable[[], Answer]
) -> Answer:
    """Do the work, or give the answer it once got under this key.

    The answer commits together with the work. A second request with the key, while the first still
    runs, is told so; a killed server leaves nothing locked.

    :param call: path and options: the same body under ``?mode=strict`` is another request
    :raises Problem: 400 a malformed key, 409 in progress, 422 another body under the key
    """
    if key is None:
        return work()
    check_key(key)
    request_sha256 = hashlib.sha256(call.encode() + b"\n" + body).hexdigest()
    with transaction.atomic():
        is_free, kept = _take(vendor.pk, key)
        if not is_free:
            raise Problem(
                409, "IN_PROGRESS", "A request with this key is being answered.", Retry_After="1"
            )
        if kept is not None:
            before_sha256, status, text = kept
            if before_sha256 != request_sha256:
                raise Problem(422, "KEY_REUSED", "This key was used with another body.")
            return status, msgspec.json.decode(text)
        status, answer = work()
        with connection.cursor() as cursor:
            text = msgspec.json.encode(answer).decode()
            cursor.execute(_KEEP, [vendor.pk, key, request_sha256, status, text, clock.now()])
    return status, answer


# every push asks and writes it: without the model's own way
_KEEP = """
INSERT INTO lms_api_keptanswer (vendor_id, key, request_sha256, status, answer, created_at)
VALUES (%s, %s, %s, %s, %s::jsonb, %s)
"""
# two statements: the second sees what the holder of the lock before committed
_TAKE = """
SELECT pg_try_advisory_xact_lock(%s);
SELECT request_sha256, status, answer::text FROM lms_api_keptanswer
WHERE vendor_id = %s AND key = %s
"""


def check_key(key: str | None) -> None:
    """Refuse what is no key.

    :raises Problem: 400
    """
    if key is not None and not _KEY.fullmatch(key):
        raise Problem(
            400, "IDEMPOTENCY_KEY", "Idempotency-Key: 1 to 128 printable ASCII characters."
        )


def _take(vendor_id: int, key: str) -> tuple[bool, tuple[str, int, str] | None]:
    """Whether nobody else answers this key now, and what was answered: hash, status, JSON."""
    digest = hashlib.sha256(f"{vendor_id}|{key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [number, vendor_id, key])
        is_free = bool(cursor.fetchone()[0])
        cursor.nextset()
        return is_free, cursor.fetchone()
