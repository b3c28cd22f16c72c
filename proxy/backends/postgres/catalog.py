"""Reads one database's catalogs: tables, what views and rules touch, functions, foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from proxy.backends.postgres.sideline import open_sideline, translated
from proxy.backends.postgres.url import parse_url
from proxy.sql.builtins import READING
from proxy.sql.catalog import Catalog, ForeignKey, Function, Persistence, Table, Volatility
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
             ORDER BY a.attnum) AS defaults
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S') AND {_OURS}
"""

# ev_type: 1 is SELECT, 2 UPDATE, 3 INSERT, 4 DELETE.
_RULES: Final = f"""
SELECT r.ev_class AS oid, r.ev_type::text AS type,
       ARRAY(SELECT DISTINCT refobjid FROM pg_depend d
             WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
               AND d.refobjid <> r.ev_class) AS touches,
       ARRAY(SELECT DISTINCT f[1]::oid
             FROM regexp_matches(r.ev_action::text, ':(?:op)?funcid ([0-9]+)', 'g') AS f) AS calls
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {_OURS}
"""

_FUNCTIONS: Final = f"""
SELECT p.oid, n.nspname AS schema, p.proname AS name, p.provolatile::text AS volatility, {_OURS} AS ours,
       ARRAY(SELECT DISTINCT refobjid FROM pg_depend d
             WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
            ) AS touches
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE {_OURS} OR p.provolatile = 'v'
"""

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

_VOLATILITIES: Final = {"i": Volatility.IMMUTABLE, "s": Volatility.STABLE, "v": Volatility.VOLATILE}
_DANGER: Final = (Volatility.IMMUTABLE, Volatility.STABLE, Volatility.VOLATILE)
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
            # A type is written without its schema only while the path has no other.
            await connection.execute("SET LOCAL search_path = pg_catalog")
            tables = await connection.fetch(_TABLES)
            rules = await connection.fetch(_RULES)
            functions = await connection.fetch(_FUNCTIONS)
            keys = await connection.fetch(_FOREIGN_KEYS)
    finally:
        connection.terminate()
    return build_catalog(tables, rules, functions, keys, version)


def build_catalog(
    tables: Iterable[Row], rules: Iterable[Row], functions: Iterable[Row], keys: Iterable[Row], version: int
) -> Catalog:
    """The rows of the four queries as facts."""
    rows = {row["oid"]: row for row in tables}
    names = {oid: TableName(row["name"], row["schema"]) for oid, row in rows.items()}
    functions = tuple(functions)
    touched = _Touched(rows, rules, {row["oid"] for row in functions if _may_write(row)})
    found: dict[TableName, Table] = {}
    for oid, row in rows.items():
        is_view = row["kind"] == "v"
        found[names[oid]] = Table(
            names[oid],
            tuple(row["columns"]),
            _PERSISTENCES[row["persistence"]],
            is_view,
            reads=_sorted(names, touched.read_by(oid)) if is_view else (),
            writes=_sorted(names, touched.written_with(oid)),
            read_writes=is_view and touched.changes_when_read(oid),
            parent=names.get(row["parent"]),
            types=tuple(row["types"]),
            defaults=tuple((name, expression) for name, expression in row["defaults"]),
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
        for row in keys
    )
    return Catalog(found, _functions(functions, names, touched), foreign_keys, version)


class _Touched:
    """Follows rules from views to the tables behind them. A materialized view holds its rows itself: it is an end."""

    def __init__(self, rows: Mapping[int, Row], rules: Iterable[Row], writing_functions: set[int]) -> None:
        self._rows = rows
        self._reads: dict[int, set[int]] = {}
        self._writes: dict[int, set[int]] = {}
        self._changing: set[int] = set()
        for rule in rules:
            if rule["type"] == "1":
                self._reads.setdefault(rule["oid"], set()).update(rule["touches"])
                if writing_functions.intersection(rule["calls"]):
                    self._changing.add(rule["oid"])
            else:
                self._writes.setdefault(rule["oid"], set()).update(rule["touches"])

    def read_by(self, oid: int) -> set[int]:
        """The tables that reading the view `oid` reads."""
        return {other for other in self._behind(oid) if self._rows[other]["kind"] not in ("v", "S")}

    def changes_when_read(self, oid: int) -> bool:
        return bool(self._changing.intersection({oid, *self._behind(oid)}))

    def written_with(self, oid: int) -> set[int]:
        """The tables that rules of the table or view `oid` may write; without telling them from those only read."""
        found: set[int] = set()
        for other in self._writes.get(oid, ()):
            if other in self._rows:
                found |= self.read_by(other) if self._rows[other]["kind"] == "v" else {other}
        return found

    def _behind(self, oid: int) -> set[int]:
        seen: set[int] = set()
        waiting = [oid]
        while waiting:
            current = waiting.pop()
            if current != oid and self._rows[current]["kind"] != "v":
                continue
            for other in self._reads.get(current, ()):
                if other in self._rows and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen


def _may_write(row: Row) -> bool:
    return row["volatility"] == "v" and (row["ours"] or row["name"] not in READING)


def _functions(rows: Iterable[Row], names: Mapping[int, TableName], touched: _Touched) -> dict[TableName, Function]:
    """Overloads together: the most dangerous volatility, every table any of them is known to touch."""
    found: dict[TableName, Function] = {}
    for row in rows:
        if not row["ours"]:
            continue
        name = TableName(row["name"], row["schema"])
        volatility = _VOLATILITIES[row["volatility"]]
        # Known for bodies in standard SQL only; what a string contains, nobody records.
        reads = set(_sorted(names, _tables_behind(row["touches"], names, touched)))
        before = found.get(name)
        if before is not None:
            volatility = max(volatility, before.volatility, key=_DANGER.index)
            reads.update(before.reads)
        found[name] = Function(name, volatility, tuple(sorted(reads, key=str)))
    return found


def _tables_behind(touches: Iterable[int], names: Mapping[int, TableName], touched: _Touched) -> set[int]:
    found: set[int] = set()
    for oid in touches:
        if oid in names:
            found |= touched.read_by(oid) or {oid}
    return found


def _sorted(names: Mapping[int, TableName], oids: Iterable[int]) -> tuple[TableName, ...]:
    return tuple(sorted((names[oid] for oid in oids), key=str))
