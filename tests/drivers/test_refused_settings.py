"""A role that is gone when another connection should take it: nothing runs as somebody else."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Server


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
