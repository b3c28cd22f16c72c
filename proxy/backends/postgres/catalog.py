"""Reads one database's catalogs: tables, what views and rules touch, functions, foreign keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from proxy.backends.postgres.routines import Routines, read_path
from proxy.backends.postgres.sideline import open_sideline, translated
from proxy.backends.postgres.url import parse_url
from proxy.backends.postgres.views import Views
from proxy.sql.catalog import Catalog, ForeignKey, Persistence, Table
from proxy.sql.statement import TableName

_OURS: Final = """nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'"""

_TABLES: Final = f"""
SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.relpersistence::text AS persistence,
       (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid ORDER BY inhseqno LIMIT 1) AS parent,
       ARRAY(SELECT attname::text FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
       ARRAY(SELECT atttypid::bigint FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS types,
       ARRAY(SELECT ARRAY[a.attname::text, coalesce(pg_get_expr(d.adbin, d.adrelid), '')] FROM pg_attribute a
             LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.atthasdef OR a.attidentity <> '')
             ORDER BY a.attnum) AS defaults,
       (SELECT refobjid FROM pg_depend
        WHERE c.relkind = 'S' AND classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('a', 'i')
          AND refclassid = 'pg_class'::regclass LIMIT 1) AS owner
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S') AND {_OURS}
"""

_INDEXES: Final = f"""
SELECT n.nspname AS schema, c.relname AS name, i.indrelid AS owner
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {_OURS}
"""

# ev_type: 1 is SELECT, 2 UPDATE, 3 INSERT, 4 DELETE.
_RULES: Final = f"""
SELECT r.ev_class AS oid, r.ev_type::text AS type,
       ARRAY(SELECT DISTINCT refobjid FROM pg_depend d
             WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
               AND d.refobjid <> r.ev_class) AS touches,
       ARRAY(SELECT DISTINCT f[1]::oid
             FROM regexp_matches(r.ev_action::text, ':(?:opfuncid|funcid|aggfnoid|winfnoid) ([0-9]+)', 'g') AS f
            ) AS calls
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {_OURS}
"""

_LONGEST_BODY: Final = 100_000
"""Characters of a function's body that are worth reading."""

# A body of standard SQL is shown with every name qualified, from PostgreSQL 14 on.
_FUNCTIONS: Final = f"""
SELECT p.oid, n.nspname AS schema, p.proname AS name, p.provolatile::text AS volatility, {_OURS} AS ours,
       (SELECT lanname::text FROM pg_language WHERE pg_language.oid = p.prolang) AS language,
       CASE WHEN {_OURS} AND length(p.prosrc) < {_LONGEST_BODY} THEN p.prosrc END AS body,
       CASE WHEN {_OURS} THEN {{atomic}} END AS atomic,
       (SELECT string_to_array(replace(split_part(setting, '=', 2), '"', ''), ', ')
        FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%') AS path,
       (SELECT ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[]
        FROM pg_aggregate WHERE aggfnoid = p.oid) AS calls,
       ARRAY(SELECT DISTINCT refobjid FROM pg_depend d
             WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
            ) AS touches
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE {_OURS} OR p.provolatile = 'v'
"""

_TRIGGERS: Final = f"""
SELECT t.tgrelid AS oid, t.tgfoid AS calls
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND {_OURS}
"""

_PARENTS: Final = "SELECT inhrelid AS child, inhparent AS parent FROM pg_inherits"

_FOREIGN_KEYS: Final = f"""
SELECT k.conname AS name, k.conrelid AS child, k.confrelid AS parent,
       k.confdeltype::text AS on_delete, k.confupdtype::text AS on_update,
       ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
             JOIN pg_attribute ON attrelid = k.conrelid AND attnum = u.number ORDER BY place) AS columns,
       ARRAY(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
             JOIN pg_attribute ON attrelid = k.confrelid AND attnum = u.number ORDER BY place) AS parent_columns
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND {_OURS}
ORDER BY k.oid
"""

_UNIQUE: Final = f"""
SELECT k.conname AS name, k.conrelid AS oid,
       ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
             JOIN pg_attribute ON attrelid = k.conrelid AND attnum = u.number ORDER BY place) AS columns
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('p', 'u') AND {_OURS}
"""

_PERSISTENCES: Final = {"p": Persistence.PERMANENT, "u": Persistence.UNLOGGED, "t": Persistence.TEMPORARY}
_ACTIONS: Final = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}

# asyncpg's records, which have no types.
Row = Mapping[str, Any]


async def load_catalog(name: str, url: str, deadline: float = 30.0, version: int = 0) -> Catalog:
    """What the database at `url`, called `name` in the rules, holds now. Raises ConnectionFailure."""
    connection = await open_sideline(name, parse_url(url), deadline)
    try:
        async with (
            translated(name),
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            path = await connection.fetchval("SHOW search_path")
            user = await connection.fetchval("SELECT current_user::text")
            isolation = await connection.fetchval("SHOW default_transaction_isolation")
            # A type is written without its schema only while the path has no other.
            await connection.execute("SET LOCAL search_path = pg_catalog")
            tables = await connection.fetch(_TABLES)
            rules = await connection.fetch(_RULES)
            release = connection.get_server_version().major
            atomic = "pg_get_function_sqlbody(p.oid)" if release >= 14 else "NULL"
            functions = await connection.fetch(_FUNCTIONS.format(atomic=atomic))
            triggers = await connection.fetch(_TRIGGERS)
            parents = await connection.fetch(_PARENTS)
            keys = await connection.fetch(_FOREIGN_KEYS)
            indexes = await connection.fetch(_INDEXES)
            unique = await connection.fetch(_UNIQUE)
    finally:
        connection.terminate()
    found = Found(
        tables, rules, functions, triggers, parents, keys, indexes, unique, read_path(path), user, isolation, release
    )
    # Thousands of bodies take a while to read, the first time.
    return await asyncio.to_thread(build_catalog, found, version)


class Found(NamedTuple):
    """The rows of the queries."""

    tables: Sequence[Row]
    rules: Sequence[Row]
    functions: Sequence[Row]
    triggers: Sequence[Row]
    parents: Sequence[Row]
    keys: Sequence[Row]
    indexes: Sequence[Row]
    unique: Sequence[Row]
    path: tuple[str, ...]
    user: str
    isolation: str
    release: int


def build_catalog(rows: Found, version: int) -> Catalog:
    """The rows as facts."""
    tables = {row["oid"]: row for row in rows.tables}
    names = {oid: TableName(row["name"], row["schema"]) for oid, row in tables.items()}
    behind = Views(tables, rows.rules, set())
    views = {oid: behind.read_by(oid) for oid, row in tables.items() if row["kind"] == "v"}
    routines = Routines(
        rows.functions, names, views, tuple(rows.user if each == "$user" else each for each in rows.path)
    )
    touched = Views(tables, rows.rules, routines.changing)
    triggered: dict[int, set[TableName]] = {}
    pinned: dict[int, set[str]] = {}
    for trigger in rows.triggers:
        pinned.setdefault(trigger["oid"], set()).update(routines.pinned_by(trigger["calls"]))
        triggered.setdefault(trigger["oid"], set()).update(routines.written_by(trigger["calls"]))
    descendants = _descendants(rows.parents)
    constraints: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows.unique:
        constraints.setdefault(row["oid"], []).append((row["name"], tuple(row["columns"])))
    found: dict[TableName, Table] = {}
    for oid, row in tables.items():
        is_view = row["kind"] == "v"
        children = [child for child in descendants(oid) if child in names]
        unlogged = any(tables[child]["persistence"] == "u" for child in children)
        written = {names[each] for each in touched.written_with(oid)} | triggered.get(oid, set())
        found[names[oid]] = Table(
            names[oid],
            tuple(row["columns"]),
            Persistence.UNLOGGED if unlogged else _PERSISTENCES[row["persistence"]],
            is_view,
            reads=_sorted(names, views[oid]) if is_view else (),
            writes=tuple(sorted(written, key=str)),
            read_writes=is_view and touched.changes_when_read(oid),
            parent=names.get(row["parent"]),
            types=tuple(row["types"]),
            defaults=tuple((name, expression) for name, expression in row["defaults"]),
            children=_sorted(names, children),
            constraints=tuple(constraints.get(oid, ())),
            owner=names.get(row["owner"]),
            pins=tuple(sorted(set().union(*(pinned.get(each, ()) for each in (oid, *children))))),
        )
    foreign_keys = tuple(
        ForeignKey(
            row["name"],
            names[row["child"]],
            tuple(row["columns"]),
            names[row["parent"]],
            tuple(row["parent_columns"]),
            _ACTIONS[row["on_delete"]],
            _ACTIONS[row["on_update"]],
        )
        for row in rows.keys
    )
    functions = routines.functions()
    schemas = frozenset(name.schema for name in (*found, *functions) if name.schema is not None)
    return Catalog(
        found,
        functions,
        foreign_keys,
        {TableName(row["name"], row["schema"]): names[row["owner"]] for row in rows.indexes if row["owner"] in names},
        version,
        rows.path,
        rows.user,
        schemas,
        rows.isolation,
        release=rows.release,
    )


def _descendants(parents: Iterable[Row]) -> Callable[[int], list[int]]:
    """What inherits from a table, at any distance."""
    children: dict[int, list[int]] = {}
    for row in parents:
        children.setdefault(row["parent"], []).append(row["child"])

    def of(oid: int) -> list[int]:
        found: dict[int, None] = {}
        waiting = list(children.get(oid, ()))
        while waiting:
            child = waiting.pop()
            if child not in found:
                found[child] = None
                waiting.extend(children.get(child, ()))
        return list(found)

    return of


def _sorted(names: Mapping[int, TableName], oids: Iterable[int]) -> tuple[TableName, ...]:
    return tuple(sorted((names[oid] for oid in oids), key=str))
