"""Keeps started children alive: one that ends by itself is started again, later each time."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from .errors import CannotStart
from .processes import Child, log_tail

FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
CALM = 60.0  # a child that ran this long is forgiven its earlier ends


@dataclass
class Watched:
    """One child and how often it had to be started again lately. Times are monotonic seconds."""

    child: Child
    start: Callable[[], None]
    started: float
    delay: float = FIRST_DELAY
    due: float | None = None


@dataclass
class Watch:
    """Restarts with backoff. `clock` is monotonic seconds; `say` writes one line for a person."""

    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    watched: list[Watched] = field(default_factory=list)

    def add(self, children: Iterable[Child], *, start: Callable[[Child], None]) -> None:
        """Watch children that run already; `start` starts one of them again."""
        for child in children:
            self.watched.append(
                Watched(child=child, start=partial(start, child), started=self.clock())
            )

    def look(self) -> None:
        """Look at every child once: note who ended, start again whose pause is over."""
        for entry in self.watched:
            if entry.due is None:
                self._note_end(entry)
            elif self.clock() >= entry.due:
                self._start_again(entry)

    def _note_end(self, entry: Watched) -> None:
        code = entry.child.exit_code()
        if code is None:
            return
        if self.clock() - entry.started >= CALM:
            entry.delay = FIRST_DELAY
        entry.child.stop()  # what it left behind must not hold its port or files
        entry.due = self.clock() + entry.delay
        self.say(
            f"{entry.child.name} ended with code {code}, starting it again in {entry.delay:.0f} s\n"
            f"{log_tail(entry.child.log, lines=5)}"
        )
        entry.delay = min(entry.delay * 2, LONGEST_DELAY)

    def _start_again(self, entry: Watched) -> None:
        entry.due = None
        entry.started = self.clock()
        try:
            entry.start()
        except CannotStart as error:
            self.say(str(error))
            entry.child.stop()
            entry.due = self.clock() + entry.delay
            entry.delay = min(entry.delay * 2, LONGEST_DELAY)
        else:
            self.say(f"{entry.child.name} runs again")
