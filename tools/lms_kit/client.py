"""A small client of the LMS API: tokens of an hour, gzip, keys against doubling, polite waiting."""

import gzip
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

_ASK_AGAIN_BEFORE = 60
_PATIENCE = 5


class Refused(Exception):
    """The API refused the request as a whole: a problem document (RFC 9457)."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status, self.problem = status, problem

    @property
    def code(self) -> str:
        """Stable code."""
        return str(self.problem.get("code", ""))


class LmsClient:
    """One vendor's connection. Give client credentials, or a long-lived token."""

    def __init__(
        self, base: str, *, client_id: str = "", client_secret: str = "", token: str = ""
    ) -> None:
        self.base = base.rstrip("/")
        self._credentials = (client_id, client_secret)
        self._token, self._until = token, float("inf") if token else 0.0

    def schools(self) -> Iterator[dict[str, Any]]:
        """Schools that granted their data, all pages."""
        cursor = ""
        while cursor is not None:
            query = f"?cursor={cursor}" if cursor else ""
            page = self.get(f"schools{query}")
            yield from page["schools"]
            cursor = page["next"]

    def get(self, path: str) -> Any:
        """Read."""
        return self._ask("GET", path, None, {})

    def push(
        self, path: str, body: dict[str, Any], *, key: str | None = None, **options: str
    ) -> dict[str, Any]:
        """Push rows; the answer may be of status ERROR (422) and names every wrong row.

        Over a limit and after a lost connection it is sent again under the same ``key``.

        :raises Refused: the request as a whole was refused
        :raises OSError: no connection after several attempts
        """
        query = f"?{urllib.parse.urlencode(options)}" if options else ""
        packed = gzip.compress(json.dumps(body, ensure_ascii=False).encode())
        headers = {
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "Idempotency-Key": key or uuid.uuid4().hex,
        }
        return self._ask("POST", f"{path}{query}", packed, headers)

    def once(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], Any]:
        """One request as it is, without waiting or mending: status, headers, JSON.

        :param body: bytes go as they are, all else as JSON; a header given as "" is left out
        """
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json"} if raw is not None else {}
        sent |= {"Authorization": f"Bearer {self._bearer()}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"{self.base}/{path}",
            data=raw,
            headers={name: value for name, value in sent.items() if value},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), json.load(answer)
        except urllib.error.HTTPError as refusal:
            said = json.loads(refusal.read() or b"{}")
            return refusal.code, dict(refusal.headers), said

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        for attempt in range(_PATIENCE):
            given = headers | {"Authorization": f"Bearer {self._bearer()}"}
            request = urllib.request.Request(
                f"{self.base}/{path}", data=body, headers=given, method=method
            )
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as refusal:
                said = json.loads(refusal.read() or b"{}")
                if refusal.code == 422 and "errors" in said:
                    return said
                is_early = refusal.code == 429 or said.get("code") == "IN_PROGRESS"
                if is_early and attempt + 1 < _PATIENCE:
                    time.sleep(float(refusal.headers.get("Retry-After", "1")))
                    continue
                raise Refused(refusal.code, said) from refusal
            except OSError:  # lost on the way: under the same key a repeat doubles nothing
                if attempt + 1 == _PATIENCE:
                    raise
                time.sleep(attempt + 1)
        raise AssertionError("unreachable")

    def _bearer(self) -> str:
        if time.monotonic() > self._until:
            form = {
                "grant_type": "client_credentials",
                "client_id": self._credentials[0],
                "client_secret": self._credentials[1],
            }
            request = urllib.request.Request(
                f"{self.base}/token", data=urllib.parse.urlencode(form).encode()
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    said = json.load(answer)
            except urllib.error.HTTPError as refusal:
                raise Refused(refusal.code, json.loads(refusal.read() or b"{}")) from refusal
            self._token = said["access_token"]
            self._until = time.monotonic() + said["expires_in"] - _ASK_AGAIN_BEFORE
        return self._token
