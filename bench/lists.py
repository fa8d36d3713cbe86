"""Every list page against the admin's change list of the same table.

Both show the same number of rows in the same columns, in turn, so that a busy machine slows both
alike; the middle of the times is compared.
"""

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import change_lists
from core.web.listing import ListPage
from tests.factories.demo import browser_of
from tests.factories.list_pages import KnownList, list_pages

BOUND = 1.5
MOST_QUERIES = 15
ROWS = 50
TURNS = 9


@dataclass(frozen=True)
class Found:
    """What was measured of one list; seconds."""

    path: str
    rows: int
    own: float
    admin: float
    queries: int

    @property
    def ratio(self) -> float:
        """Ours in the baseline's time."""
        return self.own / self.admin

    @property
    def is_bad(self) -> bool:
        """Above a bound."""
        return self.ratio > BOUND or self.queries > MOST_QUERIES


def run(only: Sequence[str] = ()) -> int:
    """Print a line a list, those above a bound marked; 1 when there is one.

    :param only: URL names; all lists without them
    """
    baseline, _administrator = browser_of("administrator")
    bad = 0
    for one in list_pages():
        if (only and one.url_name not in only) or (path := one.path()) is None:
            continue
        found = _measured(one.page, path, _fullest_browser(one, path), baseline)
        bad += found.is_bad
        sys.stdout.write(
            f"{'BAD' if found.is_bad else 'ok':4}{found.path:40}{found.rows:3} rows"
            f"{found.own * 1000:7.1f} ms   admin {found.admin * 1000:7.1f} ms"
            f"   ratio {found.ratio:5.2f} (≤ {BOUND})   queries {found.queries}"
            f" (≤ {MOST_QUERIES})\n"
        )
        sys.stdout.flush()
    return 1 if bad else 0


def _fullest_browser(one: KnownList, path: str) -> Client:
    """Of those who open the list, the one who sees most rows."""
    browsers = [browser_of(slug)[0] for slug in one.openers()] or [Client()]
    return max(browsers, key=lambda client: _shown(client, path))


def _shown(client: Client, path: str) -> int:
    answer = client.get(path, {"view": "all", "per_page": ROWS})
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    body = answer.content.partition(b"<tbody")[2].partition(b"</tbody>")[0]
    return int(body.count(b'<tr role="row">'))


def _measured(page: type[ListPage], path: str, ours: Client, baseline: Client) -> Found:
    query = {"view": "all", "per_page": ROWS}
    rows = _shown(ours, path)
    with CaptureQueriesContext(connection) as asked:
        _timed(ours, path, query)
    questions = sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)
    model = page.table_class._meta.model
    columns, relations = _columns_of(page)
    theirs = change_lists.show(model, columns=columns, relations=relations, rows=max(rows, 1))
    _timed(baseline, theirs, {})
    mine, base = [], []
    for _turn in range(TURNS):
        mine.append(_timed(ours, path, query))
        base.append(_timed(baseline, theirs, {}))
    return Found(path, rows, statistics.median(mine), statistics.median(base), questions)


def _columns_of(page: type[ListPage]) -> tuple[list[str], list[str]]:
    """Columns of the table as the admin can show them, and the relations they cross."""
    model = page.table_class._meta.model
    columns: list[str] = []
    relations: list[str] = []
    for name, column in page.table_class.base_columns.items():
        accessor = str(column.accessor or name).replace(".", "__")
        if (shown := _shown_as(model, accessor.split("__"))) is None:
            continue
        path, crossed = shown
        if path not in columns:
            columns.append(path)
        relations += [one for one in crossed if one not in relations]
    return columns, relations


def _shown_as(model: type[models.Model], parts: list[str]) -> tuple[str, list[str]] | None:
    """The longest beginning of an accessor that is made of columns of the database."""
    crossed: list[str] = []
    fields: list[str] = []
    current: Any = model
    for part in parts:
        if current is None:  # a relation to several tables has none
            break
        try:
            field = current._meta.get_field("id" if part == "pk" else part)
        except FieldDoesNotExist:
            break
        fields.append(field.name)
        if not (field.many_to_one or field.one_to_one):
            break
        crossed.append("__".join(fields))
        current = field.related_model
    return ("__".join(fields), crossed) if fields else None


def _timed(client: Client, path: str, query: dict[str, object]) -> float:
    started = time.perf_counter()
    answer = client.get(path, query)
    taken = time.perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return taken
