#!/bin/bash
# Runs once in an empty database folder: the two roles of ortabilim/supervisor/roles.py.
set -eu
: "${OWNER_PASSWORD:?set OWNER_PASSWORD in .env}" "${APP_PASSWORD:?set APP_PASSWORD in .env}"

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE ortabilim_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE ortabilim_app LOGIN PASSWORD :'app_password';
CREATE DATABASE ortabilim OWNER ortabilim_owner;
SQL
