"""Rights of the app role: it writes rows but never rewrites history.

Runs after every migration as the owner. The app role may INSERT, SELECT, UPDATE and DELETE, but on
append-only tables neither UPDATE nor DELETE; TRUNCATE nowhere.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql

from core.models import AppendOnlyModel


def append_only_tables() -> list[str]:
    """Tables whose rows are written once."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AppendOnlyModel) and model._meta.managed
    )


def grant_app_role(using: str = "default", **_kwargs: Any) -> None:
    """Grant the app role its rights on every table of the schema and take back the forbidden."""
    role = settings.DATABASE_APP_ROLE
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s, 1 FROM pg_roles WHERE rolname = %s", [role, role])
        found = cursor.fetchone()
        if found is None or found[0]:
            return
        name = sql.Identifier(role)
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "REVOKE TRUNCATE, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA public FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name))
        for partition in _partitions(cursor):
            # rows go through the parent, whose statement triggers guard a closed month
            cursor.execute(
                sql.SQL("REVOKE ALL ON {table} FROM {role}").format(
                    table=sql.Identifier(partition), role=name
                )
            )
        for table in append_only_tables():
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(
                    sql.SQL("REVOKE UPDATE, DELETE ON {table} FROM {role}").format(
                        table=sql.Identifier(table), role=name
                    )
                )


def _partitions(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT child.relname FROM pg_inherits "
        "JOIN pg_class child ON child.oid = inhrelid "
        "JOIN pg_class parent ON parent.oid = inhparent "
        "WHERE parent.relkind = 'p' AND child.relkind = 'r'"
    )
    return [row[0] for row in cursor.fetchall()]
