"""PostgreSQL and Valkey of a home, or the servers that the environment names instead."""

import os
from dataclasses import dataclass, field

from ortabilim import heartbeat

from . import valkey
from .home import Home
from .postgres import SUPERUSER, Postgres
from .processes import Child
from .roles import APP, DATABASE, OWNER, make_roles_and_database


@dataclass
class Servers:
    """Starts the embedded servers and knows the addresses to give to the other children.

    `owner_role` is who migrates: the owner in the demo, the superuser where tests make databases.
    """

    home: Home
    durable: bool = True
    owner_role: str = OWNER
    running: list[Child] = field(default_factory=list, init=False)
    postgres: Postgres | None = field(default=None, init=False)

    @classmethod
    def for_tests(cls, home: Home) -> "Servers":
        """Servers whose test databases the superuser makes, truncates and drops."""
        return cls(home=home, durable=False, owner_role=SUPERUSER)

    def start(self) -> dict[str, str]:
        """Start what is not given by the environment and return the three addresses."""
        environment = dict(os.environ)
        addresses: dict[str, str] = {}
        if url := environment.get("DATABASE_URL"):
            addresses["DATABASE_URL"] = url
            addresses["DATABASE_OWNER_URL"] = environment.get("DATABASE_OWNER_URL") or url
        else:
            addresses |= self._start_postgres(environment)
        addresses["REDIS_URL"] = environment.get("REDIS_URL") or self._start_valkey(environment)
        return addresses

    def restart(self, child: Child) -> None:
        """Start a server again that died by itself."""
        if self.postgres is not None and child is self.postgres.child:
            self.postgres.start()
        else:
            child.start()

    def stop(self) -> None:
        """Stop the servers, the database last."""
        for child in reversed(self.running):
            child.stop()

    def _start_postgres(self, environment: dict[str, str]) -> dict[str, str]:
        self.postgres = Postgres.of(self.home, environment=environment, durable=self.durable)
        self.running.append(self.postgres.child)
        self.postgres.start()
        make_roles_and_database(self.postgres.url(role=SUPERUSER, database="postgres"))
        return {
            "DATABASE_URL": self.postgres.url(role=APP, database=DATABASE),
            "DATABASE_OWNER_URL": self.postgres.url(role=self.owner_role, database=DATABASE),
        }

    def _start_valkey(self, environment: dict[str, str]) -> str:
        if self.postgres is None:
            self.home.make_sockets_folder(owner_uid=os.getuid())
        child = valkey.valkey_child(self.home, environment=environment, durable=self.durable)
        path = valkey.socket_path(self.home)
        path.unlink(missing_ok=True)
        self.running.append(child)
        child.start()
        child.wait_until(lambda: valkey.answers(path), seconds=60)
        url = f"unix://{path}"
        heartbeat.forget(url=url)  # the workers of an earlier start are gone
        return url
