import sys
from pathlib import Path

import pytest

from ortabilim.supervisor.errors import CannotStart
from ortabilim.supervisor.processes import Child
from ortabilim.supervisor.watch import CALM, LONGEST_DELAY, Watch


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ended_child(tmp_path: Path) -> Child:
    """A program that is over at once with code 3."""
    return Child(
        name="worker",
        command=[sys.executable, "-c", "print('out of paper'); raise SystemExit(3)"],
        log=tmp_path / "worker.log",
        environment={},
    )


def start_and_wait(child: Child) -> None:
    child.start()
    assert child.process is not None
    child.process.wait()


def test_a_child_that_ended_is_started_again_after_a_growing_pause(
    tmp_path: Path, clock: Clock
) -> None:
    lines: list[str] = []
    starts: list[float] = []

    def start(child: Child) -> None:
        starts.append(clock.now)
        start_and_wait(child)

    child = ended_child(tmp_path)
    start_and_wait(child)
    watch = Watch(say=lines.append, clock=clock)
    watch.add([child], start=start)
    for _ in range(16):
        watch.look()
        clock.now += 0.5
    assert starts == [1.0, 3.5]
    assert lines[0].startswith("worker ended with code 3")
    assert "out of paper" in lines[0]


def test_the_pause_is_bounded_and_forgotten_after_a_calm_run(tmp_path: Path, clock: Clock) -> None:
    child = ended_child(tmp_path)
    start_and_wait(child)
    watch = Watch(say=lambda line: None, clock=clock)
    watch.add([child], start=start_and_wait)
    for _ in range(400):
        watch.look()
        clock.now += 1
    assert watch.watched[0].delay == LONGEST_DELAY

    while watch.watched[0].due is not None:
        watch.look()
        clock.now += 1
    clock.now += CALM
    watch.look()
    assert watch.watched[0].due == clock.now + 1


def test_a_running_child_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    child = Child(name="web", command=["sleep", "60"], log=tmp_path / "web.log", environment={})
    child.start()
    try:
        watch = Watch(say=pytest.fail, clock=clock)
        watch.add([child], start=lambda child: pytest.fail("started twice"))
        watch.look()
    finally:
        child.stop()


def test_a_child_that_cannot_start_again_is_tried_later(tmp_path: Path, clock: Clock) -> None:
    def refuse(child: Child) -> None:
        raise CannotStart("the folder is gone")

    lines: list[str] = []
    child = ended_child(tmp_path)
    start_and_wait(child)
    watch = Watch(say=lines.append, clock=clock)
    watch.add([child], start=refuse)
    watch.look()
    clock.now = 1
    watch.look()
    assert lines[-1] == "the folder is gone"
    assert watch.watched[0].due == 3
