"""``python -m integrations.emulator --port N --state-dir DIR``."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from integrations.emulator.server import make_server
from integrations.emulator.world import World


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="integrations.emulator", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument(
        "--shep-server", default=os.environ.get("SHEP_SERVER_CERT", ""), help="key + certificate"
    )
    parser.add_argument(
        "--shep-client", default=os.environ.get("SHEP_CLIENT_PEM", ""), help="the client's PEM"
    )
    options = parser.parse_args()
    keys = Path(os.environ.get("KEYS_DIR", "") or _home() / "keys")
    world = World(
        state_dir=options.state_dir,
        server_pem=Path(options.shep_server or keys / "shep-server.pem"),
        client_pem=Path(options.shep_client or keys / "shep-client.pem"),
    )
    server = make_server(options.host, options.port, world)

    def stop(_signal: int, _frame: object) -> None:
        # shutdown() waits for serve_forever, so it must not run in the serving thread
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    sys.stderr.write(f"registry emulator on {options.host}:{server.server_address[1]}\n")
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return 0


def _home() -> Path:
    return Path(os.environ.get("ORTABILIM_HOME", ".demo"))


if __name__ == "__main__":
    sys.exit(main())
