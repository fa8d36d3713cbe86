"""Monthly partitions are made on demand by the app role, which can make nothing else."""

import datetime as dt

import pytest
from django.db import Error, connection, transaction

from core import partitions
from core.periods import Month

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
