"""The breaker: five failures, thirty seconds, one probe."""

import pytest
import stamina

from integrations.breaker import OPEN_SECONDS, Breaker, MemoryMarks
from integrations.calling import ask
from integrations.errors import CircuitOpen, ContractBroken, Temporary
from integrations.http import Patience


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("gbd_fl", MemoryMarks(clock))


def _fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.check()
        breaker.failed()


def test_four_failures_leave_it_closed(breaker: Breaker) -> None:
    _fail(breaker, 4)
    breaker.check()


def test_the_fifth_failure_opens_it(breaker: Breaker) -> None:
    _fail(breaker, 5)
    with pytest.raises(CircuitOpen):
        breaker.check()


def test_a_success_between_failures_starts_the_count_again(breaker: Breaker) -> None:
    _fail(breaker, 4)
    breaker.succeeded()
    _fail(breaker, 4)
    breaker.check()


def test_it_stays_open_up_to_the_last_moment_and_then_lets_one_probe_through(
    breaker: Breaker, clock: Clock
) -> None:
    _fail(breaker, 5)
    clock.now += OPEN_SECONDS - 0.1
    with pytest.raises(CircuitOpen):
        breaker.check()
    clock.now += 0.1
    breaker.check()
    with pytest.raises(CircuitOpen):
        breaker.check()


def test_a_good_probe_closes_it(breaker: Breaker, clock: Clock) -> None:
    _fail(breaker, 5)
    clock.now += OPEN_SECONDS
    breaker.check()
    breaker.succeeded()
    _fail(breaker, 4)
    breaker.check()


def test_a_failed_probe_opens_it_again_at_once(breaker: Breaker, clock: Clock) -> None:
    _fail(breaker, 5)
    clock.now += OPEN_SECONDS
    _fail(breaker, 1)
    with pytest.raises(CircuitOpen):
        breaker.check()


def test_registries_do_not_share_a_breaker(clock: Clock) -> None:
    marks = MemoryMarks(clock)
    _fail(Breaker("gbd_fl", marks), 5)
    Breaker("kgd", marks).check()


def test_garbage_is_the_answer_of_a_living_registry(breaker: Breaker) -> None:
    def garbage() -> None:
        raise ContractBroken("not XML")

    for _ in range(6):
        with pytest.raises(ContractBroken):
            ask(breaker, Patience.INTERACTIVE, garbage)


def test_a_momentary_failure_is_tried_again_but_not_for_a_person_who_waits(
    breaker: Breaker,
) -> None:
    tries: list[int] = []

    def second_time_lucky() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise Temporary("silent")
        return "answer"

    # no waiting between tries; the number of tries stays the caller's
    with stamina.set_testing(True, attempts=3, cap=True):
        with pytest.raises(Temporary):
            ask(breaker, Patience.INTERACTIVE, second_time_lucky)
        tries.clear()
        assert ask(breaker, Patience.BACKGROUND, second_time_lucky) == "answer"
