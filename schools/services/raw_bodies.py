"""The body of a push as it came: compressed and sealed, because it is full of IINs."""

import base64
import hashlib
import zlib
from dataclasses import dataclass

from core import vault
from schools.models import Submission, SubmissionBody

_FAST = 1  # twice the speed of level 6 for a tenth more bytes


@dataclass(frozen=True, slots=True)
class SealedBody:
    """A body as it is kept."""

    sha256: str
    """Of the body as received, in hex."""
    sealed: bytes


def sealed_body(raw: bytes) -> SealedBody:
    """A body compressed and sealed under its own hash."""
    sha256 = hashlib.sha256(raw).hexdigest()
    packed = base64.b64encode(zlib.compress(raw, level=_FAST)).decode("ascii")
    return SealedBody(sha256, vault.seal(packed, aad=_aad(sha256)))


def open_body(submission: Submission) -> bytes | None:
    """The body of a stored push, to apply it later or to find the row of a finding.

    None where nothing was kept: a push refused as a whole.
    """
    kept = SubmissionBody.objects.filter(submission=submission).first()
    if kept is None:
        return None
    packed = vault.unseal(kept.sealed, aad=_aad(submission.body_sha256))
    return zlib.decompress(base64.b64decode(packed))


def _aad(sha256: str) -> str:
    return f"submission.raw|{sha256}"
