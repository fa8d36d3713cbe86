"""Turn the end of a question, good or bad, into a row of evidence (not yet saved)."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings

from core import clock, settings_book, vault
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from integrations.errors import (
    Denied,
    NotFound,
    RateLimited,
    RegistryError,
    Temporary,
)
from integrations.models import Evidence, EvidenceOutcome, evidence_aad


@dataclass(frozen=True)
class Question:
    """Who is asked about whom."""

    source: str
    subject_kind: str
    subject_id: int


@dataclass(frozen=True)
class Ended:
    """How a question ended: facts for the row, or the error."""

    seconds: float
    facts: dict[str, Any] | None = None
    raw: bytes = b""
    error: RegistryError | None = None
    is_conclusive: bool = True
    """False: the registry answered, but left the question open; ask again."""


def build(question: Question, ended: Ended, *, asked_at: dt.datetime) -> Evidence:
    """Build the evidence of a question."""
    request_id = uuid.uuid4()
    answered_at = asked_at + dt.timedelta(seconds=ended.seconds)
    raw = ended.raw or (ended.error.raw if ended.error else b"")
    fresh_days = settings_book.value(EVIDENCE_FRESH_DAYS, clock.local_date(answered_at))
    return Evidence(
        source=question.source,
        subject_kind=question.subject_kind,
        subject_id=question.subject_id,
        request_id=request_id,
        asked_at=asked_at,
        answered_at=answered_at,
        latency_ms=round(ended.seconds * 1000),
        outcome=outcome_of(ended.error).value,
        reason=ended.error.reason[:120] if ended.error else "",
        facts=ended.facts or {},
        raw_answer=_sealed(raw, str(request_id)) if raw else None,
        response_sha256=hashlib.sha256(raw).hexdigest() if raw else "",
        valid_until=(
            clock.local_date(answered_at) + dt.timedelta(days=int(fresh_days))
            if ended.error is None and ended.is_conclusive
            else None
        ),
        code_version=_code_version(),
    )


def outcome_of(error: RegistryError | None) -> EvidenceOutcome:
    """Name the end of a question. Garbage and refusals are never "not found"."""
    if error is None:
        return EvidenceOutcome.OK
    if isinstance(error, NotFound):
        return EvidenceOutcome.NOT_FOUND
    if isinstance(error, Denied):
        return EvidenceOutcome.DENIED
    if isinstance(error, Temporary | RateLimited):
        return EvidenceOutcome.UNAVAILABLE
    return EvidenceOutcome.INVALID


def raw_answer(evidence: Evidence) -> str:
    """Open the sealed answer of a saved row."""
    if evidence.raw_answer is None:
        return ""
    return vault.unseal(evidence.raw_answer, aad=evidence.aad)


def _sealed(raw: bytes, request_id: str) -> bytes:
    # garbage may be in any encoding; the hash is over the bytes, the text is for people
    return vault.seal(raw.decode("utf-8", errors="backslashreplace"), aad=evidence_aad(request_id))


def _code_version() -> str:
    configured = getattr(settings, "CODE_VERSION", "")
    if configured:
        return str(configured)[:40]
    try:
        return version("ortabilim")[:40]
    except PackageNotFoundError:
        return "unversioned"
