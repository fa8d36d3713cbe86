"""The same key and body get the same answer, for ever.

The answer commits together with the work. A second request with the key, while the first still
runs, is told so; a killed server leaves nothing locked.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import msgspec

from accounts.models import Organisation
from core import clock
from core.one_trip import Told, Trip
from lms_api.problems import Problem

Answer = tuple[int, dict[str, Any]]
_KEY = re.compile(r"[\x21-\x7e]{1,128}")
# two statements: the second sees what the holder of the lock before committed
_LOCK = "SELECT pg_try_advisory_xact_lock(%(number)s)"
_KEPT = """
SELECT request_sha256, status, answer::text FROM lms_api_keptanswer
WHERE vendor_id = %(vendor)s AND key = %(key)s
"""
# every push asks and writes it: without the model's own way
_KEEP = """
INSERT INTO lms_api_keptanswer (vendor_id, key, request_sha256, status, answer, created_at)
VALUES (%(vendor)s, %(key)s, %(sha256)s, %(status)s, %(answer)s::jsonb, %(at)s)
"""


@dataclass(frozen=True, slots=True)
class Key:
    """An ``Idempotency-Key`` of a vendor and the request that it stands on."""

    vendor_id: int
    text: str
    request_sha256: str

    @classmethod
    def of(cls, text: str | None, *, vendor: Organisation, call: str, body: bytes) -> Self | None:
        """Read the header; None where there is none.

        :param call: path and options: the same body under ``?mode=strict`` is another request
        :raises Problem: 400 a malformed key
        """
        check_key(text)
        if text is None:
            return None
        return cls(vendor.pk, text, hashlib.sha256(call.encode() + b"\n" + body).hexdigest())

    def ask(self, trip: Trip) -> Callable[[], Answer | None]:
        """Put two questions: is nobody else answering it now, and what was answered before?

        :return: the answer kept under the key, read after the trip; None where the work is still
            to be done
        :raises Problem: in the reading: 409 in progress, 422 another body under the key
        """
        digest = hashlib.sha256(f"{self.vendor_id}|{self.text}".encode()).digest()
        lock = trip.add(_LOCK, {"number": int.from_bytes(digest[:8], "big", signed=True)})
        kept = trip.add(_KEPT, {"vendor": self.vendor_id, "key": self.text})
        return partial(self._answered, lock, kept)

    def _answered(self, lock: Told, kept: Told) -> Answer | None:
        [(is_free,)], found = lock.rows, kept.rows
        if not found and not is_free:
            raise Problem(
                409, "IN_PROGRESS", "A request with this key is being answered.", Retry_After="1"
            )
        if not found:
            return None
        # whoever holds the lock now repeats it, too: what is kept is committed
        [(before_sha256, status, text)] = found
        if before_sha256 != self.request_sha256:
            raise Problem(422, "KEY_REUSED", "This key was used with another body.")
        return status, msgspec.json.decode(text)

    def keep(self, trip: Trip, answer: Answer) -> None:
        """Write the answer down beside the work."""
        status, body = answer
        given = {
            "vendor": self.vendor_id,
            "key": self.text,
            "sha256": self.request_sha256,
            "status": status,
            "answer": msgspec.json.encode(body).decode(),
            "at": clock.now(),
        }
        trip.add(_KEEP, given)


def check_key(key: str | None) -> None:
    """Refuse what is no key.

    :raises Problem: 400
    """
    if key is not None and not _KEY.fullmatch(key):
        raise Problem(
            400, "IDEMPOTENCY_KEY", "Idempotency-Key: 1 to 128 printable ASCII characters."
        )
