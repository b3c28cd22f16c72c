"""A real replica refuses a read that nobody could know to write; the primary answers it."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Replica, Server

RULES = """
databases:
  default: {{url: "{primary}"}}
  replica1: {{url: "{replica}", replica_of: default, read_your_writes: false}}
routers:
  - {{name: replicas, read: replica1, write: default, relation: allow}}
"""
# Nobody looks what an operator does.
DEFINITIONS = """
CREATE TABLE book AS SELECT n AS id FROM generate_series(1, 3) n;
CREATE SEQUENCE counter;
CREATE FUNCTION next_one(int, int) RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('counter') $$;
CREATE OPERATOR =#= (LEFTARG = int, RIGHTARG = int, FUNCTION = next_one);
"""


@pytest.mark.parametrize("binary", [False, True], ids=["simple", "extended"])
def test_a_read_that_the_replica_refuses_is_answered_by_the_primary(
    primary: Server, replica: Replica, tmp_path: Path, binary: bool
) -> None:
    name = primary.create_database()
    with psycopg.connect(primary.url_of(name), autocommit=True) as direct:
        direct.execute(DEFINITIONS)  # type: ignore[call-overload]
    replica.wait_replayed()
    rules = RULES.format(primary=primary.url_of(name), replica=replica.url_of(name))
    with running_proxy(tmp_path, {"shop.yaml": rules}) as proxy, proxy.connect("shop") as connection:
        replica.forget_statements()
        for expected in (1, 2, 3):
            cursor = connection.execute("SELECT 1 =#= 2 AS odd FROM book LIMIT 1", binary=binary, prepare=False)
            assert cursor.fetchone() == (expected,)
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (3,)
        # It goes to the primary until plans are made anew, as when the catalogs arrive in between.
        refused = sum("AS odd" in text for text in replica.log_statements())
        assert refused in (1, 2)
        proxy.wait_for_log("misrouted read")
        with proxy.connect("onedsn") as console:
            counted = {row[:2]: row[2] for row in console.execute("SHOW STATS").fetchall()}
        assert counted["onedsn_misrouted_reads_total", "database=replica1"] == refused
