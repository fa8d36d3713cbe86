"""The state of the emulated world: population, invoices, faults. Kept in files of one folder."""

import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FAULTS = {
    "gbd_fl": (
        "ok", "timeout", "slow", "error500", "garbage", "truncated", "bomb", "fault", "denied",
        "unsigned", "wrapped", "tampered", "foreign_key", "wrong_iin", "wrong_message", "empty",
    ),
    "sms1414": (
        "ok", "timeout", "slow", "error500", "garbage", "truncated", "fault", "denied",
        "rejected", "wrong_reference",
    ),
    "kgd": (
        "ok", "timeout", "slow", "error500", "garbage", "truncated", "null", "unauthorized",
        "not_found", "limit", "inconsistent", "wrong_bin", "unknown",
    ),
    "esf": (
        "ok", "timeout", "slow", "error500", "garbage", "truncated", "session_taken",
        "session_expired", "wrong_password", "wrong_customer",
    ),
}  # fmt: skip
_EMPTY: dict[str, Any] = {"dead": {}, "foreign": {}, "not_found": [], "names": {}, "debtors": {}}


class BadRequest(ValueError):
    """The admin side was asked for something that does not exist."""


@dataclass
class World:
    """Files re-read when somebody changed them; every write is atomic."""

    state_dir: Path
    server_pem: Path
    client_pem: Path
    lock: threading.RLock = field(default_factory=threading.RLock)
    seen_messages: set[str] = field(default_factory=set)
    tickets: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    _read: dict[str, tuple[tuple[int, int], Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state_dir.mkdir(parents=True, exist_ok=True)

    @property
    def population(self) -> dict[str, Any]:
        """Exceptions from the rule that everybody lives and nobody owes."""
        return {**_EMPTY, **self._load("population.json", {})}

    @property
    def faults(self) -> dict[str, str]:
        """The fault each registry plays."""
        switched: dict[str, str] = self._load("faults.json", {})
        return dict.fromkeys(FAULTS, "ok") | switched

    def set_faults(self, wanted: Any) -> dict[str, str]:
        """Switch faults; registries that are not named keep theirs.

        :raises BadRequest: an unknown registry or fault
        """
        if not isinstance(wanted, dict):
            raise BadRequest("an object of registry → fault is expected")
        for name, fault in wanted.items():
            if name not in FAULTS or fault not in FAULTS[name]:
                raise BadRequest(f"unknown fault {name}={fault}; known: {FAULTS}")
        with self.lock:
            self._store("faults.json", self.faults | wanted)
            return self.faults

    @property
    def invoices(self) -> list[dict[str, Any]]:
        """All issued invoices."""
        return list(self._load("invoices.json", []))

    def save_invoices(self, invoices: list[dict[str, Any]]) -> None:
        """Keep the invoices."""
        self._store("invoices.json", invoices)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Short messages that were sent."""
        return list(self._load("messages.json", []))

    def save_messages(self, messages: list[dict[str, Any]]) -> None:
        """Keep the last thousand messages."""
        self._store("messages.json", messages[-1000:])

    def _load(self, name: str, default: Any) -> Any:
        path = self.state_dir / name
        with self.lock:
            try:
                stat = path.stat()
            except FileNotFoundError:
                return default
            mark = (stat.st_mtime_ns, stat.st_size)
            known = self._read.get(name)
            if known is None or known[0] != mark:
                known = (mark, json.loads(path.read_text(encoding="utf-8")))
                self._read[name] = known
            return known[1]

    def _store(self, name: str, value: Any) -> None:
        with self.lock:
            fresh = self.state_dir / f"{name}.new"
            fresh.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(fresh, self.state_dir / name)
            self._read.pop(name, None)
