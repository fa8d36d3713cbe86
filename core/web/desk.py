"""What waits for a member: the desk's groups and the menu's counts, told by each room.

A room writes ``<room>/desk.py`` (imported at start)::

    register_work(
        "department:acts",
        title=_("Акты ждут вашей подписи"),
        query="view=mine",
        counter=lambda actor: acts_waiting_for(actor),   # int or Waiting
        after=_("после срока месяц уйдёт в следующий реестр"),
    )
    register_figure(
        "school:payments", label=_("В пути"), query="view=way", counter=money_on_its_way
    )

The URL name says which cabinet the group belongs to and which menu item carries its count.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from core import clock
from core.web.addresses import reverse_or_none
from core.workflow import Actor


@dataclass(frozen=True)
class Waiting:
    """How much waits: records, their sum in tiyn, the nearest deadline, how many are late."""

    count: int
    tiyn: int | None = None
    deadline: dt.date | None = None
    overdue: int = 0


def waiting_in(rows: QuerySet[Any], *, amount: str = "") -> Waiting:
    """Count, sum, nearest ``due_on`` and the late ones of some records, by one question.

    :param amount: the field in tiyn that is added up
    """
    asked: dict[str, Any] = {
        "count": Count("pk"),
        "deadline": Min("due_on"),
        "overdue": Count("pk", filter=Q(due_on__lt=clock.today())),
    }
    if amount:
        asked["tiyn"] = Sum(amount)
    return Waiting(**rows.order_by().aggregate(**asked))


@dataclass(frozen=True)
class Work:
    """A group of the desk: a sentence, the list behind it, its counter."""

    url_name: str
    title: Any
    counter: Callable[[Actor], "int | Waiting"]
    query: str = ""
    mine: bool = True  #: False: the other side's move, shown lower and without a badge
    after: Any = ""  #: what happens when the deadline passes, in words
    done: bool = False  #: finished lately: shown last, without a badge
    page: str = ""  #: another page of the cabinet where these very records wait, not the list

    @property
    def cabinet(self) -> str:
        """school, department, finance …"""
        return self.url_name.partition(":")[0]

    def waiting(self, actor: Actor, memo: "Memo") -> Waiting:
        """The counter's answer, asked once a request."""
        if self not in memo:
            found = self.counter(actor)
            memo[self] = found if isinstance(found, Waiting) else Waiting(found)
        return memo[self]


@dataclass(frozen=True)
class Figure:
    """A number at the top of a desk that opens the list behind it; money in tiyn."""

    url_name: str
    label: Any
    counter: Callable[[Actor], "int | Waiting"]
    query: str = ""
    note: Any = ""

    def shown(self, actor: Actor) -> dict[str, Any]:
        """Ready values for the template; ``tiyn`` is None for a plain count."""
        found = self.counter(actor)
        waiting = found if isinstance(found, Waiting) else Waiting(found)
        url = reverse_or_none(self.url_name)
        return {
            "label": self.label,
            "note": self.note,
            "count": waiting.count,
            "tiyn": waiting.tiyn,
            "url": f"{url}?{self.query}" if url and self.query else url,
        }


Memo = dict[Work, Waiting]


@dataclass(frozen=True)
class Part:
    """A part of a desk below «your move»: a template and what it shows; None shows nothing."""

    cabinet: str
    template: str
    values: Callable[[Actor], Any]


_PARTS: list[Part] = []
_WORKS: list[Work] = []
_FIGURES: list[Figure] = []
_BADGES: dict[str, Callable[[Actor], int]] = {}


def register_work(
    url_name: str,
    *,
    title: Any,
    counter: Callable[[Actor], "int | Waiting"],
    query: str = "",
    mine: bool = True,
    after: Any = "",
    done: bool = False,
    page: str = "",
) -> None:
    """Put a group on the desk of the cabinet that ``url_name`` belongs to.

    :param page: URL name of the page the group opens, when it is not the list of the menu
    """
    _WORKS.append(Work(url_name, title, counter, query, mine and not done, after, done, page))


def register_figure(
    url_name: str,
    *,
    label: Any,
    counter: Callable[[Actor], "int | Waiting"],
    query: str = "",
    note: Any = "",
) -> None:
    """Put a number at the top of the desk of the cabinet that ``url_name`` belongs to."""
    _FIGURES.append(Figure(url_name, label, counter, query, note))


def register_part(cabinet: str, *, template: str, values: Callable[[Actor], Any]) -> None:
    """Put a part of the room's own, e.g. a short ranking, on the desk of a cabinet."""
    _PARTS.append(Part(cabinet, template, values))


def parts_of(cabinet: str, actor: Actor) -> list[tuple[str, Any]]:
    """Template and values of each part that has something to show."""
    found = [(one.template, one.values(actor)) for one in _PARTS if one.cabinet == cabinet]
    return [(template, values) for template, values in found if values]


def figures_of(cabinet: str, actor: Actor) -> list[dict[str, Any]]:
    """The desk's numbers in the order of the rooms."""
    return [one.shown(actor) for one in _FIGURES if one.url_name.partition(":")[0] == cabinet]


def register_badge(key: str, counter: Callable[[Actor], int]) -> None:
    """Count something under a menu item that has no group on the desk."""
    _BADGES[key] = counter


def badge_of(key: str, actor: Actor, memo: Memo) -> int:
    """The count under a menu item (its URL name); 0 while no room counts there."""
    waiting = sum(w.waiting(actor, memo).count for w in _WORKS if w.url_name == key and w.mine)
    counter = _BADGES.get(key)
    return waiting + (counter(actor) if counter else 0)


def works_of(cabinet: str, actor: Actor, memo: Memo) -> list[dict[str, Any]]:
    """The desk's groups that are not empty: own moves first, late and near deadlines on top."""
    groups = []
    for work in _WORKS:
        if work.cabinet != cabinet:
            continue
        url, waiting = reverse_or_none(work.page or work.url_name), work.waiting(actor, memo)
        if url is None or not waiting.count:
            continue
        query = f"?{work.query}" if work.query else ""
        groups.append(
            {
                "title": work.title,
                "url": url + query,
                "mine": work.mine,
                "done": work.done,
                "after": work.after,
                "waiting": waiting,
            }
        )
    return sorted(
        groups,
        key=lambda group: (
            not group["mine"],
            -group["waiting"].overdue,
            group["waiting"].deadline or dt.date.max,
        ),
    )
