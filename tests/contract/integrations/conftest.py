"""Every registry twice: the client against the emulator, and the fake of the other rooms' tests."""

import datetime as dt
import json
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import stamina
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from integrations import gateways
from integrations.emulator.server import make_server
from integrations.emulator.world import World


@dataclass
class Emulator:
    """A running emulator as a test sees it."""

    url: str
    state_dir: Path
    world: World

    def fault(self, **faults: str) -> None:
        """Switch faults through the admin side."""
        self.post("/admin/faults", faults)

    def population(self, **exceptions: Any) -> None:
        """Write the exceptions of the population."""
        (self.state_dir / "population.json").write_text(json.dumps(exceptions))

    def post(self, path: str, value: Any) -> Any:
        """Post JSON to the admin side."""
        request = urllib.request.Request(self.url + path, data=json.dumps(value).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the client and of the gateway, made for this run."""
    folder = tmp_path_factory.mktemp("registry-keys")
    for name in ("shep-client", "shep-server"):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(dt.datetime(2020, 1, 1))  # noqa: DTZ001 - the builder's form
            .not_valid_after(dt.datetime(2040, 1, 1))  # noqa: DTZ001
            .sign(key, hashes.SHA256())
        )
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    return folder


@pytest.fixture
def emulator(tmp_path: Path, keys: Path, settings: Any) -> Iterator[Emulator]:
    """An emulator on a free port, and the product's clients pointed at it."""
    world = World(tmp_path / "world", keys / "shep-server.pem", keys / "shep-client.pem")
    server = make_server("127.0.0.1", 0, world)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.REGISTRY_EMULATOR_URL = f"http://127.0.0.1:{server.server_address[1]}"
    settings.GBDFL_URL = settings.KGD_URL = settings.ESF_URL = ""
    settings.SHEP_CLIENT_PEM = str(keys / "shep-client.pem")
    settings.SHEP_SERVER_CERT = str(keys / "shep-server.pem")
    settings.REGISTRY_TIMEOUT_SECONDS = 20  # nobody waits so long, be the machine ever so busy
    gateways.forget()
    with stamina.set_testing(True, attempts=1):
        yield Emulator(settings.REGISTRY_EMULATOR_URL, world.state_dir, world)
    gateways.forget()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def impatient(emulator: Emulator, settings: Any) -> None:
    """Clients that give up soon, for registries that do not answer."""
    settings.REGISTRY_TIMEOUT_SECONDS = 0.3
    gateways.forget()
