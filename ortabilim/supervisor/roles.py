"""The two database roles and the database, made idempotently by the bootstrap superuser."""

import psycopg
from psycopg import sql

DATABASE = "ortabilim"
OWNER = "ortabilim_owner"  # owns the tables, runs migrations
APP = "ortabilim_app"  # the running program: DML only, granted by migrations


def make_roles_and_database(superuser_url: str) -> None:
    """Create what is missing; safe to run at every start."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role in (OWNER, APP):
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None
