import socket
from collections.abc import Iterator

import pytest
import redis
from django.test import Client
from pytest_django import Settings

from ortabilim import heartbeat, tasks


@pytest.fixture(autouse=True)
def no_emulator(settings: Settings) -> None:
    settings.REGISTRY_EMULATOR_URL = ""


@pytest.fixture
def beating(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[str]:
    """A heartbeat under a key of this test alone: other tests share the server."""
    key = f"{heartbeat.KEY}:{id(monkeypatch)}"
    monkeypatch.setattr(heartbeat, "KEY", key)
    yield key
    with heartbeat.connect(url=settings.REDIS_URL) as client:
        client.delete(key)


def test_a_running_process_is_live_without_any_server(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/healthz/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_database_broker_and_worker_answer(client: Client, beating: str) -> None:
    tasks.heartbeat()
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "broker": "ok", "worker": "ok"},
    }


@pytest.mark.django_db
def test_not_ready_while_no_worker_ever_took_a_task(client: Client, beating: str) -> None:
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "broker": "ok", "worker": "failed"}


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "status"), [(29.0, 200), (30.5, 503)])
def test_a_heartbeat_counts_for_thirty_seconds(
    client: Client, beating: str, monkeypatch: pytest.MonkeyPatch, age: float, status: int
) -> None:
    moment = 1_763_100_000.0
    monkeypatch.setattr(heartbeat.time, "time", lambda: moment)
    tasks.heartbeat()
    monkeypatch.setattr(heartbeat.time, "time", lambda: moment + age)
    assert client.get("/healthz/ready").status_code == status


@pytest.mark.django_db
def test_not_ready_without_the_broker_and_no_reason_is_told(
    client: Client, settings: Settings
) -> None:
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "checks": {"database": "ok", "broker": "failed", "worker": "failed"},
    }


@pytest.mark.django_db
def test_the_emulator_is_checked_only_where_one_is_configured(
    client: Client, beating: str, settings: Settings
) -> None:
    tasks.heartbeat()
    with socket.create_server(("127.0.0.1", 0)) as emulator:
        settings.REGISTRY_EMULATOR_URL = f"http://127.0.0.1:{emulator.getsockname()[1]}"
        assert client.get("/healthz/ready").json()["checks"]["emulator"] == "ok"
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()["checks"]["emulator"]) == (503, "failed")


@pytest.mark.parametrize("address", ["live", "ready"])
def test_health_is_read_only(client: Client, address: str) -> None:
    assert client.post(f"/healthz/{address}").status_code == 405


def test_the_health_check_gives_up_on_a_silent_server(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with pytest.raises(redis.RedisError):
            heartbeat.age(url=settings.REDIS_URL)
