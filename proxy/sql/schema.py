"""What one SQLite file holds, as PostgreSQL sees it: schemas, tables, columns, constraints, sequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from proxy.wire.defined import DefinedType, EnumType


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column. `default` is PostgreSQL SQL; `identity` is "a" (always), "d" (by default) or ""."""

    name: str
    type_oid: int
    type_modifier: int = -1
    not_null: bool = False
    default: str | None = None
    identity: str = ""
    sequence: str | None = None
    """The sequence that a serial or identity column owns."""
    generated: str = ""
    """The expression of a generated column, as PostgreSQL SQL."""
    generated_sql: str = ""
    """The same as the file's table definition has it."""
    virtual: bool = False
    """A generated column that is computed when it is read."""
    sqlite_default: str | None = None
    """The default of a table that something else than the proxy made, in SQLite's SQL."""
    domain: int = 0
    """The domain that it is declared as; type and modifier are then those of its base type."""
    comment: str = ""
    """What COMMENT ON said of it."""
    numbered: bool = False
    """SQLite itself gives the column's next value: the INTEGER PRIMARY KEY of a table that something else made."""


@dataclass(frozen=True, slots=True)
class ConstraintFacts:
    """One constraint. `kind` is as in `pg_constraint.contype`: "p", "u", "f", "c"."""

    name: str
    kind: str
    columns: tuple[str, ...] = ()
    referenced_schema: str = "public"
    referenced_table: str = ""
    referenced_columns: tuple[str, ...] = ()
    on_delete: str = "NO ACTION"
    on_update: str = "NO ACTION"
    deferrable: bool = False
    initially_deferred: bool = False
    expression: str = ""
    """The condition of a CHECK, as PostgreSQL SQL."""
    separate: bool = False
    """A primary key that an index of its own keeps, because the table was there before it."""
    sqlite_expression: str = ""
    """The same condition as the file's table definition has it."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """One index that is not a constraint's own. `keys` are column names or expressions in PostgreSQL SQL."""

    name: str
    keys: tuple[str, ...]
    unique: bool = False
    columns: tuple[str, ...] = ()
    """The key columns, empty if a key is an expression."""
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table ("r"), a view ("v") or a materialized view ("m"). `oid` is stable as long as the file's definition is."""

    name: str
    columns: tuple[ColumnFacts, ...]
    schema: str = "public"
    oid: int = 0
    kind: str = "r"
    constraints: tuple[ConstraintFacts, ...] = ()
    indexes: tuple[IndexFacts, ...] = ()
    definition: str = ""
    """The query of a view, as PostgreSQL SQL."""
    comment: str = ""
    temporary: bool = False
    shadowed: bool = False
    """A temporary table has the same name."""

    @property
    def sqlite_name(self) -> str:
        """Its name in the file: the schema is part of it where it is not public."""
        return self.name if self.schema in ("public", "pg_temp") else f"{self.schema}.{self.name}"

    def column(self, name: str) -> ColumnFacts | None:
        """The column of that name, or None."""
        for column in self.columns:
            if column.name == name:
                return column
        return None

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns of the primary key; empty without one."""
        for constraint in self.constraints:
            if constraint.kind == "p":
                return constraint.columns
        return ()

    @property
    def row_key(self) -> str | None:
        """The column that SQLite keeps as the row's own number: a primary key of one integer column."""
        key = self.primary_key
        if len(key) != 1 or any(c.kind == "p" and c.separate for c in self.constraints):
            return None
        column = self.column(key[0])
        return key[0] if column is not None and column.type_oid in (20, 21, 23) else None


@dataclass(frozen=True, slots=True)
class SequenceFacts:
    """A sequence; its state lives in the file's table `_onedsn_sequences`."""

    name: str
    schema: str = "public"
    oid: int = 0
    type_oid: int = 20
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cycle: bool = False
    owner: tuple[str, str] | None = None
    """Table and column that own it."""
    identity: str = ""
    """Tells it apart from another sequence that had its name."""

    @property
    def sqlite_name(self) -> str:
        """The key of its row in `_onedsn_sequences`."""
        return self.name if self.schema in ("public", "pg_temp") else f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class DomainCheck:
    """One CHECK of a domain: its name and its condition over VALUE, as PostgreSQL SQL."""

    name: str
    expression: str


class DomainType(DefinedType):
    """The oid of a domain, with what it adds to its base type, which values and results have."""

    base: int
    modifier: int
    parent: int
    """The domain it was made of; 0 for none."""
    not_null: bool
    default: str | None
    checks: tuple[DomainCheck, ...]
    """Its parent's come first."""

    def __new__(cls, oid: int, **facts: Any) -> DomainType:
        found = super().__new__(cls, oid)
        found.__dict__.update(facts)
        return found

    def __deepcopy__(self, memo: dict[int, Any]) -> DomainType:
        return self


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """All of a file, read once per definition. Keys are (schema, name)."""

    tables: Mapping[tuple[str, str], TableFacts] = field(default_factory=dict)
    sequences: Mapping[tuple[str, str], SequenceFacts] = field(default_factory=dict)
    schemas: tuple[str, ...] = ("public",)
    types: Mapping[tuple[str, str], EnumType | DomainType] = field(default_factory=dict)
    """Enums and domains."""
    version: int = 0
    """Differs whenever the definitions do."""

    def type_of(self, oid: int) -> int:
        """The oid as one that knows what it stands for, where it is that of an enum, its arrays, or a domain."""
        for found in self.types.values():
            if oid == found:
                return found
            if isinstance(found, EnumType) and oid == found.array:
                return found.array
        return oid

    def domain_of(self, oid: int) -> DomainType | None:
        """The domain of that oid."""
        found = self.type_of(oid) if oid else 0
        return found if isinstance(found, DomainType) else None
