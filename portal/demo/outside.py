"""The demo's outside world: what a school does in ИС ЭСФ, what a bank answers.

Talks to the administrative side of the registry emulator, which no production code does.
"""

import json
import urllib.error
import urllib.request
from typing import Any

_TIMEOUT_SECONDS = 5


def emulator_faults(base: str, switch: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
    """Read the faults, or switch some of them."""
    return _call(f"{base}/admin/faults", switch)


def issue_invoice(base: str, invoice: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Issue an e-invoice in the emulated ИС ЭСФ."""
    return _call(f"{base}/admin/esf/invoices", invoice)


def sent_messages(base: str) -> list[dict[str, Any]]:
    """SMS that the emulated gateway took, oldest first; none where it does not answer."""
    _status, answer = _call(f"{base}/admin/sms", None)
    kept = answer.get("answer")
    return kept if isinstance(kept, list) else []


def _call(url: str, body: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode() if body is not None else None,
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            return answer.status, _object(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, _object(refusal.read())
    except OSError:
        return 503, {"error": "the registry emulator does not answer"}


def _object(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except ValueError:
        return {"answer": content.decode(errors="replace")[:500]}
    return read if isinstance(read, dict) else {"answer": read}
