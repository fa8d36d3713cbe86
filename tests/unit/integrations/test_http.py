"""The HTTP channel: bounded bodies, statuses named by what the caller should do."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from integrations import http as channel_module
from integrations.errors import (
    ContractBroken,
    Denied,
    RateLimited,
    RegistryError,
    Rejected,
    Temporary,
)
from integrations.http import HttpAnswer, HttpChannel, Patience, raise_for_status


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        if self.path == "/large":
            self.wfile.write(b"x" * 5000)
        if self.path == "/drip":
            released = self.server.released  # type: ignore[attr-defined]
            while not released.wait(0.05):
                self.wfile.write(b"x")
        if self.path == "/echo":
            self.wfile.write(self.headers["X-Correlation-Id"].encode())

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def channel() -> Iterator[HttpChannel]:
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    server.released = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield HttpChannel("test", f"http://127.0.0.1:{server.server_address[1]}")
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def _get(channel: HttpChannel, path: str, *, within: float | None = None) -> HttpAnswer:
    # nobody waits so long: a busy machine is no reason for a failure
    return channel.request("GET", path, patience=Patience.BACKGROUND, within=within)


def test_a_body_without_end_is_cut_off(
    channel: HttpChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_module, "MAX_BODY", 4999)
    with pytest.raises(ContractBroken, match="too large"):
        _get(channel, "/large")
    monkeypatch.setattr(channel_module, "MAX_BODY", 5000)
    assert len(_get(channel, "/large").body) == 5000


def test_an_answer_that_drips_past_the_deadline_is_given_up(channel: HttpChannel) -> None:
    with pytest.raises(Temporary, match="slowly"):
        _get(channel, "/drip", within=2)


def test_a_redirect_is_not_followed(channel: HttpChannel) -> None:
    answer = _get(channel, "/moved")
    assert answer.status == 302
    with pytest.raises(ContractBroken):
        raise_for_status(answer)


def test_every_request_carries_a_correlation_id(channel: HttpChannel) -> None:
    assert len(_get(channel, "/echo").body) == 32


def test_a_refused_connection_is_temporary() -> None:
    with pytest.raises(Temporary):
        _get(HttpChannel("test", "http://127.0.0.1:1"), "/")


STATUSES = [
    (204, ContractBroken),
    (301, ContractBroken),
    (400, Rejected),
    (401, Denied),
    (403, Denied),
    (404, Rejected),
    (408, Temporary),
    (422, Rejected),
    (429, RateLimited),
    (500, Temporary),
    (503, Temporary),
]


@pytest.mark.parametrize(("status", "error"), STATUSES)
def test_a_status_is_named_by_what_to_do(status: int, error: type[RegistryError]) -> None:
    with pytest.raises(error) as caught:
        raise_for_status(HttpAnswer(status, b"body"))
    assert type(caught.value) is error
    assert caught.value.raw == b"body"


def test_200_is_no_error() -> None:
    raise_for_status(HttpAnswer(200, b""))
