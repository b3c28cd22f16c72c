"""PostgreSQL's functions for one SQLite connection: registration, the session they answer for, and their errors."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial, wraps
from typing import Any

from proxy.backends.sqlite.advisory import SessionLocks, advisory
from proxy.backends.sqlite.functions_aggregate import AGGREGATES, Ordered
from proxy.backends.sqlite.functions_array import ARRAY_FUNCTIONS, LENIENT_ARRAY_FUNCTIONS
from proxy.backends.sqlite.functions_catalog import CatalogFunctions
from proxy.backends.sqlite.functions_format import FORMAT_FUNCTIONS, parsed_moment, time_to_char
from proxy.backends.sqlite.functions_interval import INTERVAL_FUNCTIONS, compare_interval, overlapped
from proxy.backends.sqlite.functions_json import JSON_FUNCTIONS, compare_jsonb
from proxy.backends.sqlite.functions_json_aggregate import json_aggregates
from proxy.backends.sqlite.functions_json_change import JSON_CHANGES
from proxy.backends.sqlite.functions_json_make import ToJson
from proxy.backends.sqlite.functions_json_rows import JSON_ROWS, records
from proxy.backends.sqlite.functions_number import NUMBER_FUNCTIONS, VOLATILE_NUMBER_FUNCTIONS, compare_numeric
from proxy.backends.sqlite.functions_order import array_comparer, comparer
from proxy.backends.sqlite.functions_regexp import REGEXP_FUNCTIONS, all_matches
from proxy.backends.sqlite.functions_sequence import Sequences
from proxy.backends.sqlite.functions_session import SessionFunctions
from proxy.backends.sqlite.functions_text import PLAIN_TEXT_FUNCTIONS, TEXT_FUNCTIONS, VOLATILE_TEXT_FUNCTIONS
from proxy.backends.sqlite.functions_time import TIME_FUNCTIONS, TimeZoned
from proxy.backends.sqlite.functions_types import UserTypes, label_range
from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import moment_text


@dataclass(slots=True)
class SessionValues:
    """What functions may ask about the session whose statement runs."""

    user: str = ""
    database: str = ""
    process_id: int = 0
    time_zone: str = "UTC"
    read_only: bool = False
    """The file itself cannot be written, as on a standby."""
    settings: dict[str, str] = field(default_factory=dict)
    transaction_start: datetime = field(default_factory=lambda: datetime.now(UTC))
    statement_start: datetime = field(default_factory=lambda: datetime.now(UTC))
    search_path: tuple[str, ...] = ("public",)
    sequence_values: dict[str, int] = field(default_factory=dict)
    """currval() by sequence; the key "" holds lastval()."""
    live: dict[str, Callable[[], list[dict[str, object]]]] = field(default_factory=dict)
    """Rows of catalogs that tell of the session itself, by name."""
    schemas: Callable[[], tuple[str, ...]] = lambda: ("public",)
    """The schemas of the file."""
    change: Callable[[str, str | None, bool], str] = lambda _name, value, _local: value or ""
    """Gives a setting a value, for the transaction alone if the third is true; what SHOW then says."""
    notify: Callable[[str, str], None] = lambda _channel, _payload: None
    """Tells a channel when the transaction commits."""
    before_waiting: Callable[[], None] = lambda: None
    """Sends what has been answered so far."""
    advisory: SessionLocks | None = None
    """None where other processes could hold the same locks."""
    cancelled: threading.Event = field(default_factory=threading.Event)
    """Set when the running statement shall end."""


class Functions:
    """The functions of one connection. SQLite hides a function's exception, so it is kept here for whoever ran it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        # For the life of the connection.
        self.connection = connection
        self.sequences = Sequences(connection)
        self.types = UserTypes(connection)
        self.filled: dict[str, object] = {}
        """What each catalog of this connection was last filled from; see `catalog.refresh_catalogs`."""
        self.catalog_rows: tuple[object, dict[str, list[dict[str, object]]]] = (None, {})
        self.tables: dict[int, str] = {}
        """Tables and indexes by oid, with their names in the file, as the catalogs were last read."""
        self.numbers: frozenset[int] = frozenset()
        """The oids of everything in pg_class."""
        self.names: dict[tuple[int, str], int] = {}
        """(regclass or regtype, name) → oid, as the catalogs were last filled."""
        # For one statement.
        self.session = SessionValues()
        self.error: ProxyError | None = None
        self.touched: set[tuple[object, ...]] = set()

    def forget_catalogs(self) -> None:
        """After a rollback: the schema's version has gone back too, and will come again for another schema."""
        self.filled.clear()
        self.catalog_rows = (None, {})

    def begin(self, session: SessionValues) -> None:
        """A statement of this session starts."""
        self.session = session
        self.error = None
        self.touched.clear()

    def take_error(self) -> ProxyError | None:
        """The error that a function raised, once."""
        error, self.error = self.error, None
        return error

    def guarded(self, function: Callable[..., Any], strict: bool = True) -> Callable[..., Any]:
        """The function as SQLite may call it: NULL for a NULL argument if strict, errors kept."""

        @wraps(function)
        def run(*arguments: Any) -> Any:
            if strict and None in arguments:
                return None
            try:
                return function(*arguments)
            except ProxyError as error:
                self.error = error
                raise
            except RecursionError:
                self.error = FeatureNotSupported("the value is nested too deeply for the SQLite backend")
                raise

        return run

    def now(self, what: str) -> str:
        """A point in time as it is stored."""
        session = self.session
        moments = {"transaction": session.transaction_start, "statement": session.statement_start}
        return moment_text(moments.get(what, datetime.now(UTC)).astimezone(UTC)) + "+00"

    def registered(self, oid: int, name: str | int) -> int:
        """'name'::regclass and its kin; a number stands for itself. Raises 42P01, 42704 or 42883."""
        if isinstance(name, int) or name.isdigit():
            return int(name)
        bare = name.replace('"', "").removeprefix("pg_catalog.").removeprefix("public.")
        if oid == t.REGTYPE and bare.lower() in t.BY_NAME:
            return t.BY_NAME[bare.lower()]
        found = self.names.get((oid, bare)) or self.names.get((oid, bare.lower()))
        if found is None and oid == t.REGPROC:
            raise ProxyError(f'function "{name}" does not exist', sqlstate="42883")
        if found is None:
            kind = {t.REGCLASS: "relation", t.REGTYPE: "type", t.REGNAMESPACE: "schema", t.REGROLE: "role"}.get(
                oid, "object"
            )
            raise ProxyError(f'{kind} "{name}" does not exist', sqlstate="42P01" if oid == t.REGCLASS else "42704")
        return found

    def type_named(self, name: str) -> int | None:
        """to_regtype(): NULL for an unknown name."""
        bare = name.replace('"', "").removeprefix("pg_catalog.")
        return t.BY_NAME.get(bare.lower()) or self.names.get((t.REGTYPE, bare))

    def relation_named(self, name: str) -> int | None:
        """to_regclass(): NULL for an unknown name."""
        return self.names.get((t.REGCLASS, name.replace('"', "").removeprefix("pg_catalog.").removeprefix("public.")))

    def once(self, *key: object) -> int:
        """Remembers a proposed row of INSERT … ON CONFLICT DO UPDATE. Raises 21000 for the second of one key."""
        if None not in key and key in self.touched:
            raise ProxyError(
                "ON CONFLICT DO UPDATE command cannot affect row a second time",
                hint="Ensure that no rows proposed for insertion within one command have the same constrained values.",
                sqlstate="21000",
            )
        self.touched.add(key)
        return 1


def _not_null(value: object, column: str, table: str) -> object:
    if value is None:
        raise ProxyError(
            f'null value in column "{column}" of relation "{table}" violates not-null constraint',
            sqlstate="23502",
            schema="public",
            table=table,
            column=column,
        )
    return value


def _raise(sqlstate: str, message: str) -> None:
    raise ProxyError(message, sqlstate=sqlstate)


def _raise_domain(sqlstate: str, message: str, schema: str, domain: str, constraint: str) -> None:
    raise ProxyError(message, sqlstate=sqlstate, schema=schema, data_type=domain, constraint=constraint or None)


def _only(value: object, count: int) -> object:
    if count > 1:
        raise ProxyError("more than one row returned by a subquery used as an expression", sqlstate="21000")
    return value


def _limit(value: int | None, word: str) -> int:
    if value is None:
        return -1 if word == "LIMIT" else 0
    if value < 0:
        raise ProxyError(f"{word} must not be negative", sqlstate="2201W" if word == "LIMIT" else "2201X")
    return value


def _guarded_aggregate(functions: Functions, kind: type[Any]) -> type[Any]:
    """The aggregate class with its methods guarded."""
    names = [name for name in ("step", "inverse", "value", "finalize") if hasattr(kind, name)]
    methods = {name: functions.guarded(getattr(kind, name), strict=False) for name in names}
    return type(kind.__name__, (kind,), methods)


Table = dict[str, Callable[..., Any]]


def _stable(functions: Functions, zoned: TimeZoned) -> tuple[Table, Table]:
    """Functions that give the same within one statement: those that NULL makes NULL, and the others."""
    to_json = ToJson(zoned.shown)
    strict: Table = {
        **TEXT_FUNCTIONS,
        **NUMBER_FUNCTIONS,
        **TIME_FUNCTIONS,
        **INTERVAL_FUNCTIONS,
        **FORMAT_FUNCTIONS,
        **REGEXP_FUNCTIONS,
        **JSON_FUNCTIONS,
        **JSON_CHANGES,
        **ARRAY_FUNCTIONS,
        "pg_cast": partial(zoned.cast, functions),
        "pg_date_trunc_zone": zoned.date_trunc,
        "pg_extract": zoned.extract,
        "pg_later_zone": zoned.later,
        "pg_age_zone": zoned.age,
        "pg_today": zoned.today,
        "pg_absolute": zoned.absolute,
        "pg_to_char_zone": lambda value, template: time_to_char(zoned.local(value), template, zoned.zone),
        "pg_to_timestamp_zone": lambda text, template: zoned.absolute(moment_text(parsed_moment(text, template))),
        "pg_to_regtype": functions.type_named,
        "pg_to_regclass": functions.relation_named,
        "pg_serial_sequence": functions.sequences.of_column,
        "pg_enum": functions.types.label,
        "pg_enum_array": functions.types.labels,
    }
    lenient: Table = {
        **PLAIN_TEXT_FUNCTIONS,
        **LENIENT_ARRAY_FUNCTIONS,
        **JSON_ROWS,
        "pg_enum_range": label_range,
        "pg_format_type": functions.types.name,
        "pg_json_records": lambda text, single, *columns: records(text, single, zoned.read, *columns),
        "pg_regexp_matches": all_matches,
        "pg_overlaps": overlapped,
        "pg_limit": _limit,
        "pg_to_json": to_json.value,
        "pg_json_build_array": to_json.built_array,
        "pg_json_build_object": to_json.built_object,
        "pg_json_row": to_json.row,
        "pg_moments": zoned.series,
    }
    return strict, lenient


def _volatile(functions: Functions) -> tuple[Table, Table]:
    """Functions that are called anew for each row."""
    sequences = functions.sequences
    session = SessionFunctions(functions)
    strict: Table = {
        **VOLATILE_TEXT_FUNCTIONS,
        **VOLATILE_NUMBER_FUNCTIONS,
        "pg_now": functions.now,
        "pg_reg": functions.registered,
        **CatalogFunctions(functions).all(),
        **session.strict(),
        "pg_nextval": lambda name: sequences.next(functions.session.sequence_values, name),
        "pg_currval": lambda name: sequences.current(functions.session.sequence_values, name),
        "pg_lastval": lambda: sequences.last(functions.session.sequence_values),
        "pg_setval": lambda name, value, called: sequences.set(functions.session.sequence_values, name, value, called),
        "pg_raise": _raise,
        "pg_advisory": lambda what, *numbers: advisory(functions.session.advisory, what, *numbers),
        "pg_enum_alias": functions.types.alias,
        "pg_raise_domain": _raise_domain,
    }
    return strict, {"pg_not_null": _not_null, "pg_once": functions.once, "pg_only": _only, **session.lenient()}


def register(connection: sqlite3.Connection) -> Functions:
    """Gives the connection PostgreSQL's functions and collations. Once per connection, on its thread."""
    functions = Functions(connection)
    zoned = TimeZoned(lambda: functions.session.time_zone, functions.now)
    for group, stable in ((_stable(functions, zoned), True), (_volatile(functions), False)):
        for table, strict in zip(group, (True, False), strict=True):
            for name, function in table.items():
                wrapped = functions.guarded(function, strict=strict)
                connection.create_function(name, -1, wrapped, deterministic=stable)
    aggregates = {**AGGREGATES, **json_aggregates(ToJson(zoned.shown))}
    for name, (arguments, kind) in aggregates.items():
        connection.create_window_function(name, arguments, _guarded_aggregate(functions, kind))
    ordered = type(
        "OrderedHere", (Ordered,), {"aggregates": aggregates, "type_of": staticmethod(functions.types.type_of)}
    )
    connection.create_aggregate("pg_ordered", -1, _guarded_aggregate(functions, ordered))
    connection.create_collation("pg_numeric", compare_numeric)
    connection.create_collation("pg_jsonb", compare_jsonb)
    connection.create_collation("pg_bpchar", comparer(t.BPCHAR))
    connection.create_collation("pg_interval", compare_interval)
    for element in (*t.ARRAYS,):
        connection.create_collation(f"pg_array_{element}", array_comparer(element))
    return functions
