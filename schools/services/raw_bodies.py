"""The body of a push as it came: compressed and sealed, because it is full of IINs."""

import base64
import zlib

from core import vault
from schools.models import Submission


def seal_body(raw: bytes, *, sha256: str) -> bytes:
    """Compress and seal a body."""
    packed = base64.b64encode(zlib.compress(raw, level=6)).decode("ascii")
    return vault.seal(packed, aad=_aad(sha256))


def open_body(submission: Submission) -> bytes:
    """The body of a stored push, to apply it later or to find the row of a finding."""
    packed = vault.unseal(submission.raw_sealed, aad=_aad(submission.body_sha256))
    return zlib.decompress(base64.b64decode(packed))


def _aad(sha256: str) -> str:
    return f"submission.raw|{sha256}"
