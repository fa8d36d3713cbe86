import pytest

from ortabilim.celery import app
from ortabilim.celery_config import broker_address
from ortabilim.supervisor.programs import QUEUES


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("unix:///home/run/valkey.sock", "redis+socket:///home/run/valkey.sock"),
        ("redis://redis:6379/0", "redis://redis:6379/0"),
    ],
)
def test_the_queue_finds_the_server_of_the_redis_client(given: str, expected: str) -> None:
    assert broker_address(given) == expected


def test_the_worker_of_the_demo_listens_to_every_queue() -> None:
    assert {queue.name for queue in app.conf.task_queues} == set(QUEUES.split(","))


def test_every_periodic_task_exists_and_is_not_rung_in_bursts() -> None:
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert entry["task"] in app.tasks, name
        assert entry["options"]["expires"] <= entry["schedule"], name


def test_a_message_is_lost_rather_than_believed() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.result_backend is None
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
