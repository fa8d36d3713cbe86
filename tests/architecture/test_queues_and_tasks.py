"""Queues that are named have a worker; tasks take ids, so a message can be lost or come twice."""

import ast
import inspect
import re

from ortabilim import celery_config
from ortabilim.celery import app
from ortabilim.supervisor.programs import QUEUES
from tests.architecture.source import ROOMS, ROOT, modules, short, tree

_ID = re.compile(r"(.+_)?ids?$")


def _named_in_code() -> dict[str, str]:
    """Queue → where it is named: ``queue="money"`` of a task or of a call."""
    found = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.keyword) and node.arg == "queue"):
                continue
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                found[node.value.value] = f"{short(path)}:{node.value.lineno}"
    return found


def _own_tasks() -> dict[str, object]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.split(".")[0] in ROOMS}


def test_every_queue_named_in_code_has_a_worker() -> None:
    served = set(QUEUES.split(","))
    assert {queue: at for queue, at in _named_in_code().items() if queue not in served} == {}


def test_the_worker_listens_to_every_queue_of_the_settings() -> None:
    declared = {queue.name for queue in celery_config.task_queues}
    assert declared == set(QUEUES.split(","))
    assert celery_config.task_default_queue in declared


def test_containers_listen_to_every_queue() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    assert all(re.search(rf"[ ,=]{queue}\b", compose) for queue in QUEUES.split(","))


def test_every_ring_of_the_beat_has_a_task() -> None:
    tasks = _own_tasks()
    rings = {entry["task"] for entry in celery_config.beat_schedule.values()}
    assert rings <= set(tasks)


def test_tasks_take_ids_only() -> None:
    wrong = [
        f"{name}({argument})"
        for name, task in _own_tasks().items()
        for argument in inspect.signature(task.run).parameters
        if not _ID.match(argument)
    ]
    assert wrong == []


def test_tasks_keep_no_result() -> None:
    assert [name for name, task in _own_tasks().items() if not task.ignore_result] == []
