#!/bin/bash
# Copies the primary once, then follows it. Runs as root in the container and gives root up before the server starts.
set -euo pipefail
export PGDATA=${PGDATA:-/var/lib/postgresql/data} PATH=/usr/lib/postgresql/${PG_MAJOR:-15}/bin:$PATH
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres "$PGDATA"
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups bash "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  export PGPASSWORD=$REPLICATION_PASSWORD
  pg_basebackup --host=primary --username=replication --pgdata="$PGDATA" --wal-method=stream --write-recovery-conf
fi
exec postgres -D "$PGDATA" -c hot_standby=on -c listen_addresses='*'
