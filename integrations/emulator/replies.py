"""What a handler hands to the server: one HTTP answer, or a wait."""

from dataclasses import dataclass, field

XML = "text/xml;charset=UTF-8"
JSON = "application/json;charset=UTF-8"


@dataclass(frozen=True)
class Reply:
    """One HTTP answer."""

    body: bytes
    status: int = 200
    content_type: str = XML
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds to wait before the first byte."""
    cut: bool = False
    """Announce the whole body, send half of it and hang up."""


TIMEOUT_SECONDS = 60.0
SLOW_SECONDS = 1.0
GARBAGE = "<html><body><h1>Технические работы</h1></body>".encode()
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><Envelope>&c;</Envelope>"""


def common_fault(fault: str, good: Reply) -> Reply:
    """Play a fault that every registry can have; others leave the answer as it is."""
    if fault == "timeout":
        return Reply(good.body, good.status, good.content_type, delay=TIMEOUT_SECONDS)
    if fault == "slow":
        return Reply(good.body, good.status, good.content_type, delay=SLOW_SECONDS)
    if fault == "error500":
        return Reply(b"Internal Server Error", 500, "text/plain")
    if fault == "garbage":
        return Reply(GARBAGE, 200, "text/html;charset=UTF-8")
    if fault == "truncated":
        return Reply(good.body, good.status, good.content_type, cut=True)
    if fault == "bomb":
        return Reply(BOMB)
    return good
