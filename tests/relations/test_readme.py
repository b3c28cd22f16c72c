"""The README's foreign key between PostgreSQL and SQLite is kept as it says."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg

from tests.proxying import running_proxy
from tests.servers import Server

README = Path(__file__).parent.parent.parent / "README.md"
TABLES = (
    "CREATE TABLE customer (id integer PRIMARY KEY, name text)",
    "CREATE TABLE invoice (id integer PRIMARY KEY, customer_id integer)",
)


def test_the_example_runs_as_it_is_written(primary: Server, tmp_path: Path) -> None:
    rules, script = re.findall(
        r"```\w+\n(.*?)```", README.read_text().partition("<!-- example: relation -->")[2], re.DOTALL
    )[:2]
    database = primary.create_database()
    rules = rules.replace("postgresql://app@127.0.0.1:5432/shop", primary.url_of(database))
    rules = rules.replace("sqlite:///archive.db", f"sqlite:///{tmp_path}/archive.db")
    said = []
    with running_proxy(tmp_path, {"shop.yaml": rules}) as proxy, proxy.connect("shop") as app:
        for table in TABLES:
            app.execute(table.encode())
        for line in script.strip().splitlines():
            statement, _, comment = line.partition("--")
            try:
                app.execute(statement.encode())
                said.append("")
            except psycopg.Error as error:
                said.append(error.sqlstate or "")
            assert bool(said[-1]) == (comment.strip() == said[-1])
        assert said == ["", "", "23503", "23503"]
    with psycopg.connect(primary.url_of(database)) as direct:
        assert direct.execute("SELECT count(*) FROM customer").fetchone() == (1,)
