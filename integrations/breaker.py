"""A breaker per registry, shared by all processes through Redis.

Five failures in a row open it; for thirty seconds nobody asks; then one probe is let through, and
its fate closes the breaker or opens it again. Without Redis each process keeps its own.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import redis

from integrations.errors import CircuitOpen

logger = logging.getLogger(__name__)

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 30
_FORGET_SECONDS = 300
_PROBE_SECONDS = 30


class Marks(Protocol):
    """The few operations a breaker needs; each is atomic."""

    def count(self, key: str, *, seconds: int) -> int:
        """Add one and return the sum; it is forgotten after ``seconds``."""

    def place(self, key: str, *, seconds: int) -> bool:
        """Put a mark for ``seconds``; False when it already stands."""

    def stands(self, key: str) -> bool:
        """Test whether the mark stands."""

    def clear(self, *keys: str) -> None:
        """Remove marks and counts."""


@dataclass
class MemoryMarks:
    """Marks of one process."""

    clock: Callable[[], float] = time.monotonic
    _until: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, key: str, *, seconds: int) -> int:
        """Add one and return the sum."""
        with self._lock:
            number = self._live(key) + 1
            self._until[key] = (number, self.clock() + seconds)
            return number

    def place(self, key: str, *, seconds: int) -> bool:
        """Put a mark unless it stands."""
        with self._lock:
            if self._live(key):
                return False
            self._until[key] = (1, self.clock() + seconds)
            return True

    def stands(self, key: str) -> bool:
        """Test whether the mark stands."""
        with self._lock:
            return self._live(key) > 0

    def clear(self, *keys: str) -> None:
        """Remove marks."""
        with self._lock:
            for key in keys:
                self._until.pop(key, None)

    def _live(self, key: str) -> int:
        number, until = self._until.get(key, (0, 0.0))
        return number if until > self.clock() else 0


@dataclass
class RedisMarks:
    """Marks shared by all processes; a lost Redis falls back to the process's own."""

    client: redis.Redis
    prefix: str = "ortabilim:breaker:"
    own: MemoryMarks = field(default_factory=MemoryMarks)

    def count(self, key: str, *, seconds: int) -> int:
        """Add one and return the sum."""
        try:
            with self.client.pipeline(transaction=True) as pipe:
                pipe.incr(self.prefix + key)
                pipe.expire(self.prefix + key, seconds)
                return int(pipe.execute()[0])
        except redis.RedisError:
            return self.own.count(key, seconds=seconds)

    def place(self, key: str, *, seconds: int) -> bool:
        """Put a mark unless it stands."""
        try:
            return bool(self.client.set(self.prefix + key, "1", nx=True, ex=seconds))
        except redis.RedisError:
            return self.own.place(key, seconds=seconds)

    def stands(self, key: str) -> bool:
        """Test whether the mark stands."""
        try:
            return bool(self.client.exists(self.prefix + key))
        except redis.RedisError:
            return self.own.stands(key)

    def clear(self, *keys: str) -> None:
        """Remove marks."""
        self.own.clear(*keys)
        try:
            self.client.delete(*(self.prefix + key for key in keys))
        except redis.RedisError:
            logger.warning("breaker marks not cleared: redis does not answer")


@dataclass
class Breaker:
    """Decides whether a registry may be asked now."""

    source: str
    marks: Marks = field(default_factory=MemoryMarks)

    def check(self) -> None:
        """Let a call through, or stop it.

        :raises CircuitOpen: the registry failed too often, or a probe is already under way
        """
        if self.marks.stands(self._key("open")):
            raise CircuitOpen("breaker is open")
        half_open = self.marks.stands(self._key("tripped"))
        if half_open and not self.marks.place(self._key("probe"), seconds=_PROBE_SECONDS):
            raise CircuitOpen("breaker is half open and a probe is under way")

    def succeeded(self) -> None:
        """Close: the registry answered."""
        self.marks.clear(*map(self._key, ("failures", "open", "tripped", "probe")))

    def failed(self) -> None:
        """Count a failure; open at the fifth, or at once when the probe failed."""
        number = self.marks.count(self._key("failures"), seconds=_FORGET_SECONDS)
        if number >= FAILURES_TO_OPEN or self.marks.stands(self._key("tripped")):
            self.marks.clear(self._key("probe"))
            self.marks.place(self._key("tripped"), seconds=_FORGET_SECONDS)
            self.marks.place(self._key("open"), seconds=OPEN_SECONDS)
            logger.warning("registry %s: breaker opened for %s s", self.source, OPEN_SECONDS)

    def _key(self, name: str) -> str:
        return f"{self.source}:{name}"
