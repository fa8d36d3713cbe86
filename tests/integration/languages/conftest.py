"""Compiled catalogues and one world with every kind of record, for all tests of the folder."""

from collections.abc import Iterator

import pytest
from asgiref.local import Local
from django.db import connection, transaction
from django.utils.translation import trans_real

from tests.integration.access.world import World, own_world
from tools import compile_messages


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """The words of today: compiled, and read again if something has read older ones."""
    for path in compile_messages.catalogues(compile_messages.CHECKOUT):
        compile_messages.compile_if_newer(path)
    trans_real._translations.clear()
    trans_real._active = Local()
    trans_real._default = None


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction per test: the module's own one holds the world."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:  # type: ignore[no-untyped-def]
    """Region 79, built once a module; every request takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith("test_")
        yield own_world()
        transaction.set_rollback(True)
