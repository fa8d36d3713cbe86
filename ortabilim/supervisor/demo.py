"""`python -m ortabilim.supervisor demo`: the whole house on one machine."""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from . import ports, programs
from .errors import CannotStart
from .home import Home
from .processes import Child
from .readiness import readiness
from .servers import Servers
from .watch import Watch

SCALES = ("small", "region", "country")
DEFAULT_TODAY = "2025-11-14"
SECONDS_TO_READY = 120.0
SECONDS_TO_SEED = 3600.0


@dataclass
class Demo:
    """Starts everything in order, then keeps it alive until StopRequested is raised."""

    home: Home
    port: int
    say: Callable[[str], None]
    scale: str = "small"
    servers: Servers = field(init=False)
    children: list[Child] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise CannotStart(f"DEMO_SCALE={self.scale} is not one of: {' '.join(SCALES)}")
        self.servers = Servers(home=self.home)

    def run(self) -> None:
        """Start, announce, supervise. However this ends, everything is stopped in order."""
        with ExitStack() as stack:
            stack.callback(self.servers.stop)
            stack.callback(self._stop_children)
            environment = self._prepare()
            self._serve(environment)
            self.say(f"OrtaBilim is ready: http://{ports.LOOPBACK}:{self.port}/")
            self._supervise()

    def _prepare(self) -> dict[str, str]:
        """Start servers and emulators and fill the database; return the children's environment."""
        started = time.monotonic()
        addresses = self.servers.start()
        self.say(f"PostgreSQL and Valkey are up ({time.monotonic() - started:.1f} s)")
        chosen = ports.endpoints(
            path=self.home.root / "endpoints.json",
            names=programs.EMULATORS,
            public_port=self.port,
        )
        environment = self._environment(addresses, chosen)
        self._manage("migrate", "--no-input", environment=environment)
        self._manage("demo_keys", environment=environment)
        started_emulators = programs.emulators(self.home, environment=environment, ports=chosen)
        for child, name in zip(started_emulators, programs.EMULATORS, strict=True):
            self._start(child)
            port = chosen[name]
            child.wait_until(partial(ports.answers, port=port), seconds=60)
        self._manage(
            "seed_demo", "--scale", self.scale, environment=environment, seconds=SECONDS_TO_SEED
        )
        return environment

    def _serve(self, environment: dict[str, str]) -> None:
        """Start worker, beat and web and wait until the house says that it is ready."""
        self._start(programs.worker(self.home, environment=environment))
        self._start(programs.beat(self.home, environment=environment))
        web = programs.web(self.home, environment=environment, port=self.port)
        self._start(web)
        deadline = time.monotonic() + SECONDS_TO_READY
        status, body = 0, ""
        while status != 200:
            for child in self.children:
                child.must_run()
            if time.monotonic() >= deadline:
                raise CannotStart(f"not ready in time: /healthz/ready says {status} {body}")
            time.sleep(0.2)
            status, body = readiness(port=self.port)

    def _supervise(self) -> None:
        """Look at the children twice a second until a signal raises StopRequested."""
        watch = Watch(say=self.say)
        watch.add(self.servers.running, start=self.servers.restart)
        watch.add(self.children, start=lambda child: child.start())
        while True:
            watch.look()
            time.sleep(0.5)

    def _stop_children(self) -> None:
        """Stop in an order in which nobody loses the one it talks to: web first, emulators last."""
        self.say("Stopping")
        for child in reversed(self.children):
            child.stop()

    def _start(self, child: Child) -> None:
        self.children.append(child)
        child.start()

    def _manage(self, *arguments: str, environment: dict[str, str], seconds: float = 900) -> None:
        started = time.monotonic()
        programs.manage(*arguments, home=self.home, environment=environment, seconds=seconds)
        self.say(f"{' '.join(arguments)}: done ({time.monotonic() - started:.1f} s)")

    def _environment(self, addresses: dict[str, str], chosen: dict[str, int]) -> dict[str, str]:
        """Return what every child of the demo sees; a given SECRET_KEY or DEMO_TODAY wins."""
        own = {
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "ortabilim.settings",
            "ORTABILIM_HOME": str(self.home.root),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            "VAULT_KEYS_FILE": str(self.home.keys / "vault.json"),
            "REGISTRY_EMULATOR_URL": f"http://{ports.LOOPBACK}:{chosen[programs.REGISTRIES]}",
            "NCALAYER_URL": f"ws://{ports.LOOPBACK}:{chosen[programs.NCALAYER]}",
        }
        defaults = {"DEMO_TODAY": DEFAULT_TODAY, "SECRET_KEY": self.home.secret_key()}
        return defaults | dict(os.environ) | addresses | own
