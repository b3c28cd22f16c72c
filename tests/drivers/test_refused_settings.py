"""What a server refuses before a statement: nothing runs as somebody else, nor outside of its transaction."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Replica, Server


@pytest.mark.parametrize("prepares", [False, True], ids=["simple", "extended"])
def test_a_statement_never_runs_without_the_role_of_its_session(
    primary: Server, tmp_path: Path, *, prepares: bool
) -> None:
    url = primary.url_of(primary.create_database())
    files = {"one.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 1}\n"}
    factory = psycopg.Cursor if prepares else psycopg.ClientCursor
    with running_proxy(tmp_path, files) as proxy, proxy.connect("one") as humble, proxy.connect("one") as other:
        humble.cursor_factory = factory
        other.execute("CREATE TABLE seen (who text)")
        other.execute("CREATE ROLE humble")
        other.execute("GRANT INSERT ON seen TO humble")
        humble.execute("SET ROLE humble")
        humble.execute("INSERT INTO seen VALUES (%s)", ["first"])
        other.execute("DROP OWNED BY humble")
        other.execute("DROP ROLE humble")

        with pytest.raises(psycopg.errors.InvalidParameterValue, match='role "humble" does not exist'):
            humble.execute("INSERT INTO seen VALUES (%s)", ["second"])
        humble.execute("RESET ROLE")
        assert humble.execute("SELECT who FROM seen").fetchall() == [("first",)]


@pytest.mark.parametrize("prepares", [False, True], ids=["simple", "extended"])
def test_a_transaction_that_a_standby_refuses_fails_as_on_a_direct_connection(
    primary: Server, replica: Replica, tmp_path: Path, *, prepares: bool
) -> None:
    url = primary.url_of("postgres")
    databases = f'default: {{url: "{url}"}}, standby: {{url: "{replica.url_of("postgres")}", replica_of: default}}'
    files = {"one.yaml": f"databases: {{{databases}}}\n"}
    options = "-c onedsn.using=standby"
    with running_proxy(tmp_path, files) as proxy, proxy.connect("one", options=options) as client:
        client.cursor_factory = psycopg.Cursor if prepares else psycopg.ClientCursor
        for begin in ("BEGIN ISOLATION LEVEL SERIALIZABLE", "BEGIN READ WRITE"):
            client.execute(begin)
            replica.forget_statements()
            with pytest.raises(psycopg.Error) as refused:
                client.execute("SELECT %s AS seen", [1])
            assert refused.value.sqlstate in ("0A000", "25006", "25001")
            with pytest.raises(psycopg.errors.InFailedSqlTransaction):
                client.execute("SELECT %s AS seen", [1])
            client.execute("ROLLBACK")
            assert not any("AS seen" in text for text in replica.log_statements())
            assert client.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
