"""Rules files and statements for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.load import load_rules
from proxy.routing.route import Choice, Context, Route, TransactionMode
from proxy.routing.rules import Rules
from proxy.sql.statement import Analysis, Kind, Statement, TableName, TableReference

TWO = "databases: {default: {url: 'sqlite:///d'}, other: {url: 'sqlite:///o'}}\n"
REPLICA = (
    "databases: {default: {url: 'sqlite:///d'}, "
    "other: {url: 'sqlite:///o', replica_of: default, read_your_writes: false}}\n"
)
WITH_WRITER = REPLICA.replace("databases: {", "databases: {writer: {url: 'postgresql://nobody/w'}, ")

PRIMARY_REPLICA = "{name: primary_replica, read: other, write: default, relation: allow, migrate: [default, other]}"
WIDE_REPLICA = PRIMARY_REPLICA.replace("[default, other]", "[default, other, writer]")
AUTH = (
    '{name: auth, tables: ["auth_*"], read: default, write: other, relation: allow, migrate: [other], elsewhere: skip}'
)
WRITER = "{name: write_router, write: writer}"
FILES = {
    "two_databases": TWO,
    "split_tables": TWO
    + "routers: [{name: people, tables: [person, pet, userprofile], read: default, write: default},"
    + " {name: books, tables: [book, book_authors, review, auth_user], read: other, write: other}]",
    "primary_replica": REPLICA + f"routers: [{PRIMARY_REPLICA}]",
    "auth_router": TWO + f"routers: [{AUTH}]",
    "primary_write": WITH_WRITER + f"routers: [{WIDE_REPLICA}, {WRITER}]",
    "primary_auth": REPLICA + f"routers: [{PRIMARY_REPLICA}, {AUTH}]",
    "auth_primary": REPLICA + f"routers: [{AUTH}, {PRIMARY_REPLICA}]",
    "write_auth_primary": WITH_WRITER + f"routers: [{WRITER}, {AUTH}, {WIDE_REPLICA}]",
    "anti_pet": TWO
    + "routers: [{name: pets, tables: [pet], migrate: [other], elsewhere: skip},"
    + " {name: anti_pet, migrate: [default], elsewhere: skip}]",
    "write_to_other": TWO + "routers: [{name: write_to_other, write: other}]",
    "sync_only_default": TWO + "routers: [{name: sync_only_default, migrate: [default], elsewhere: skip}]",
}


@dataclass
class Stage:
    """Writes a rules file and routes statements by it."""

    directory: Path

    def rules(self, name: str) -> Rules:
        return self.load(FILES[name], name)

    def load(self, text: str, name: str = "shop") -> Rules:
        path = self.directory / f"{name}.yaml"
        path.write_text(text)
        return load_rules(path, {})


def statement(
    kind: Kind,
    tag: str,
    *,
    writes: str = "",
    reads: str = "",
    using: str | None = None,
    locks: bool | None = None,
    unknown: bool = False,
) -> Statement:
    """`reads="book person@other"` is book, and person with a comment around it that chooses `other`."""
    return Statement(
        kind=kind,
        tag=tag,
        start=0,
        end=0,
        reads=references(reads),
        writes=references(writes),
        using=using,
        locks=bool(writes) if locks is None else locks,
        unknown=unknown,
    )


def references(words: str) -> tuple[TableReference, ...]:
    found = []
    for word in words.split():
        path, _, using = word.partition("@")
        schema, _, name = path.rpartition(".")
        found.append(TableReference(TableName(name, schema or None), using or None))
    return tuple(found)


def select(tables: str, using: str | None = None) -> Statement:
    return statement(Kind.READ, "SELECT", reads=tables, using=using)


def insert(table: str, reads: str = "", using: str | None = None) -> Statement:
    return statement(Kind.WRITE, "INSERT", writes=table, reads=reads, using=using)


def update(table: str, reads: str = "", using: str | None = None) -> Statement:
    return statement(Kind.WRITE, "UPDATE", writes=table, reads=reads or table, using=using)


def delete(table: str, reads: str = "", using: str | None = None) -> Statement:
    return statement(Kind.WRITE, "DELETE", writes=table, reads=reads or table, using=using)


def create(table: str, reads: str = "", using: str | None = None) -> Statement:
    return statement(Kind.DDL, "CREATE TABLE", writes=table, reads=reads, using=using)


def copy_in(table: str, using: str | None = None) -> Statement:
    return statement(Kind.COPY_IN, "COPY", writes=table, using=using)


def copy_out(table: str, using: str | None = None) -> Statement:
    return statement(Kind.COPY_OUT, "COPY", reads=table, using=using)


def session(
    *,
    bound: str | None = None,
    mode: TransactionMode | None = None,
    choice: Choice | None = None,
    load: bool = False,
    user: str = "app",
    application: str = "",
    temporary: tuple[tuple[str, str], ...] = (),
) -> Context:
    """A context; with `bound` it is in a read-write transaction unless `mode` says otherwise."""
    inside = TransactionMode.READ_WRITE if bound else TransactionMode.AUTOCOMMIT
    return Context(
        user=user,
        application=application,
        choice=choice,
        transaction=mode or inside,
        bound=bound,
        load=load,
        temporary=temporary,
        bound_by="SELECT 1" if bound else "",
    )


READ_WRITE = TransactionMode.READ_WRITE
READ_ONLY = TransactionMode.READ_ONLY
AUTOCOMMIT = session()


def route(
    rules: Rules, *statements: Statement, context: Context = AUTOCOMMIT, catalogs: Catalogs | None = None
) -> Route:
    return decide(Analysis(tuple(statements)), context, rules, catalogs)


def asked(found: Route, table: str) -> Sequence[str]:
    """The names of the routers that were asked for a table."""
    return [answer.router for each in found.tables if each.table == table for answer in each.asked]
