"""The rows of pg_catalog for the facts of one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from proxy.backends.sqlite.catalog_columns import LENGTHS, attribute, index_rows
from proxy.backends.sqlite.catalog_server import server_rows
from proxy.backends.sqlite.catalog_types import check_rows, enum_rows, type_rows
from proxy.backends.sqlite.information_rows import information_rows
from proxy.sql import types as t
from proxy.sql.catalog_tables import CATALOGS
from proxy.sql.deparse import default_text
from proxy.sql.schema import ColumnFacts, ConstraintFacts, IndexFacts, SchemaFacts, TableFacts
from proxy.sql.statement import quote_identifier

Row = dict[str, object]
_CLASS = CATALOGS.tables["pg_catalog", "pg_class"].oid
_ARRAY_FUNCTIONS: Final = {750: "array_in", 751: "array_out", 2400: "array_recv", 2401: "array_send"}
"""By these a client knows an array type."""
_ACTIONS = {"NO ACTION": "a", "RESTRICT": "r", "CASCADE": "c", "SET NULL": "n", "SET DEFAULT": "d"}


def catalog_rows(schema: SchemaFacts, user: str, database: str) -> dict[str, list[Row]]:
    """Rows by catalog, each a dictionary by column; a missing column is NULL."""
    namespaces = {"pg_catalog": 11, "public": 2200, "information_schema": 13000}
    for number, name in enumerate(sorted(set(schema.schemas) - {"public"}), 1):
        namespaces[name] = 14000 + number
    rows: dict[str, list[Row]] = {f"{s}.{n}": [] for s, n in CATALOGS.tables}
    rows["pg_catalog.pg_namespace"] = [
        {"oid": oid, "nspname": name, "nspowner": 10} for name, oid in namespaces.items()
    ]
    rows["pg_catalog.pg_type"] = [*_types(), *type_rows(schema, namespaces, LENGTHS)]
    rows["pg_catalog.pg_enum"] = list(enum_rows(schema))
    rows["pg_catalog.pg_constraint"] = list(check_rows(schema, namespaces))
    rows |= {f"pg_catalog.{name}": found for name, found in server_rows(user, database).items()}
    rows["pg_catalog.pg_proc"] = [
        {"oid": oid, "proname": name, "pronamespace": 11, "proowner": 10, "prolang": 12, "prokind": "f",
         "provolatile": "s", "proisstrict": 1, "proretset": 0, "pronargs": 1, "proargtypes": "[]"}
        for oid, name in _ARRAY_FUNCTIONS.items()
    ]  # fmt: skip
    rows |= information_rows(schema, user, database, list(namespaces))
    for table in CATALOGS.tables.values():
        rows["pg_catalog.pg_class"].append(_class(table, namespaces, table.kind))
    for table in sorted(schema.tables.values(), key=lambda one: one.oid):
        _table_rows(rows, schema, table, namespaces, user)
    for sequence in schema.sequences.values():
        rows["pg_catalog.pg_class"].append(
            _class(TableFacts(sequence.name, (), sequence.schema, sequence.oid), namespaces, "S")
        )
        rows["pg_catalog.pg_sequences"].append(
            {
                "schemaname": sequence.schema, "sequencename": sequence.name, "sequenceowner": user,
                "data_type": sequence.type_oid, "start_value": sequence.start, "min_value": sequence.minimum,
                "max_value": sequence.maximum, "increment_by": sequence.increment, "cycle": int(sequence.cycle),
                "cache_size": 1,
            }
        )  # fmt: skip
        rows["pg_catalog.pg_sequence"].append(
            {
                "seqrelid": sequence.oid, "seqtypid": sequence.type_oid, "seqstart": sequence.start,
                "seqincrement": sequence.increment, "seqmax": sequence.maximum, "seqmin": sequence.minimum,
                "seqcache": 1, "seqcycle": int(sequence.cycle),
            }
        )  # fmt: skip
        owner = schema.tables.get((sequence.schema, sequence.owner[0])) if sequence.owner is not None else None
        if owner is not None and sequence.owner is not None:
            number = [column.name for column in owner.columns].index(sequence.owner[1]) + 1
            identity = owner.columns[number - 1].identity
            rows["pg_catalog.pg_depend"].append(
                {
                    "classid": _CLASS, "objid": sequence.oid, "objsubid": 0, "refclassid": _CLASS,
                    "refobjid": owner.oid, "refobjsubid": number, "deptype": "i" if identity else "a",
                }
            )  # fmt: skip
    return rows


def _types() -> Iterator[Row]:
    for oid, name in t.NAMES.items():
        pseudo = oid in (t.UNKNOWN, t.VOID, t.RECORD)
        length = LENGTHS.get(oid, -1)
        yield {
            "oid": oid, "typname": name, "typnamespace": 11, "typowner": 10, "typlen": length,
            "typbyval": int(0 < length <= 8), "typtype": "p" if pseudo else "b",
            "typcategory": t.CATEGORIES.get(oid, "U"),
            "typispreferred": int(oid in t.PREFERRED),
            "typisdefined": 1,
            "typdelim": ",", "typrelid": 0, "typsubscript": 0, "typelem": 0, "typarray": t.ARRAYS.get(oid, 0),
            "typinput": 0, "typoutput": 0, "typreceive": 0, "typsend": 0, "typnotnull": 0, "typbasetype": 0,
            "typtypmod": -1, "typndims": 0, "typcollation": 100 if oid in (t.TEXT, t.VARCHAR, t.BPCHAR) else 0,
        }  # fmt: skip
    for element, oid in t.ARRAYS.items():
        yield {
            "oid": oid, "typname": "_" + t.NAMES[element], "typnamespace": 11, "typowner": 10, "typlen": -1,
            "typbyval": 0, "typtype": "b", "typcategory": "A", "typispreferred": 0, "typisdefined": 1, "typdelim": ",",
            "typrelid": 0, "typsubscript": 0, "typelem": element, "typarray": 0, "typinput": 750, "typoutput": 751,
            "typreceive": 2400, "typsend": 2401, "typnotnull": 0, "typbasetype": 0, "typtypmod": -1, "typndims": 0,
            "typcollation": 0,
        }  # fmt: skip


def _class(table: TableFacts, namespaces: dict[str, int], kind: str) -> Row:
    has_index = bool(table.indexes) or any(c.kind in "pu" for c in table.constraints)
    return {
        "oid": table.oid, "relname": table.name, "relnamespace": namespaces.get(table.schema, 2200),
        "reltype": row_type_oid(table) if kind == "r" and table.oid > 16000 else 0,
        "reloftype": 0, "relowner": 10, "relam": {"r": 2, "i": 403}.get(kind, 0), "relfilenode": table.oid,
        "reltablespace": 0, "relpages": 0, "reltuples": -1.0, "relallvisible": 0, "reltoastrelid": 0,
        "relhasindex": int(has_index), "relisshared": 0, "relpersistence": "p", "relkind": kind,
        "relnatts": len(table.columns), "relchecks": sum(c.kind == "c" for c in table.constraints), "relhasrules": 0,
        "relhastriggers": 0, "relhassubclass": 0, "relrowsecurity": 0, "relforcerowsecurity": 0, "relispopulated": 1,
        "relreplident": "d", "relispartition": 0, "definition": table.definition or None,
    }  # fmt: skip


def _table_rows(
    rows: dict[str, list[Row]],
    schema: SchemaFacts,
    table: TableFacts,
    namespaces: dict[str, int],
    user: str,
) -> None:
    rows["pg_catalog.pg_class"].append(_class(table, namespaces, table.kind))
    view = table.kind == "v"
    if view:
        rows["pg_catalog.pg_views"].append(
            {"schemaname": table.schema, "viewname": table.name, "viewowner": user, "definition": table.definition}
        )
    else:
        rows["pg_catalog.pg_tables"].append(
            {
                "schemaname": table.schema, "tablename": table.name, "tableowner": user, "hasindexes": 1, "hasrules": 0,
                "hastriggers": 0, "rowsecurity": 0,
            }
        )  # fmt: skip
    for number, column in enumerate(table.columns, 1):
        _column_rows(rows, table, column, number)
    rows["pg_catalog.pg_description"] += [
        {"objoid": table.oid, "classoid": _CLASS, "objsubid": number, "description": text}
        for number, text in enumerate((table.comment, *(column.comment for column in table.columns)))
        if text
    ]
    taken = table.oid
    if not view:
        _row_type(rows, table, namespaces)
    for constraint in table.constraints:
        taken += 1
        index = 0
        if constraint.kind in "pu":
            taken += 1
            index = taken
            facts = IndexFacts(constraint.name, constraint.columns, True, constraint.columns)
            index_rows(
                rows,
                table,
                _class(_named(facts.name, table, index), namespaces, "i"),
                facts,
                primary=constraint.kind == "p",
            )
        elif constraint.kind == "f":
            index = _key_index(schema, constraint)
        _constraint_rows(rows, schema, table, constraint, namespaces, taken + 40, index)
    for facts in table.indexes:
        taken += 1
        index_rows(rows, table, _class(_named(facts.name, table, taken), namespaces, "i"), facts, primary=False)


def _named(name: str, table: TableFacts, oid: int) -> TableFacts:
    return TableFacts(name, (), table.schema, oid)


def _key_index(schema: SchemaFacts, key: ConstraintFacts) -> int:
    """The oid of the index over the columns that a foreign key refers to; 0 without one."""
    target = schema.tables.get((key.referenced_schema, key.referenced_table))
    taken = 0 if target is None else target.oid
    for constraint in () if target is None else target.constraints:
        taken += 1 + (constraint.kind in "pu")
        if constraint.kind in "pu" and set(constraint.columns) == set(key.referenced_columns):
            return taken
    return 0


def _row_type(rows: dict[str, list[Row]], table: TableFacts, namespaces: dict[str, int]) -> None:
    """A table's rows are a type of their own, and so are arrays of them."""
    base = {
        "typnamespace": namespaces.get(table.schema, 2200), "typowner": 10, "typlen": -1, "typbyval": 0,
        "typispreferred": 0, "typisdefined": 1, "typdelim": ",", "typsubscript": 0, "typinput": 0, "typoutput": 0,
        "typreceive": 0, "typsend": 0, "typmodin": 0, "typmodout": 0, "typanalyze": 0, "typalign": "d",
        "typstorage": "x", "typnotnull": 0, "typbasetype": 0, "typtypmod": -1, "typndims": 0, "typcollation": 0,
    }  # fmt: skip
    oid = row_type_oid(table)
    rows["pg_catalog.pg_type"].append(
        {**base, "oid": oid, "typname": table.name, "typtype": "c", "typcategory": "C", "typrelid": table.oid,
         "typelem": 0, "typarray": oid + 1}
    )  # fmt: skip
    rows["pg_catalog.pg_type"].append(
        {**base, "oid": oid + 1, "typname": f"_{table.name}", "typtype": "b", "typcategory": "A", "typrelid": 0,
         "typelem": oid, "typarray": 0}
    )  # fmt: skip


def row_type_oid(table: TableFacts) -> int:
    """The last two numbers of the hundred that a table has are its row's type and the array of it."""
    return table.oid + 98


def _numbers(table: TableFacts, names: tuple[str, ...]) -> list[int]:
    order = [column.name for column in table.columns]
    return [order.index(name) + 1 for name in names]


def _column_rows(rows: dict[str, list[Row]], table: TableFacts, column: ColumnFacts, number: int) -> None:
    default = default_text(column)
    attribute(rows, table.oid, column, number, default)
    if default is not None:
        rows["pg_catalog.pg_attrdef"].append(
            {"oid": table.oid * 1000 + number, "adrelid": table.oid, "adnum": number, "adbin": default}
        )


def constraint_definition(constraint: ConstraintFacts) -> str:
    """pg_get_constraintdef()."""
    keys = ", ".join(map(quote_identifier, constraint.columns))
    if constraint.kind == "c":
        return f"CHECK (({constraint.expression}))"
    if constraint.kind in "pu":
        return f"{'PRIMARY KEY' if constraint.kind == 'p' else 'UNIQUE'} ({keys})"
    target = quote_identifier(constraint.referenced_table)
    if constraint.referenced_schema != "public":
        target = f"{quote_identifier(constraint.referenced_schema)}.{target}"
    text = (
        f"FOREIGN KEY ({keys}) REFERENCES {target}({', '.join(map(quote_identifier, constraint.referenced_columns))})"
    )
    text += f" ON UPDATE {constraint.on_update}" if constraint.on_update != "NO ACTION" else ""
    text += f" ON DELETE {constraint.on_delete}" if constraint.on_delete != "NO ACTION" else ""
    text += " DEFERRABLE" if constraint.deferrable else ""
    return text + (" INITIALLY DEFERRED" if constraint.initially_deferred else "")


def _constraint_rows(
    rows: dict[str, list[Row]], schema: SchemaFacts, table: TableFacts, constraint: ConstraintFacts,
    namespaces: dict[str, int], oid: int, index: int,
) -> None:  # fmt: skip
    target = schema.tables.get((constraint.referenced_schema, constraint.referenced_table))
    key = json.dumps(_numbers(table, constraint.columns), separators=(",", ":"))
    foreign = constraint.kind == "f" and target is not None
    rows["pg_catalog.pg_constraint"].append(
        {
            "oid": oid, "conname": constraint.name, "connamespace": namespaces.get(table.schema, 2200),
            "contype": constraint.kind, "condeferrable": int(constraint.deferrable),
            "condeferred": int(constraint.initially_deferred), "convalidated": 1, "conrelid": table.oid, "contypid": 0,
            "conindid": index, "conparentid": 0, "confrelid": target.oid if foreign and target is not None else 0,
            "confupdtype": _ACTIONS[constraint.on_update] if foreign else " ",
            "confdeltype": _ACTIONS[constraint.on_delete] if foreign else " ", "confmatchtype": "s" if foreign else " ",
            "conislocal": 1, "coninhcount": 0, "connoinherit": 1, "conkey": key,
            "confkey": json.dumps(_numbers(target, constraint.referenced_columns), separators=(",", ":"))
            if foreign and target is not None
            else None,
            "conbin": constraint.expression or None, "definition": constraint_definition(constraint),
        }
    )  # fmt: skip
