"""The rows of information_schema for the facts of one file."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.sql import types as t
from proxy.sql.deparse import default_text
from proxy.sql.schema import ConstraintFacts, SchemaFacts, TableFacts
from proxy.wire.defined import EnumType

Row = dict[str, object]
_BITS = {t.INT2: 16, t.INT4: 32, t.INT8: 64, t.FLOAT4: 24, t.FLOAT8: 53}
_MOMENTS = frozenset((t.TIME, t.TIMESTAMP, t.TIMESTAMPTZ, t.INTERVAL))
_WORDS = {"p": "PRIMARY KEY", "u": "UNIQUE", "f": "FOREIGN KEY", "c": "CHECK"}
_PRIVILEGES = ("INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def information_rows(schema: SchemaFacts, user: str, database: str, namespaces: list[str]) -> dict[str, list[Row]]:
    """Rows by view, each a dictionary by column; a missing column is NULL."""
    information = _Information(schema, user, database)
    information.add(
        "schemata",
        *({"catalog_name": database, "schema_name": name, "schema_owner": user} for name in namespaces),
    )
    information.add("information_schema_catalog_name", {"catalog_name": database})
    information.add("enabled_roles", {"role_name": user})
    information.add("applicable_roles")
    for table in sorted(schema.tables.values(), key=lambda one: one.oid):
        information.table(table)
    for sequence in schema.sequences.values():
        information.add(
            "sequences",
            {
                "sequence_catalog": database,
                "sequence_schema": sequence.schema,
                "sequence_name": sequence.name,
                "data_type": t.format_type(sequence.type_oid),
                "numeric_precision": _BITS.get(sequence.type_oid),
                "numeric_precision_radix": 2,
                "numeric_scale": 0,
                "start_value": str(sequence.start),
                "minimum_value": str(sequence.minimum),
                "maximum_value": str(sequence.maximum),
                "increment": str(sequence.increment),
                "cycle_option": "YES" if sequence.cycle else "NO",
            },
        )
    return information.rows


class _Information:
    def __init__(self, schema: SchemaFacts, user: str, database: str) -> None:
        self.schema = schema
        self.user = user
        self.database = database
        self.rows: dict[str, list[Row]] = {}

    def add(self, view: str, *rows: Mapping[str, object]) -> None:
        self.rows.setdefault(f"information_schema.{view}", []).extend(map(dict, rows))

    def table(self, table: TableFacts) -> None:
        view = table.kind == "v"
        place: Row = {"table_catalog": self.database, "table_schema": table.schema, "table_name": table.name}
        self.add(
            "tables",
            {
                **place,
                "table_type": "VIEW" if view else "LOCAL TEMPORARY" if table.temporary else "BASE TABLE",
                "is_insertable_into": "NO" if view else "YES",
                "is_typed": "NO",
            },
        )
        if view:
            self.add("views", {**place, "view_definition": table.definition, "check_option": "NONE"})
        for privilege in _PRIVILEGES:
            granted: Row = {**place, "grantor": self.user, "grantee": self.user, "privilege_type": privilege}
            granted |= {"is_grantable": "YES", "with_hierarchy": "YES" if privilege == "SELECT" else "NO"}
            self.add("table_privileges", granted)
            self.add("role_table_grants", granted)
        for number, column in enumerate(table.columns, 1):
            modifier, oid = column.type_modifier, column.type_oid
            domain = self.schema.domain_of(column.domain)
            exact, bits = oid == t.NUMERIC and modifier >= 0, _BITS.get(oid)
            texts = oid in (t.VARCHAR, t.BPCHAR)
            self.add(
                "columns",
                {
                    **place,
                    "column_name": column.name,
                    "ordinal_position": number,
                    "column_default": default_text(column),
                    "is_nullable": "NO" if column.not_null else "YES",
                    "data_type": data_type(oid),
                    "character_maximum_length": modifier - 4 if texts and modifier >= 0 else None,
                    "character_octet_length": (4 * (modifier - 4) if modifier >= 0 else 1073741824)
                    if texts or oid == t.TEXT
                    else None,
                    "numeric_precision": (modifier - 4) >> 16 if exact else bits,
                    "numeric_precision_radix": 10 if oid == t.NUMERIC else 2 if bits else None,
                    "numeric_scale": t.numeric_scale(modifier) if exact else 0 if oid in t.INTEGERS else None,
                    "datetime_precision": (modifier if modifier >= 0 else 6)
                    if oid in _MOMENTS
                    else 0
                    if oid == t.DATE
                    else None,
                    "udt_catalog": self.database,
                    "udt_schema": schema_of(oid),
                    "udt_name": t.type_name(oid),
                    "domain_catalog": self.database if domain is not None else None,
                    "domain_schema": domain.schema if domain is not None else None,
                    "domain_name": domain.name if domain is not None else None,
                    "dtd_identifier": str(number),
                    "is_self_referencing": "NO",
                    "is_identity": "YES" if column.identity else "NO",
                    "identity_generation": {"a": "ALWAYS", "d": "BY DEFAULT"}.get(column.identity),
                    "identity_cycle": "NO",
                    "is_generated": "NEVER",
                    "is_updatable": "NO" if view else "YES",
                },
            )
        for constraint in table.constraints:
            self._constraint(table, constraint, place)

    def _constraint(self, table: TableFacts, constraint: ConstraintFacts, place: Row) -> None:
        named: Row = {
            "constraint_catalog": self.database,
            "constraint_schema": table.schema,
            "constraint_name": constraint.name,
        }
        self.add(
            "table_constraints",
            {
                **named,
                **place,
                "constraint_type": _WORDS[constraint.kind],
                "is_deferrable": "YES" if constraint.deferrable else "NO",
                "initially_deferred": "YES" if constraint.initially_deferred else "NO",
                "enforced": "YES",
            },
        )
        if constraint.kind == "c":
            self.add("check_constraints", {**named, "check_clause": f"({constraint.expression})"})
            self.add("constraint_table_usage", {**place, **named})
            return
        target = self.schema.tables.get((constraint.referenced_schema, constraint.referenced_table))
        for position, column in enumerate(constraint.columns, 1):
            usage: Row = {**named, **place, "column_name": column, "ordinal_position": position}
            if constraint.kind == "f":
                usage["position_in_unique_constraint"] = position
            self.add("key_column_usage", usage)
        used = place
        columns = constraint.columns
        if constraint.kind == "f":
            used = {
                "table_catalog": self.database,
                "table_schema": constraint.referenced_schema,
                "table_name": constraint.referenced_table,
            }
            columns = constraint.referenced_columns
            key = None if target is None else _key(target, columns)
            self.add(
                "referential_constraints",
                {
                    **named,
                    "unique_constraint_catalog": self.database if key else None,
                    "unique_constraint_schema": constraint.referenced_schema if key else None,
                    "unique_constraint_name": key,
                    "match_option": "NONE",
                    "update_rule": constraint.on_update,
                    "delete_rule": constraint.on_delete,
                },
            )
        self.add("constraint_table_usage", {**used, **named})
        for column in columns:
            self.add("constraint_column_usage", {**used, "column_name": column, **named})


def data_type(oid: int) -> str:
    """`data_type` of information_schema."""
    if oid in t.ELEMENTS:
        return "ARRAY"
    return "USER-DEFINED" if isinstance(oid, EnumType) else t.format_type(oid)


def schema_of(oid: int) -> str:
    """The schema of a type."""
    element = t.ELEMENTS.get(oid, oid)
    return element.schema if isinstance(element, EnumType) else "pg_catalog"


def _key(table: TableFacts, columns: tuple[str, ...]) -> str | None:
    """The name of the unique constraint over these columns."""
    return next((one.name for one in table.constraints if one.kind in "pu" and one.columns == columns), None)
