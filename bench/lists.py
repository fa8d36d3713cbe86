"""Lists of the department and of the finance centre against the admin's change list.

Both ask for the same table with the same number of rows a page, in turn, so that a busy machine
slows both alike; the middle of the times is compared.
"""

import statistics
import sys
import time
from dataclasses import dataclass

from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from acts.models import Act, ActRegister
from budget.models import FundingApplication
from contracts.models import Contract
from payments.models import PaymentOrder
from schools.models import School
from tests.factories.demo import browser_of

BOUND = 1.5
MOST_QUERIES = 15
ROWS = 50
TURNS = 9


@dataclass(frozen=True)
class Pair:
    """A list, who opens it, the table behind it."""

    slug: str
    path: str
    model: type[models.Model]
    columns: tuple[str, ...]


PAIRS = (
    Pair("department-officer", "/ru/department/schools/", School,
         ("name_ru", "organisation", "status", "locality", "due_on")),
    Pair("department-officer", "/ru/department/applications/", FundingApplication,
         ("number", "school", "status", "contingent", "need_tiyn", "due_on")),
    Pair("department-officer", "/ru/department/contracts/", Contract,
         ("number", "school", "status", "amount_tiyn", "due_on")),
    Pair("department-officer", "/ru/department/acts/", Act,
         ("number", "school", "month", "status", "amount_tiyn", "due_on")),
    Pair("department-officer", "/ru/department/registers/", ActRegister,
         ("number", "month", "status", "total_tiyn", "due_on")),
    Pair("finance-operator", "/ru/finance/payments/", PaymentOrder,
         ("number", "act", "status", "amount_tiyn")),
)  # fmt: skip


def run() -> int:
    """Print a line a list; 1 when one is above a bound."""
    for pair in PAIRS:
        admin.site.register(pair.model, _admin_of(pair))
    owner = User.objects.create_superuser("bench", password="bench")
    baseline = Client()
    baseline.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    bad = 0
    for pair in PAIRS:
        ours, _member = browser_of(pair.slug)
        meta = pair.model._meta
        theirs = f"/bench-admin/{meta.app_label}/{meta.model_name}/"
        query = {"view": "all", "per_page": ROWS}
        with CaptureQueriesContext(connection) as asked:
            _timed(ours, pair.path, query)
        mine, base = [], []
        for _turn in range(TURNS):
            mine.append(_timed(ours, pair.path, query))
            base.append(_timed(baseline, theirs, {}))
        own, other = statistics.median(mine), statistics.median(base)
        questions = sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)
        is_bad = own > BOUND * other or questions > MOST_QUERIES
        bad += is_bad
        sys.stdout.write(
            f"{'BAD' if is_bad else 'ok':4}{pair.path:34}{own * 1000:7.0f} ms"
            f"   admin {other * 1000:7.0f} ms   ratio {own / other:5.2f} (≤ {BOUND})"
            f"   queries {questions} (≤ {MOST_QUERIES})\n"
        )
    return 1 if bad else 0


def _admin_of(pair: Pair) -> type[admin.ModelAdmin]:
    """The change list as anybody would set it up: columns, relations followed, same page size."""
    relations = [
        f.name for f in pair.model._meta.fields if f.is_relation and f.name in pair.columns
    ]
    return type(
        f"{pair.model.__name__}Admin",
        (admin.ModelAdmin,),
        {
            "list_display": pair.columns,
            "list_per_page": ROWS,
            "list_select_related": relations or False,
        },
    )


def _timed(client: Client, path: str, query: dict[str, object]) -> float:
    started = time.perf_counter()
    answer = client.get(path, query)
    taken = time.perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return taken
