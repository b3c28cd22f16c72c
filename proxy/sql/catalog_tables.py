"""The catalogs that the SQLite backend answers from: pg_catalog and information_schema, by name."""

from __future__ import annotations

from typing import Final

from proxy.sql import types as t
from proxy.sql.catalog_columns import COLUMNS
from proxy.sql.schema import ColumnFacts, SchemaFacts, TableFacts

HIDDEN: Final = frozenset(("definition", "tableoid"))
"""Columns that `*` leaves out: what PostgreSQL's functions tell of a row, and the number of its catalog."""
_OIDS: Final = {
    "pg_type": 1247, "pg_attribute": 1249, "pg_proc": 1255, "pg_class": 1259, "pg_authid": 1260, "pg_database": 1262,
    "pg_tablespace": 1213, "pg_attrdef": 2604, "pg_constraint": 2606, "pg_description": 2609, "pg_index": 2610,
    "pg_language": 2612, "pg_namespace": 2615, "pg_operator": 2617, "pg_rewrite": 2618, "pg_trigger": 2620,
    "pg_extension": 3079, "pg_am": 2601, "pg_collation": 3456, "pg_enum": 3501, "pg_depend": 2608,
    "pg_sequence": 2224, "pg_cast": 2605, "pg_opclass": 2616, "pg_conversion": 2607,
}  # fmt: skip
_DEFINED: Final = frozenset(("pg_class", "pg_index", "pg_constraint", "pg_attribute"))


def _read(lines: str) -> SchemaFacts:
    tables = {}
    for number, line in enumerate(lines.strip().splitlines(), 1):
        full, kind, *columns = line.split()
        schema, _, name = full.partition(".")
        if kind == "r" and schema == "pg_catalog":
            columns.append("tableoid:oid")
        if name in _DEFINED:
            columns.append("definition:text")
        facts = tuple(ColumnFacts(column, t.BY_NAME[kind]) for column, _, kind in (c.partition(":") for c in columns))
        tables[schema, name] = TableFacts(name, facts, schema, _OIDS.get(name, 12000 + number), kind)
    return SchemaFacts(tables, {}, ("pg_catalog", "information_schema"))


CATALOGS: Final = _read(COLUMNS)
"""Each is a temporary table of the SQLite connection, filled when a statement reads it."""
