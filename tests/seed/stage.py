"""Two databases behind the proxy and the words in which the seed's scenarios are told."""

from __future__ import annotations

import json
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from proxy.backends.postgres.sideline import APPLICATION_NAME
from proxy.relations.questions import MARK
from tests.proxying import ProxyProcess
from tests.seed.clients import AsyncpgClient, Client, PsycopgClient, Result, Row
from tests.servers import HARNESS, Server

STATEMENTS = "onedsn_statements_total"
TABLES = """
CREATE TABLE person (id {id}, name varchar(100) UNIQUE NOT NULL);
CREATE TABLE pet (id {id}, name varchar(100) NOT NULL,
    owner_id integer NOT NULL{person} CASCADE{end});
CREATE TABLE book (id {id}, title varchar(100) NOT NULL, published date NOT NULL,
    editor_id integer{person} SET NULL{end}, pages integer DEFAULT 100);
CREATE TABLE book_authors (id {id}, book_id integer NOT NULL{book} CASCADE{end},
    person_id integer NOT NULL{person} CASCADE{end}, UNIQUE (book_id, person_id));
CREATE TABLE auth_user (id {id}, username varchar(100) UNIQUE NOT NULL, email varchar(100));
CREATE TABLE userprofile (id {id}, user_id integer UNIQUE{auth_user} SET NULL{end},
    flavor varchar(100) NOT NULL);
CREATE TABLE django_content_type (id {id}, app_label varchar(100), model varchar(100), UNIQUE (app_label, model));
CREATE TABLE review (id {id}, source varchar(100) NOT NULL, content_type_id integer NOT NULL,
    object_id integer NOT NULL);
"""


def tables(variant: str) -> list[str]:
    """The definitions: "fk" with the foreign keys, "bare" without any."""
    found = TABLES.replace("{id}", "serial PRIMARY KEY").replace("{end}", "")
    for parent in ("person", "book", "auth_user"):
        found = found.replace("{" + parent + "}", f" REFERENCES {parent} (id) ON DELETE")
    if variant == "bare":
        found = re.sub(r" REFERENCES \w+ \(id\) ON DELETE (CASCADE|SET NULL)", "", found)
    return [statement for statement in found.split(";") if statement.strip()]


NAMES = ("review", "django_content_type", "userprofile", "auth_user", "book_authors", "pet", "book", "person")
KINDS = {"book": 1, "person": 2, "pet": 3, "review": 4, "userprofile": 5}
FIRST = {"default": 1, "other": 101}
"""Where generated ids begin: a key tells whose row it is."""


class Database:
    """One of the two databases, read and emptied past the proxy."""

    name: str
    url: str

    def execute(self, statement: str) -> list[Row]:
        raise NotImplementedError

    def empty(self) -> None:
        raise NotImplementedError

    def has(self, table: str) -> bool:
        raise NotImplementedError

    def count(self, table: str) -> int:
        return int(self.execute(f"SELECT count(*) FROM {table}")[0][0])

    def counts(self, *tables: str) -> list[int]:
        return [self.count(table) for table in tables]

    def column(self, statement: str) -> list[Any]:
        return sorted((row[0] for row in self.execute(statement)), key=str)

    def _fill_content_types(self) -> None:
        rows = ", ".join(f"({number}, 'multiple_database', '{model}')" for model, number in KINDS.items())
        self.execute(f"INSERT INTO django_content_type (id, app_label, model) VALUES {rows}")


class PostgreSQLDatabase(Database):
    def __init__(self, name: str, server: Server) -> None:
        self.name = name
        self.database = server.create_database()
        self.url = server.url_of(self.database)
        self.connection = psycopg.connect(self.url, autocommit=True, application_name=HARNESS)

    def execute(self, statement: str) -> list[Row]:
        cursor = self.connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []

    def create(self, variant: str) -> None:
        self.execute(";".join(tables(variant)))

    def empty(self) -> None:
        self.execute("DROP TABLE IF EXISTS extra, auth_extra")
        self.execute(f"TRUNCATE {', '.join(NAMES)}")
        first = FIRST[self.name]
        self.execute(";".join(f"ALTER SEQUENCE {name}_id_seq RESTART WITH {first}" for name in NAMES))
        self._fill_content_types()

    def has(self, table: str) -> bool:
        return self.execute(f"SELECT to_regclass('{table}') IS NOT NULL") == [(True,)]


class SQLiteDatabase(Database):
    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self.url = f"sqlite:///{path}"

    def execute(self, statement: str) -> list[Row]:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
            return connection.execute(statement).fetchall()

    def create_through(self, proxy: psycopg.Connection[Row], variant: str) -> None:
        """The tables as a client defines them: a file's serial columns are the proxy's."""
        for statement in tables(variant):
            proxy.execute(statement.encode())
        self.proxy = proxy

    def empty(self) -> None:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
            for name in NAMES:
                connection.execute(f"DELETE FROM {name}")
        for name in ("extra", "auth_extra"):
            if self.has(name):
                self.proxy.execute(f"DROP TABLE {name}".encode())
        settings = ", ".join(f"setval('{name}_id_seq', {FIRST[self.name]}, false)" for name in NAMES)
        self.proxy.execute(f"SELECT {settings}".encode())
        self._fill_content_types()

    def has(self, table: str) -> bool:
        return bool(self.execute(f"SELECT 1 FROM sqlite_master WHERE name = '{table}'"))


def _chosen(statement: str, using: str | None) -> str:
    return statement if using is None else f"/* onedsn: using={using} */ {statement}"


class Session:
    """One client of the proxy; every method is one statement, or one transaction, of the scenarios."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.notices = client.notices

    # ---- statements

    def run(self, statement: str, *values: Any, using: str | None = None) -> Result:
        """Sends `statement`, with the comment that chooses `using`; values as the client sends them."""
        return self.client.execute(_chosen(statement, using), values)

    def prepared(self, statement: str, *values: Any) -> list[Row]:
        """The rows of a named statement that is prepared once."""
        return self.client.prepared(statement, values).fetchall()

    @property
    def is_idle(self) -> bool:
        """No transaction is under way, as the client sees it."""
        return self.client.is_idle

    def rows(self, statement: str, *values: Any, using: str | None = None) -> list[Row]:
        return self.run(statement, *values, using=using).fetchall()

    def column(self, statement: str, *values: Any, using: str | None = None) -> list[Any]:
        return sorted((row[0] for row in self.rows(statement, *values, using=using)), key=str)

    def tag(self, statement: str, *values: Any, using: str | None = None) -> str | None:
        return self.run(statement, *values, using=using).statusmessage

    def choose(self, database: str) -> None:
        self.run(f"SET onedsn.using = '{database}'")

    @contextmanager
    def transaction(self, using: str | None = None) -> Iterator[None]:
        """T{…}, or T[using]{…}; rolled back where the block fails."""
        self.run("BEGIN")
        try:
            if using is not None:
                self.run(f"SET LOCAL onedsn.using = '{using}'")
            yield
        except BaseException:
            if not self.client.is_closed:
                self.run("ROLLBACK")
            raise
        assert self.tag("COMMIT") == "COMMIT"

    def route(self, statement: str, using: str | None = None) -> dict[str, Any]:
        """The record of EXPLAIN (ROUTE, FORMAT JSON)."""
        chosen = statement if using is None else f"/* onedsn: using={using} */ {statement}"
        rows = self.rows(f"EXPLAIN (ROUTE, FORMAT JSON) {chosen}")
        record = json.loads("\n".join(row[0] for row in rows))
        assert isinstance(record, dict)
        return record

    # ---- rows

    def book(
        self,
        title: str,
        published: str = "2009-05-04",
        editor: int | None = None,
        using: str | None = None,
    ) -> int:
        return self._insert("book", {"title": title, "published": published, "editor_id": editor}, using)

    def person(self, name: str, using: str | None = None) -> int:
        return self._insert("person", {"name": name}, using)

    def pet(self, name: str, owner: int, using: str | None = None) -> int:
        return self._insert("pet", {"name": name, "owner_id": owner}, using)

    def user(self, name: str, using: str | None = None) -> int:
        return self._insert("auth_user", {"username": name, "email": f"{name}@example.com"}, using)

    def profile(self, user: int | None, flavor: str, using: str | None = None) -> int:
        return self._insert("userprofile", {"user_id": user, "flavor": flavor}, using)

    def review(self, source: str, kind: str, key: int, using: str | None = None) -> int:
        return self._insert("review", {"source": source, "content_type_id": KINDS[kind], "object_id": key}, using)

    def author(self, book: int, person: int, using: str | None = None) -> int:
        return self._insert("book_authors", {"book_id": book, "person_id": person}, using)

    def put(self, table: str, key: int, using: str | None = None, **columns: Any) -> str:
        """What `save()` sends; "UPDATE" or "INSERT", whichever stored the row."""
        with self.transaction(using):
            assignments = ", ".join(f"{name} = %s" for name in columns)
            if self.tag(f"UPDATE {table} SET {assignments} WHERE id = %s", *columns.values(), key) != "UPDATE 0":
                return "UPDATE"
            self._insert(table, {"id": key, **columns}, None)
            return "INSERT"

    def _insert(self, table: str, columns: dict[str, Any], using: str | None) -> int:
        given = {name: value for name, value in columns.items() if value is not None}
        places = ", ".join(["%s"] * len(given))
        statement = f"INSERT INTO {table} ({', '.join(given)}) VALUES ({places}) RETURNING id"
        cursor = self.run(statement, *given.values(), using=using)
        row = cursor.fetchone()
        assert row is not None
        assert cursor.statusmessage == "INSERT 0 1"
        return int(row[0])

    def copy(self, statement: str, rows: Sequence[Row], using: str | None = None) -> str | None:
        """COPY … FROM STDIN with these rows; the command tag."""
        return self.client.copy_in(_chosen(statement, using), rows)

    def dump(self, statement: str, using: str | None = None) -> bytes:
        """COPY … TO STDOUT."""
        return self.client.copy_out(_chosen(statement, using))

    # ---- questions

    def find(self, title: str, using: str | None = None) -> int:
        return len(self.rows("SELECT * FROM book WHERE title = %s", title, using=using))

    def titles(self, name: str, using: str | None = None) -> list[str]:
        return self.column(
            "SELECT b.title FROM book b JOIN book_authors a ON a.book_id = b.id"
            " JOIN person p ON p.id = a.person_id WHERE p.name = %s",
            name,
            using=using,
        )

    def authors(self, title: str, using: str | None = None) -> list[str]:
        return self.column(
            "SELECT p.name FROM person p JOIN book_authors a ON a.person_id = p.id"
            " JOIN book b ON b.id = a.book_id WHERE b.title = %s",
            title,
            using=using,
        )

    def editors(self, title: str, using: str | None = None) -> list[str]:
        return self.column(
            "SELECT p.name FROM person p JOIN book b ON b.editor_id = p.id WHERE b.title = %s", title, using=using
        )

    def users(self, flavor: str, using: str | None = None) -> list[str]:
        return self.column(
            "SELECT u.username FROM auth_user u JOIN userprofile f ON f.user_id = u.id WHERE f.flavor = %s",
            flavor,
            using=using,
        )

    def sources(self, key: int, using: str | None = None) -> list[str]:
        return self.column("SELECT source FROM review WHERE object_id = %s", key, using=using)


@dataclass
class Stage:
    """Two databases behind a proxy, and how clients speak to it."""

    kind: str
    """"postgresql", "sqlite", or "mixed": PostgreSQL with an SQLite file for `other`."""
    variant: str
    """"fk" where the databases have the foreign keys, "bare" where they have none."""
    proxy: ProxyProcess
    default: Database
    other: Database
    server: Server
    folder: Path
    driver: str = "extended"

    @property
    def is_bare(self) -> bool:
        return self.variant == "bare"

    @contextmanager
    def session(self, rules: str = "two_databases", **options: str) -> Iterator[Session]:
        """A client of that rules file; `rules` may name a database behind an @."""
        url = self.proxy.url(rules)
        if self.driver == "asyncpg":
            client: Client = AsyncpgClient(url, options)
        else:
            client = PsycopgClient(url, simple=self.driver == "simple", options=options)
        try:
            yield Session(client)
        finally:
            client.close()

    @property
    def events(self) -> Path:
        return self.folder / "events.jsonl"

    def events_of(self, text: str, number: int) -> list[dict[str, Any]]:
        """The events of clients' statements whose shape has `text` in it, once there are that many."""
        deadline = time.monotonic() + 15
        while True:
            # The last line may still be under way.
            whole = self.events.read_text().rpartition("\n")[0]
            found = [json.loads(line) for line in whole.splitlines()]
            found = [event for event in found if text in event["statement"] and not event.get("own")]
            if len(found) >= number:
                return found
            assert time.monotonic() < deadline, found
            time.sleep(0.02)

    def counted(self, rules: str, mode: str) -> list[float]:
        """How many statements of that mode went to `default` and to `other` so far, by the metric."""
        with psycopg.connect(self.proxy.url("onedsn"), autocommit=True) as console:
            rows = console.execute("SHOW STATS").fetchall()
        labels = [f"dsn_database={rules},database={database},mode={mode}" for database in ("default", "other")]
        found = {_plain(str(labels)): float(str(value)) for name, labels, value in rows if name == STATEMENTS}
        return [found.get(label, 0.0) for label in labels]

    def route_shown(self, say: Callable[[], object], table: str, database: str, reason: str) -> dict[str, Any]:
        """The row of the console's SHOW ROUTES for reads of that table on that database, for that reason. `say` says
        such a statement; again where the catalogs of another test's tables have come since, and all plans are gone."""
        deadline = time.monotonic() + 20
        while True:
            say()
            found = self._routes_shown(table, database, reason)
            if found or time.monotonic() > deadline:
                (row,) = found
                return row

    def _routes_shown(self, table: str, database: str, reason: str) -> list[dict[str, Any]]:
        with psycopg.connect(self.proxy.url("onedsn"), autocommit=True, row_factory=dict_row) as console:
            rows = console.execute("SHOW ROUTES").fetchall()
        wanted = ("two_databases", table, database, reason)
        found = [row for row in rows if (row["dsn_database"], row["table"], row["database"], row["reason"]) == wanted]
        return [row for row in found if row["mode"] == "read"]

    def forget(self) -> None:
        """What the databases have seen until now no longer counts."""
        # Events are written behind the statements' backs: with the mark all before it have arrived.
        mark = f"m{uuid.uuid4().hex}"
        with self.session() as session:
            session.run(f"SELECT 1 AS {mark}")
        self.events_of(mark, 2)
        if self.kind != "sqlite":
            self.server.forget_statements()
        self.events.write_text("")

    def saw(self, text: str) -> list[str]:
        """The databases that saw a statement with `text` in it. Only PostgreSQL keeps a log: check `can_see` first."""
        assert self.can_see
        return [
            database.name
            for database in (self.default, self.other)
            if any(text in statement for statement in self.statements(database))
        ]

    @property
    def can_see(self) -> bool:
        return self.kind == "postgresql"

    def statements(self, database: Database) -> list[str]:
        """What PostgreSQL logged for this database since `forget`, but for what the proxy asks on its own account."""
        assert isinstance(database, PostgreSQLDatabase)
        found = []
        for record in self.server.log_records():
            if record.get("dbname") != database.database or record.get("application_name") in (
                HARNESS,
                APPLICATION_NAME,
            ):
                continue
            head, separator, text = record.get("message", "").partition(": ")
            # A connection may hear of the session's encoding first: that is no statement of a scenario.
            is_own = text.startswith((MARK, "SET client_encoding"))
            if separator and (head == "statement" or head.startswith("execute ")) and not is_own:
                found.append(text)
        return found

    def look_ups(self, database: Database) -> list[str]:
        """What the proxy asked this PostgreSQL database about relations on its own account."""
        assert isinstance(database, PostgreSQLDatabase)
        texts = (
            record.get("message", "")
            for record in self.server.log_records()
            if record.get("dbname") == database.database
        )
        return [text for text in texts if MARK in text]

    def unseen(self, text: str) -> None:
        """No database received a statement with `text`, nor a BEGIN for it."""
        if self.can_see:
            assert self.saw(text) == []
            assert self.saw("BEGIN") == []

    def asked(self) -> list[dict[str, Any]]:
        """What Python routers that remember were asked since the test began."""
        path = self.folder / "asked.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def empty(self) -> None:
        self.default.empty()
        self.other.empty()
        (self.folder / "asked.jsonl").unlink(missing_ok=True)


def _plain(labels: str) -> str:
    return labels.replace('"', "").replace(" ", "").strip("{}")


@contextmanager
def refused_across(*words: str) -> Iterator[None]:
    """X-cross: 0A000 with the tables, the databases, who decided, and the ways out."""
    with pytest.raises(psycopg.errors.FeatureNotSupported) as caught:
        yield
    diagnostic = caught.value.diag
    assert diagnostic.message_detail
    assert diagnostic.message_hint
    for word in words:
        assert word in f"{diagnostic.message_primary} {diagnostic.message_detail}"


@contextmanager
def router_raises(*words: str) -> Iterator[None]:
    """X-router: 38000 with router, method, table and exception."""
    with pytest.raises(psycopg.errors.ExternalRoutineException) as caught:
        yield
    for word in words:
        assert word in (caught.value.diag.message_primary or "")


@contextmanager
def violates(
    stage: Stage, child: str, value: int, parent: str, looked: str, has: str, kind: str = ""
) -> Iterator[None]:
    """X-key: 23503 with the child's column, the value, the parent's table and the database looked in, and as HINT the
    database that has the key. With "fk" the database may say it, which knows of no other."""
    table, column = child.split(".")
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
        yield
    diagnostic = caught.value.diag
    assert f'"{table}"' in (diagnostic.message_primary or "")
    if stage.is_bare or table == "review":
        detail = f'Key ({column})=({value}){kind} is not present in table "{parent}" of database "{looked}".'
        assert diagnostic.message_detail == detail
        assert f'"{has}"' in (diagnostic.message_hint or "")
        assert (diagnostic.schema_name, diagnostic.table_name) == ("public", table)
        assert diagnostic.constraint_name == f"{table}_{column}_fkey"


@contextmanager
def refused_in_transaction(*words: str) -> Iterator[None]:
    """X-tx: 0A000 that names the transaction's database and the one asked for."""
    with pytest.raises(psycopg.errors.FeatureNotSupported) as caught:
        yield
    for word in words:
        assert word in (caught.value.diag.message_primary or "")
