"""The HTTP side of the emulator: routes, faults on the socket, the admin side."""

import json
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from integrations.emulator import esf, invoice_xml, kgd, shep
from integrations.emulator.replies import JSON, Reply
from integrations.emulator.world import BadRequest, World

_MOST_BYTES = 4 * 1024 * 1024


class EmulatorServer(ThreadingHTTPServer):
    """A threaded server that knows the world and lets waiting answers go when it stops."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], world: World) -> None:
        self.world = world
        self.stopping = threading.Event()
        super().__init__(address, Handler)

    def shutdown(self) -> None:
        """Stop serving."""
        self.stopping.set()
        super().shutdown()


class Handler(BaseHTTPRequestHandler):
    """Route one request."""

    server: EmulatorServer
    protocol_version = "HTTP/1.1"
    # headers and body leave in one packet; apart, the second waits 40 ms for an acknowledgement
    wbufsize = -1
    disable_nagle_algorithm = True
    server_version = "registry-emulator"
    sys_version = ""

    def do_GET(self) -> None:
        """Serve КГД, the admin side and health."""
        self._serve()

    def do_POST(self) -> None:
        """Serve ШЭП, ЭСФ and the admin side."""
        self._serve()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MOST_BYTES:
            self.close_connection = True
            self._send(Reply(b"", 413))
            return
        raw = self.rfile.read(length)
        try:
            reply = self._route(raw)
        except BadRequest as problem:
            reply = _json({"error": str(problem)}, 400)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            reply = Reply(b"emulator failed", 500, "text/plain")
        self._send(reply)

    def _route(self, raw: bytes) -> Reply:
        address = urlsplit(self.path)
        path, world = address.path, self.server.world
        if self.command == "GET":
            if path == "/healthz":
                return _json({"status": "ok"})
            if path == "/kgd" + kgd.PATH:
                token = self.headers.get("X-Portal-Token", "")
                return kgd.answer(dict(parse_qsl(address.query)), token, world)
            if path == "/admin/faults":
                return _json(world.faults)
            if path == "/admin/esf/invoices":
                return _json(world.invoices)
            if path == "/admin/sms":
                return _json(world.messages)
        else:
            if path == "/shep/":
                return shep.answer(raw, world)
            if path.startswith(esf.PREFIX):
                return esf.answer(path.removeprefix(esf.PREFIX), raw, world)
            if path == "/admin/faults":
                return _json(world.set_faults(_read(raw)))
            if path == "/admin/esf/invoices":
                return _json(invoice_xml.issue(_read(raw), world), 201)
        return _json({"error": "no such address"}, 404)

    def _send(self, reply: Reply) -> None:
        if reply.delay and self.server.stopping.wait(reply.delay):
            self.close_connection = True
            return
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.cut:
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.close_connection = True
            else:
                self.wfile.write(reply.body)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: addresses of КГД carry a token."""


def make_server(host: str, port: int, world: World) -> EmulatorServer:
    """Bind a server; port 0 takes a free one."""
    return EmulatorServer((host, port), world)


def _read(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError as problem:
        raise BadRequest("body is not JSON") from problem


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status, JSON)
