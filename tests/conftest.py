"""The rig: a database with both roles; tests run with the rights of the app role."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from django.utils import translation

from tests.personal_traces import Traces, numbers_in_redis, watched

# The same examples in every run, however slow the machine: a red build must be red again on the
# next one. --hypothesis-profile=default --hypothesis-seed=… looks for others.
hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")

_APP_ROLE_ON = {"on": False}


def _become_app_role(connection: object, **_kwargs: object) -> None:
    """Everything that a test does runs with the rights of the app role, as in production."""
    if _APP_ROLE_ON["on"]:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f'SET ROLE "{settings.DATABASE_APP_ROLE}"')


connection_created.connect(_become_app_role, weak=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """After the owner has migrated, tests go on as the app role."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _APP_ROLE_ON["on"] = True
        connections["default"].close()
    yield
    _APP_ROLE_ON["on"] = False
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections["default"].close()
        with connection.cursor() as cursor:
            # a thread of a live server may still hold a connection, and the database is dropped
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connections["default"].close()


def _flush_as_owner(self: TransactionTestCase) -> None:
    """Append-only tables refuse TRUNCATE: a transactional test is cleaned by the owner.

    What the migrations wrote stays: later tests of this process count on it.
    """
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = "
            "'public' AND tablename NOT IN ('django_migrations', 'core_region', "
            "'core_datedsetting', 'schools_subject', 'django_content_type', 'auth_permission')"
        )
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = origin")
    connection.close()


@pytest.fixture(scope="session", autouse=True)
def _transactional_tests_are_cleaned_by_the_owner() -> Iterator[None]:
    """In force until the session ends: pytest-django cleans after a test's own fixtures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _flush_as_owner)
        yield


@pytest.fixture(autouse=True)
def _speaks_russian() -> Iterator[None]:
    """A page of an earlier test in another language must not speak in this one."""
    with translation.override("ru"):
        yield


@pytest.fixture(autouse=True)
def personal_traces() -> Iterator[Traces]:
    """No test may let a full IIN into an address, a log or a message for the worker."""
    with watched() as traces:
        yield traces
    assert traces.found == []


@pytest.fixture(scope="session", autouse=True)
def _no_number_stays_in_redis() -> Iterator[None]:
    yield
    # another worker's negative control may stand there at this moment
    assert [key for key in numbers_in_redis() if "planted" not in key] == []
