"""The emulator as a process: a WebSocket server on the loopback."""

import argparse
import asyncio
import os
import signal
from http import HTTPStatus
from pathlib import Path

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from signing.ncalayer_emulator.keyring import Keyring
from signing.ncalayer_emulator.protocol import GREETING, Session

MAX_REQUEST_BYTES = 64 * 1024 * 1024
"""An act of a large school is about 1 MB; a bulk request carries many."""


async def run(host: str, port: int, keyring: Keyring, *, always_cancel: bool) -> None:
    """Serve until SIGTERM or SIGINT."""

    async def talk(connection: ServerConnection) -> None:
        session = Session(keyring, always_cancel=always_cancel)
        try:
            await connection.send(GREETING)
            async for message in connection:
                text = message if isinstance(message, str) else message.decode(errors="replace")
                answer = await asyncio.to_thread(session.answer, text)
                if answer is not None:
                    await connection.send(answer)
        except ConnectionClosed:
            return

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serve(talk, host, port, max_size=MAX_REQUEST_BYTES, process_request=_health):
        await stop.wait()


def _health(connection: ServerConnection, request: Request) -> Response | None:
    """Answer the supervisor's question over plain HTTP."""
    if request.path == "/healthz":
        return connection.respond(HTTPStatus.OK, "ok\n")
    return None


def main() -> None:
    cli = argparse.ArgumentParser(prog="python -m signing.ncalayer_emulator")
    cli.add_argument("--host", default="127.0.0.1")
    cli.add_argument("--port", type=int, default=13579)
    cli.add_argument("--keys", type=Path, required=True, help="folder with <slug>.p12 and README")
    cli.add_argument("--cancel", action="store_true", help="every request ends as cancelled")
    chosen = cli.parse_args()
    cancel = chosen.cancel or os.environ.get("NCALAYER_EMULATOR_CANCEL") == "1"
    asyncio.run(run(chosen.host, chosen.port, Keyring(chosen.keys), always_cancel=cancel))


if __name__ == "__main__":
    main()
