"""The one place that speaks HTTP: time-outs, a bounded body, a correlation id, quiet logs.

Log lines carry the registry, the path and the status: no query, no header, no body, because those
hold identifiers and credentials.
"""

import logging
import ssl
import time
import uuid
from dataclasses import dataclass, field
from enum import Enum

import httpx

from core import tracing
from integrations.errors import ContractBroken, Denied, RateLimited, Rejected, Temporary

logger = logging.getLogger(__name__)
# httpx logs whole URLs, and КГД takes its access token in the query.
logging.getLogger("httpx").setLevel(logging.WARNING)

MAX_BODY = 4 * 1024 * 1024


class Patience(Enum):
    """How long a caller can wait: a person at a page, or a worker."""

    INTERACTIVE = (3.0, 1, 3.0)
    BACKGROUND = (20.0, 3, 60.0)

    @property
    def seconds(self) -> float:
        """Deadline of one request, body included."""
        return self.value[0]

    @property
    def attempts(self) -> int:
        """How often an idempotent call is tried."""
        return self.value[1]

    @property
    def total_seconds(self) -> float:
        """Deadline of a conversation of several requests."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A complete answer of whatever status."""

    status: int
    body: bytes
    content_type: str = ""
    retry_after: int | None = None


@dataclass(slots=True)
class HttpChannel:
    """Requests to one registry over kept-alive connections; safe to share between threads."""

    source: str
    base_url: str
    ca_file: str | None = None
    seconds: float | None = None
    """Upper bound of one attempt, below the caller's own patience."""
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        verify: ssl.SSLContext | bool = True
        if self.ca_file:
            verify = ssl.create_default_context(cafile=self.ca_file)
        self._client = httpx.Client(
            verify=verify,
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=16),
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        patience: Patience,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
        within: float | None = None,
    ) -> HttpAnswer:
        """Send one request and read the whole answer, ``within`` seconds if that is sooner.

        :raises Temporary: no connection, time-out, or the answer dripped past the deadline
        :raises ContractBroken: the body is larger than any honest answer
        """
        bounds = (patience.seconds, self.seconds, within)
        limit = min(bound for bound in bounds if bound is not None)
        started = time.monotonic()
        correlation = tracing.request_id() or uuid.uuid4().hex
        try:
            with self._client.stream(
                method,
                self.base_url.rstrip("/") + path if path else self.base_url,
                params=params,
                content=content,
                headers={"X-Correlation-Id": correlation, **(headers or {})},
                timeout=httpx.Timeout(limit, connect=min(2.0, limit)),
            ) as response:
                body = self._read(response, started + limit)
        except httpx.HTTPError as problem:
            logger.warning(
                "registry %s %s: %s [%s]", self.source, path, type(problem).__name__, correlation
            )
            raise Temporary(f"no answer: {type(problem).__name__}") from problem
        elapsed = round((time.monotonic() - started) * 1000)
        logger.info(
            "registry %s %s: %s, %s bytes, %s ms [%s]",
            self.source,
            path,
            response.status_code,
            len(body),
            elapsed,
            correlation,
        )
        return HttpAnswer(
            status=response.status_code,
            body=body,
            content_type=response.headers.get("content-type", ""),
            retry_after=_seconds(response.headers.get("retry-after")),
        )

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_BODY:
                raise ContractBroken("answer is too large")
            if time.monotonic() > deadline:
                raise Temporary("answer came too slowly")
            chunks.append(chunk)
        return b"".join(chunks)


def raise_for_status(answer: HttpAnswer) -> None:
    """Translate an HTTP status that is not 200 into what the caller should do."""
    status, raw = answer.status, answer.body
    if status == 200:
        return
    if status == 429:
        raise RateLimited("too many requests", retry_after=answer.retry_after, raw=raw)
    if status in (408, 425) or status >= 500:
        raise Temporary(f"HTTP {status}", raw=raw)
    if status in (401, 403):
        raise Denied(f"HTTP {status}", raw=raw)
    if 400 <= status < 500:
        raise Rejected(f"HTTP {status}", raw=raw)
    raise ContractBroken(f"unexpected HTTP {status}", raw=raw)


def _seconds(header: str | None) -> int | None:
    return int(header) if header and header.isascii() and header.isdigit() else None
