"""PostgreSQL SQL for SQLite: one statement becomes SQLite SQL with the same result, or is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from proxy.errors import FeatureNotSupported
from proxy.sql import types as t
from proxy.sql.catalog_tables import CATALOGS
from proxy.sql.schema import SchemaFacts
from proxy.sql.transpile_alter import alter_table
from proxy.sql.transpile_change import Changes
from proxy.sql.transpile_define import Definitions
from proxy.sql.transpile_grammar import parse
from proxy.sql.transpile_scope import Context, Parameters, Scope, Typed
from proxy.sql.transpile_select import Queries


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of a result, as RowDescription tells it."""

    name: str
    type_oid: int
    type_modifier: int = -1
    table_oid: int = 0
    column_number: int = 0


@dataclass(frozen=True, slots=True)
class Translation:
    """A statement as SQLite runs it."""

    tag: str
    """The command's words; the engine appends the counts."""
    statements: tuple[str, ...]
    """Run in order, atomically. Parameters bind to the last only, which yields the rows and the count."""
    parameter_types: tuple[int, ...] = ()
    columns: tuple[ResultColumn, ...] = ()
    returns_rows: bool = False
    counts: bool = False
    """Whether the tag carries a number."""
    writes: bool = False
    changes_schema: bool = False
    reads_catalogs: bool = False
    notices: tuple[str, ...] = ()

    @property
    def sqlite_sql(self) -> str:
        """The statement that yields the rows and the count; "" where nothing has to be done."""
        return self.statements[-1] if self.statements else ""


def transpile(
    statement_text: str,
    schema: SchemaFacts,
    parameter_types: Sequence[int] = (),
    *,
    search_path: Sequence[str] = ("public",),
) -> Translation:
    """The one statement in `statement_text` for a file with these facts.

    Raises 0A000 for what SQLite cannot answer as PostgreSQL does, and PostgreSQL's own errors (42601, 42P01, 42703,
    42804, 42803 …) for what PostgreSQL would refuse.
    """
    tree = parse(statement_text)
    context = Context(schema, Parameters(tuple(parameter_types)), tuple(search_path), CATALOGS)
    try:
        return _translation(tree, context)
    except RecursionError:
        raise FeatureNotSupported("the statement is nested too deeply for the SQLite backend") from None


def _translation(tree: exp.Expr, context: Context) -> Translation:
    if isinstance(tree, exp.Select | exp.SetOperation | exp.Values | exp.Subquery):
        sql, columns = Queries(context).query(tree, Scope())
        if not columns:
            raise FeatureNotSupported("a SELECT without columns is not supported by the SQLite backend")
        sql = _named_objects(sql, columns, context)
        locks = tree.find(exp.Lock) is not None
        return _rows("SELECT", sql, columns, context, writes=locks or context.volatile)
    if isinstance(tree, exp.Insert):
        return _rows("INSERT", *Changes(context).insert(tree), context, writes=True)
    if isinstance(tree, exp.Update):
        return _rows("UPDATE", *Changes(context).update(tree), context, writes=True)
    if isinstance(tree, exp.Delete):
        return _rows("DELETE", *Changes(context).delete(tree), context, writes=True)
    definitions = Definitions(context)
    if isinstance(tree, exp.TruncateTable):
        return Translation("TRUNCATE TABLE", tuple(definitions.truncate(tree)), writes=True)
    tag, statements = _definition(tree, definitions)
    return Translation(tag, tuple(statements), writes=True, changes_schema=True, notices=tuple(definitions.notices))


def _named_objects(sql: str, columns: list[Typed], context: Context) -> str:
    """A query whose columns of type regclass, regtype … leave with their names: "23 integer"."""
    if not any(column.type in t.IDENTIFIERS and column.type != t.OID for column in columns):
        return sql
    context.reads_catalogs = True
    names = [f'"c{number}"' for number in range(len(columns))]
    items = [
        f"({name} || ' ' || pg_cast({name}, {column.type}, {t.TEXT}, -1))"
        if column.type in t.IDENTIFIERS - {t.OID}
        else name
        for name, column in zip(names, columns, strict=True)
    ]
    return f'WITH "onedsn"({", ".join(names)}) AS ({sql}) SELECT {", ".join(items)} FROM "onedsn"'


def _definition(tree: exp.Expr, definitions: Definitions) -> tuple[str, list[str]]:
    if isinstance(tree, exp.Create):
        kind = str(tree.args["kind"]).upper()
        compile_one = {
            "TABLE": definitions.create_table,
            "INDEX": definitions.create_index,
            "VIEW": definitions.create_view,
            "SEQUENCE": definitions.create_sequence,
            "SCHEMA": definitions.create_schema,
        }.get(kind)
        if compile_one is None:
            raise FeatureNotSupported(f"CREATE {kind} is not supported by the SQLite backend")
        return f"CREATE {kind}", compile_one(tree)
    if isinstance(tree, exp.Drop):
        return f"DROP {str(tree.args['kind']).upper()}", definitions.drop(tree)
    if isinstance(tree, exp.Alter) and str(tree.args.get("kind")).upper() == "TABLE":
        return "ALTER TABLE", alter_table(definitions, tree)
    if isinstance(tree, exp.Comment):
        raise FeatureNotSupported("COMMENT ON is not supported by the SQLite backend")
    raise FeatureNotSupported(f"{tree.key.upper()} is not supported by the SQLite backend")


def _rows(tag: str, sql: str, columns: list[Typed], context: Context, writes: bool) -> Translation:
    described = tuple(ResultColumn(c.name, c.type, c.modifier, c.origin[0], c.origin[1]) for c in columns)
    return Translation(
        tag,
        (sql,),
        context.parameters.all(),
        described,
        returns_rows=bool(columns) or tag == "SELECT",
        counts=True,
        writes=writes,
        reads_catalogs=context.reads_catalogs,
    )
