"""The tables as they are: whole tiyn, guarded states, no right too many."""

import pytest
from django.db import connection

from core.workflow import state_field
from tests.architecture.state_graphs import stateful_models

pytestmark = pytest.mark.django_db
# numbers with places that are not money: square metres, hours, shares
MEASURES = {"area_m2", "hours"}


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def columns(condition):
    return {
        f"{table}.{column}"
        for table, column in rows(
            "SELECT table_name, column_name FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND {condition}"
        )
    }


def test_every_sum_is_a_bigint():
    assert len(columns("column_name ~ '_tiyn$'")) > 30
    assert columns("column_name ~ '_tiyn$' AND data_type <> 'bigint'") == set()


def test_no_column_is_a_float():
    kinds = "data_type IN ('real', 'double precision', 'money')"
    assert columns(kinds) == set()


def test_no_number_with_places_is_money():
    decimal = columns("data_type = 'numeric'")
    assert {name for name in decimal if name.split(".")[1] not in MEASURES} == set()


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model._meta.label)
def test_the_database_holds_the_law_of_the_graph(model):
    table, column = model._meta.db_table, state_field(model).column
    checks = rows(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'c'",
        table,
    )
    triggers = {
        name
        for (name,) in rows(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass "
            "AND NOT tgisinternal AND tgenabled <> 'D'",
            table,
        )
    }
    assert any(f"({column})" in check and "ANY" in check for (check,) in checks)
    assert any("legal_edges" in name for name in triggers)
    assert any("first_state" in name for name in triggers)


def test_every_table_of_the_house_is_open_to_the_app_role_for_reading():
    closed = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
        "AND relnamespace = 'public'::regnamespace AND NOT has_table_privilege(oid, 'SELECT')"
    )
    assert closed == []


def test_nothing_belongs_to_the_app_role():
    owned = rows(
        "SELECT relname FROM pg_class WHERE relowner = "
        "(SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )
    assert owned == []


def test_partitions_cannot_be_changed_past_their_parent():
    """A trigger of the parent stands on every partition too."""
    bare = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid "
        "JOIN pg_class p ON p.oid = i.inhparent WHERE p.relkind = 'p' AND c.relkind = 'r' "
        "AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgtype & 1 > 0) < "
        "(SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = p.oid AND t.tgtype & 1 > 0)"
    )
    assert bare == []
