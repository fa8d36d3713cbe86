"""I41: the app role can neither change nor remove what is written once, nor switch the law off."""

import pytest
from django.db import Error, connection, transaction

from core.db_roles import append_only_tables

pytestmark = pytest.mark.django_db
REFUSED = r"permission denied|must be owner|cannot"
TABLES = append_only_tables()


def refused(statement: str) -> None:
    with pytest.raises(Error, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_tests_themselves_run_as_the_app_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_there_are_tables_written_once():
    assert "core_transition" in TABLES
    assert len(TABLES) >= 5


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table}",
    ],
)
def test_a_table_written_once_refuses(table, statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND table_schema = 'public' ORDER BY ordinal_position DESC LIMIT 1",
            [table],
        )
        column = cursor.fetchone()[0]
    refused(statement.format(table=table, column=column))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_transition SET reason = 'x' WHERE id = 1",
        "INSERT INTO core_transition (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET reason = 'x'",
        "WITH gone AS (DELETE FROM core_transition RETURNING id) SELECT count(*) FROM gone",
        "MERGE INTO core_transition t USING (SELECT 1 AS id) s ON t.id = s.id "
        "WHEN MATCHED THEN DELETE",
        "SELECT * FROM core_transition FOR UPDATE",
        "LOCK TABLE core_transition IN ACCESS EXCLUSIVE MODE",
        "ALTER TABLE core_transition OWNER TO CURRENT_USER",
        "ALTER TABLE core_transition DROP COLUMN reason",
        "ALTER TABLE core_transition RENAME TO core_transition_old",
        "ALTER TABLE core_transition DISABLE TRIGGER USER",
        "ALTER TABLE core_transition ENABLE ROW LEVEL SECURITY",
        "CREATE TRIGGER mine BEFORE INSERT ON core_transition FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE mine AS ON INSERT TO core_transition DO INSTEAD NOTHING",
        "CREATE TABLE core_copy (LIKE core_transition)",
        "SET session_replication_role = replica",
        "CREATE ROLE mine SUPERUSER",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "COPY core_transition FROM PROGRAM 'true'",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER SYSTEM SET session_replication_role = 'replica'",
        "DROP SCHEMA public CASCADE",
        "ALTER TABLE acts_act DROP CONSTRAINT act_status_legal",
        "ALTER TABLE acts_act DISABLE TRIGGER ALL",
        "TRUNCATE acts_act CASCADE",
    ],
)
def test_the_law_cannot_be_gone_round(statement):
    refused(statement)


def test_a_right_cannot_be_given_to_oneself():
    """PostgreSQL only warns that nothing was granted, so the right itself is looked at."""
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE ON core_transition TO CURRENT_USER")
        cursor.execute("SELECT has_table_privilege('core_transition', 'UPDATE')")
        assert cursor.fetchone() == (False,)


def test_even_the_owner_meets_the_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, count(*) FILTER (WHERE t.tgtype & 16 > 0),"  # update
            " count(*) FILTER (WHERE t.tgtype & 8 > 0),"  # delete
            " count(*) FILTER (WHERE t.tgtype & 32 > 0)"  # truncate
            " FROM pg_class c LEFT JOIN pg_trigger t"
            " ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'"
            " WHERE c.relname = ANY(%s) GROUP BY 1",
            [TABLES],
        )
        guarded = {row[0]: min(row[1:]) for row in cursor.fetchall()}
    assert {table for table in TABLES if not guarded.get(table)} == set()
