#!/bin/bash
# Runs once, when the primary's data directory is made: tables, rows, and the right to replicate.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<SQL
CREATE TABLE orders (id serial PRIMARY KEY, user_id integer NOT NULL, placed timestamptz NOT NULL DEFAULT now());
INSERT INTO orders (user_id) SELECT 1 + n % 3 FROM generate_series(1, 30) AS n;
CREATE ROLE replication LOGIN REPLICATION PASSWORD '$REPLICATION_PASSWORD';
SQL
echo "host replication replication all scram-sha-256" >>"$PGDATA/pg_hba.conf"
