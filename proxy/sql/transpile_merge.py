"""MERGE: the join decides for each row what happens to it, then updates, deletions and insertions run."""

from __future__ import annotations

from sqlglot import exp

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql.schema import ColumnFacts, TableFacts
from proxy.sql.translation import Step, Translation, mentioned
from proxy.sql.transpile_change import is_default
from proxy.sql.transpile_domain import assigned
from proxy.sql.transpile_grammar import identifier, quoted, string
from proxy.sql.transpile_insert import Inserts
from proxy.sql.transpile_scope import Context, Scope, UndefinedColumn, table_sql


class _Merge:
    """The parts of one MERGE while they are compiled."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.changes = Inserts(context)
        self.values: list[str] = []
        """What is computed for each row, behind the row's number and its action."""
        self.actions: list[str] = []

    def kept(self, sql: str) -> str:
        """The column in which a value of the row is kept."""
        self.values.append(sql)
        return f'"c{len(self.values) + 1}"'


def merge(node: exp.Merge, context: Context) -> Translation:
    """MERGE INTO target USING source ON condition WHEN … Raises 0A000 for RETURNING and BY SOURCE."""
    if node.args.get("returning") is not None:
        raise FeatureNotSupported("MERGE … RETURNING is not supported by the SQLite backend")
    state = _Merge(context)
    changes = state.changes
    scope = Scope()
    prefix = changes.queries.with_clause(node.args.get("with_"), scope)
    table, target = changes.target(node.this, scope)
    scope.sources.remove(target)
    using = changes.queries.sources.source(node.args["using"], scope)
    others = list(scope.sources)
    scope.sources.insert(0, target)
    condition = changes.expressions.condition(node.args["on"], scope, "JOIN/ON")
    own = quoted(target.alias)
    kept = context.fresh()
    cases, statements, acting = [], [], []
    for number, when in enumerate(node.args["whens"].expressions, 1):
        if when.args.get("source"):
            raise FeatureNotSupported("WHEN NOT MATCHED BY SOURCE is not supported by the SQLite backend")
        matched = bool(when.args["matched"])
        scope.sources = [target, *others] if matched else others
        test = f"{own}.rowid IS {'NOT ' if matched else ''}NULL"
        if when.args.get("condition") is not None:
            test += f" AND {changes.expressions.condition(when.args['condition'], scope, 'WHEN')}"
        cases.append(f"WHEN {test} THEN {number}")
        statement = _action(state, when, table, scope, number, kept, matched)
        if statement:
            statements.append(statement)
            acting.append(str(number))
    action = f"CASE {' '.join(cases)} ELSE 0 END"
    values = [f"CASE {action} {value} END" for value in state.values]
    items = ", ".join([f"{own}.rowid", action, *values])
    sql = f"{prefix}SELECT {items} FROM {using} LEFT JOIN {table_sql(table)} AS {own} ON {condition}"
    twice = string("MERGE command cannot affect row a second time")
    check = (
        f"SELECT pg_raise('21000', {twice}) FROM temp.{kept} WHERE c1 IN ({', '.join(acting)}) AND c0 IS NOT NULL"
        " GROUP BY c0 HAVING count(*) > 1 LIMIT 1"
    )
    steps = [
        *context.steps,
        Step(sql, mentioned(sql), kept, 2 + len(values)),
        Step(check),
        *(Step(statement, counts=True) for statement in statements),
    ]
    return Translation(
        "MERGE",
        (f"SELECT 1 FROM temp.{kept} WHERE 0",),
        tuple(steps),
        bound=0,
        parameter_types=context.parameters.all(),
        counts=True,
        writes=True,
        reads_catalogs=context.reads_catalogs,
    )


def _action(
    state: _Merge, when: exp.When, table: TableFacts, scope: Scope, number: int, kept: str, matched: bool
) -> str:
    """The statement of one WHEN; "" for DO NOTHING."""
    then = when.args["then"]
    word = then.name.upper() if isinstance(then, exp.Var) else ""
    if word == "DO NOTHING":
        return ""
    if word == "DELETE" and matched:
        return f"DELETE FROM {table_sql(table)} WHERE rowid IN (SELECT c0 FROM temp.{kept} WHERE c1 = {number})"
    if isinstance(then, exp.Update) and matched:
        items = [_branch(state, item, table, scope, number, kept) for item in then.expressions]
        here = quoted(table.sqlite_name)
        return (
            f"UPDATE {table_sql(table)} SET {', '.join(items)} FROM temp.{kept} AS {kept}"
            f" WHERE {kept}.c1 = {number} AND {here}.rowid = {kept}.c0"
        )
    if isinstance(then, exp.Insert) and not matched:
        return _insert(state, then, table, scope, number, kept)
    raise SyntaxProblem("this action is not allowed in this WHEN clause of MERGE")


def _branch(state: _Merge, item: exp.Expr, table: TableFacts, scope: Scope, number: int, kept: str) -> str:
    text = state.changes.assignments([item], table, scope)
    name, _, value = text.partition(" = ")
    if name.startswith("(") or not text or ", " in name:
        raise FeatureNotSupported("SET (…) = … in MERGE is not supported by the SQLite backend")
    return f"{name} = {kept}.{state.kept(f'WHEN {number} THEN {value}')}"


def _insert(state: _Merge, then: exp.Insert, table: TableFacts, scope: Scope, number: int, kept: str) -> str:
    changes = state.changes
    names = [identifier(item) for item in then.this.expressions] if isinstance(then.this, exp.Tuple) else []
    if isinstance(then.this, exp.Paren):
        names = [identifier(then.this.this)]
    values = then.expression
    cells = list(values.expressions) if isinstance(values, exp.Tuple) else [values.this] if values is not None else []
    columns: list[ColumnFacts] = []
    for name in names or [column.name for column in table.columns][: len(cells)]:
        column = table.column(name)
        if column is None:
            raise UndefinedColumn(f'column "{name}" of relation "{table.name}" does not exist')
        columns.append(column)
    if len(columns) != len(cells):
        raise SyntaxProblem("INSERT has more expressions than target columns")
    sqls = []
    for column, cell in zip(columns, cells, strict=True):
        if is_default(cell):
            sqls.append(changes.filled(table, column))
            continue
        if column.identity == "a" or column.generated:
            raise FeatureNotSupported("a value for such a column in MERGE is not supported by the SQLite backend")
        typed = changes.expressions.typed(cell, scope)
        value = assigned(changes.expressions, typed, column)
        place = state.kept(f"WHEN {number} THEN {value.sql}")
        sqls.append(changes.stored(table, column, type(value)(place, column.type_oid)))
    rest = [column for column in table.columns if column not in columns and not column.generated]
    sqls += [changes.filled(table, column) for column in rest]
    listed = ", ".join(quoted(column.name) for column in [*columns, *rest])
    return f"INSERT INTO {table_sql(table)} ({listed}) SELECT {', '.join(sqls)} FROM temp.{kept} WHERE c1 = {number}"
