"""The two worlds, and the reading of an address."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from tests.integration.access.addresses import every_address
from tests.integration.access.rows import Row
from tests.integration.access.world import World, foreign_world, own_world

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
Path = Callable[[str, Row, World], str]


@pytest.fixture
def _django_db_helper() -> None:
    """The mark asks for the test database; the transaction is the module's, not the test's."""


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker) -> Iterator[tuple[World, World]]:
    """Both worlds, built once a module; every request takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith("test_")
        yield own_world(), foreign_world()
        transaction.set_rollback(True)


@pytest.fixture
def own(worlds) -> World:
    """Region 79."""
    return worlds[0]


@pytest.fixture
def foreign(worlds) -> World:
    """Region 61, beside it."""
    return worlds[1]


@pytest.fixture(scope="session")
def path_of() -> Path:
    """The address of a row with the keys of a world in it."""
    routes = every_address()

    def path(name: str, row: Row, world: World) -> str:
        def value(found: re.Match[str]) -> str:
            part = row.parts.get(found[1] or found[2])
            key = world.keys.get(part, part) or world.key(row.of, name.split(":")[0])
            assert key is not None, f"{name}: no record of kind {row.of!r} for its address"
            return str(key)

        return "/" + _PARAMETER.sub(value, routes[name])

    return path
