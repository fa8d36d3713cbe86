"""Monthly partitions are made on demand by the app role, which can make nothing else."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import Error, connection, transaction

from core import partitions
from core.periods import Month
from tests.integration.core.threads import PATIENCE, in_thread

pytestmark = pytest.mark.django_db
FAR = Month(2044, 7)


def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relispartition")
        return {row[0] for row in cursor.fetchall()}


def test_a_month_is_made_once_for_every_partitioned_table():
    wanted = {f"{table}_204407" for table in partitions.PARTITIONED}
    assert not wanted & tables()
    partitions.ensure_month(FAR)
    partitions.ensure_month(FAR)
    assert wanted <= tables()


def test_a_year_lies_ready_ahead():
    partitions.ensure_year_ahead()
    ready = tables()
    for name in ("202508", "202511", "202611"):
        assert {f"{table}_{name}" for table in partitions.PARTITIONED} <= ready


def test_a_month_that_nobody_made_is_a_clear_error():
    with pytest.raises(Error, match="no partition"), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO acts_fundedmonth (month, person_id) VALUES ('2044-08-01', 1)"
        )


@pytest.mark.parametrize(
    ("parent", "first_day"),
    [
        ("core_transition", dt.date(2025, 1, 1)),
        ("acts_fundedmonth; DROP TABLE core_job", dt.date(2025, 1, 1)),
        ("acts_fundedmonth", dt.date(2025, 1, 2)),
        ("acts_fundedmonth", dt.date(1999, 1, 1)),
    ],
)
def test_the_function_makes_nothing_but_months_of_these_tables(parent, first_day):
    with pytest.raises(Error, match="not "), transaction.atomic():
        connection.cursor().execute("SELECT core_ensure_partition(%s, %s)", [parent, first_day])


def test_the_app_role_cannot_make_a_table_itself():
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TABLE a_table_of_mine (id int)")


def test_the_app_role_writes_no_partition_directly():
    """A closed month is guarded on the parent table; a side door would pass it."""
    partitions.ensure_month(FAR)
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO acts_fundedmonth_204407 (month, person_id, act_line_id) "
            "VALUES ('2044-07-01', 1, 1)"
        )


def test_a_pupil_stands_once_in_a_month_of_a_source():
    """The key is kept by the partition: a month that has it not would take a row twice."""
    partitions.ensure_month(FAR)
    row = (
        "INSERT INTO schools_pupilmonth (month, source_id, person_id, first_seen_on, grade,"
        " study_type) VALUES ('2044-07-01', 1, 1, '2044-07-01', 5, 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(row)
        with pytest.raises(Error, match="schools_pupilmonth_204407_key"), transaction.atomic():
            cursor.execute(row)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_a_month_at_once_both_go_on():
    """Both found that it is missing; the second waits for the first to commit."""
    month, both_know = Month(2044, 9), threading.Barrier(2, timeout=PATIENCE)

    def make() -> None:
        with transaction.atomic():
            assert partitions._there().isdisjoint({(t, month) for t in partitions.PARTITIONED})
            with connection.cursor() as cursor:  # as the function itself does before it waits
                cursor.execute("SELECT to_regclass('acts_fundedmonth_204409')")
            both_know.wait()
            for table in partitions.PARTITIONED:
                partitions._make(table, month)

    try:
        with ThreadPoolExecutor(2) as pool:
            for done in [in_thread(pool, make) for _thread in range(2)]:
                done.result(PATIENCE)
        assert {f"{table}_204409" for table in partitions.PARTITIONED} <= tables()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            for table in partitions.PARTITIONED:
                cursor.execute(f"DROP TABLE IF EXISTS {table}_204409")
        connection.close()
