"""Two databases behind the proxy and the words in which the seed's scenarios are told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from proxy.backends.postgres.sideline import APPLICATION_NAME
from tests.proxying import ProxyProcess
from tests.servers import HARNESS, Server

Row = tuple[Any, ...]

TABLES = """
CREATE TABLE person (id {id}, name varchar(100) UNIQUE NOT NULL);
CREATE TABLE pet (id {id}, name varchar(100) NOT NULL,
    owner_id integer NOT NULL REFERENCES person (id) ON DELETE CASCADE);
CREATE TABLE book (id {id}, title varchar(100) NOT NULL, published date NOT NULL,
    editor_id integer REFERENCES person (id) ON DELETE SET NULL, pages integer DEFAULT 100);
CREATE TABLE book_authors (id {id}, book_id integer NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    person_id integer NOT NULL REFERENCES person (id) ON DELETE CASCADE, UNIQUE (book_id, person_id));
CREATE TABLE auth_user (id {id}, username varchar(100) UNIQUE NOT NULL, email varchar(100));
CREATE TABLE userprofile (id {id}, user_id integer UNIQUE REFERENCES auth_user (id) ON DELETE SET NULL,
    flavor varchar(100) NOT NULL);
CREATE TABLE django_content_type (id {id}, app_label varchar(100), model varchar(100), UNIQUE (app_label, model));
CREATE TABLE review (id {id}, source varchar(100) NOT NULL, content_type_id integer NOT NULL,
    object_id integer NOT NULL);
"""

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

    def create(self) -> None:
        self.execute(TABLES.format(id="serial PRIMARY KEY"))

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

    def create_through(self, proxy: psycopg.Connection[Row]) -> None:
        """The tables as a client defines them: a file's serial columns are the proxy's."""
        for statement in TABLES.format(id="serial PRIMARY KEY").split(";"):
            if statement.strip():
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


class Session:
    """One client of the proxy; every method is one statement, or one transaction, of the scenarios."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection
        self.notices: list[str] = []
        connection.add_notice_handler(lambda diagnostic: self.notices.append(diagnostic.message_primary or ""))

    # ---- statements

    def run(self, statement: str, *values: Any, using: str | None = None) -> psycopg.Cursor[Row]:
        """Sends `statement`, with the comment that chooses `using`; values as the client sends them."""
        text = statement if using is None else f"/* onedsn: using={using} */ {statement}"
        return self.connection.execute(text.encode(), values or None)

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
            if not self.connection.closed:
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
        text = statement if using is None else f"/* onedsn: using={using} */ {statement}"
        with self.connection.cursor() as cursor:
            with cursor.copy(text.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            return cursor.statusmessage

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
    """Two databases of one kind behind a proxy, and how clients speak to it."""

    kind: str
    proxy: ProxyProcess
    default: Database
    other: Database
    server: Server
    folder: Path
    is_simple: bool = False

    @contextmanager
    def session(self, rules: str = "two_databases", **options: str) -> Iterator[Session]:
        """A client of that rules file; `rules` may name a database behind an @."""
        factory = psycopg.ClientCursor if self.is_simple else psycopg.Cursor
        with self.proxy.connect(f"{self.kind}_{rules}", cursor_factory=factory, **options) as connection:  # type: ignore[arg-type]
            yield Session(connection)

    def forget(self) -> None:
        """What the databases have seen until now no longer counts."""
        if self.kind == "postgresql":
            self.server.forget_statements()

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
        """What PostgreSQL logged for this database since `forget`, but for the proxy's own looking after its health."""
        assert isinstance(database, PostgreSQLDatabase)
        found = []
        for record in self.server.log_records():
            if record.get("dbname") != database.database or record.get("application_name") in (
                HARNESS,
                APPLICATION_NAME,
            ):
                continue
            head, separator, text = record.get("message", "").partition(": ")
            if separator and (head == "statement" or head.startswith("execute ")):
                found.append(text)
        return found

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
