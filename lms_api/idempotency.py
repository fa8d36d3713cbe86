"""The same key and body get the same answer, for ever."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from accounts.models import Organisation
from core import clock
from lms_api.models import KeptAnswer
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
        if not _take(vendor.pk, key):
            raise Problem(
                409, "IN_PROGRESS", "A request with this key is being answered.", Retry_After="1"
            )
        kept = KeptAnswer.objects.filter(vendor=vendor, key=key).first()
        if kept is not None:
            if kept.request_sha256 != request_sha256:
                raise Problem(422, "KEY_REUSED", "This key was used with another body.")
            return kept.status, kept.answer
        status, answer = work()
        KeptAnswer.objects.create(
            vendor=vendor,
            key=key,
            request_sha256=request_sha256,
            status=status,
            answer=answer,
            created_at=clock.now(),
        )
    return status, answer


def check_key(key: str | None) -> None:
    """Refuse what is no key.

    :raises Problem: 400
    """
    if key is not None and not _KEY.fullmatch(key):
        raise Problem(
            400, "IDEMPOTENCY_KEY", "Idempotency-Key: 1 to 128 printable ASCII characters."
        )


def _take(vendor_id: int, key: str) -> bool:
    digest = hashlib.sha256(f"{vendor_id}|{key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)]
        )
        return bool(cursor.fetchone()[0])
