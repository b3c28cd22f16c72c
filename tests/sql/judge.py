"""The judge: what PostgreSQL's own parse tree says about a statement, by the rules that our analyzer must keep.

Nothing here is shared with the analyzer but the rendering of names: the grammar is libpg_query's, the functions and
system relations are those of the catalog that PostgreSQL 18 is installed with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pglast import ast, parse_plpgsql, parse_sql
from pglast.enums import DiscardMode, GrantTargetType, ObjectType, VariableSetKind
from pglast.parser import ParseError

from proxy.sql.statement import TableName
from tests.sql.catalogs import builtin_functions, system_relations, takes_relation

READ, WRITE, DDL, TRANSACTION, SESSION, COPY_IN, COPY_OUT, UTILITY = (
    "read",
    "write",
    "ddl",
    "transaction",
    "session",
    "copy_in",
    "copy_out",
    "utility",
)

SYSTEM_SCHEMAS = {"pg_catalog", "information_schema"}

CHANGING = re.compile(
    r"""nextval | setval | set_config | setseed | txid_current
    | pg_current_xact_id | pg_notify | lo_\w+ | loread | lowrite
    | pg_(try_)?advisory_\w+ | binary_upgrade_\w+ | brin_(de)?summarize_\w+ | gin_clean_pending_list
    | pg_(cancel|terminate)_backend | pg_backup_\w+ | pg_(start|stop)_backup | pg_create_\w+ | pg_drop_\w+
    | pg_copy_\w+ | pg_clear_\w+ | pg_restore_\w+ | pg_export_snapshot | pg_extension_config_dump
    | pg_import_system_collations | pg_log_\w+ | pg_logical_emit_message | pg_logical_slot_(get|peek)_\w+ | pg_nextoid
    | pg_promote | pg_reload_conf | pg_rotate_logfile | pg_replication_slot_advance
    | pg_replication_origin_(advance|create|drop|session_reset|session_setup|xact_\w+)
    | pg_stat_reset\w* | pg_stat_clear_snapshot | pg_stat_force_next_flush | pg_stop_making_pinned_objects
    | pg_switch_wal | pg_sync_replication_slots | pg_wal_replay_(pause|resume)""",
    re.VERBOSE,
)
"""Built-in functions that change something."""

RUNNING = re.compile(r"query_to_xml\w*|cursor_to_xml\w*|ts_stat")
"""Built-in functions that run a text, or read what one opened, that nobody has read."""

RELATIONS = {
    ObjectType.OBJECT_TABLE,
    ObjectType.OBJECT_VIEW,
    ObjectType.OBJECT_MATVIEW,
    ObjectType.OBJECT_SEQUENCE,
    ObjectType.OBJECT_FOREIGN_TABLE,
    ObjectType.OBJECT_INDEX,
}
PARTS_OF_RELATIONS = {
    ObjectType.OBJECT_COLUMN,
    ObjectType.OBJECT_TABCONSTRAINT,
    ObjectType.OBJECT_TRIGGER,
    ObjectType.OBJECT_RULE,
    ObjectType.OBJECT_POLICY,
}

UTILITIES = (ast.VacuumStmt, ast.ReindexStmt, ast.ClusterStmt, ast.LockStmt, ast.CheckPointStmt, ast.LoadStmt)
SESSIONS = (
    ast.VariableShowStmt,
    ast.DiscardStmt,
    ast.DeallocateStmt,
    ast.ListenStmt,
    ast.UnlistenStmt,
    ast.FetchStmt,
    ast.ClosePortalStmt,
)
DEFINED = {
    ast.CreateStmt: "relation",
    ast.CreateSeqStmt: "sequence",
    ast.AlterSeqStmt: "sequence",
    ast.ViewStmt: "view",
    ast.IndexStmt: "relation",
    ast.RuleStmt: "relation",
    ast.CreateTrigStmt: "relation",
    ast.CreatePolicyStmt: "table",
    ast.AlterPolicyStmt: "table",
    ast.RefreshMatViewStmt: "relation",
    ast.AlterObjectDependsStmt: "relation",
    ast.ReindexStmt: "relation",
    ast.ClusterStmt: "relation",
}
"""The attribute that holds the relation which a definition, or a utility, is about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one statement is. `reads` and `writes` are names as `TableName` renders them."""

    kind: str
    reads: frozenset[str]
    writes: frozenset[str]
    unknown: bool = False


def judge(sql: str) -> list[Verdict]:
    """One verdict per statement that is not empty. Raises pglast's ParseError where PostgreSQL would."""
    prepared: dict[str, Verdict] = {}
    verdicts = []
    for raw in parse_sql(sql):
        verdict = _Judgement(prepared).of(raw.stmt)
        verdicts.append(verdict)
        if isinstance(raw.stmt, ast.PrepareStmt):
            prepared[raw.stmt.name] = verdict
        elif isinstance(raw.stmt, ast.DeallocateStmt):
            gone = list(prepared) if raw.stmt.name is None else [raw.stmt.name]
            for name in gone:
                prepared.pop(name, None)
        elif isinstance(raw.stmt, ast.DiscardStmt) and raw.stmt.target == DiscardMode.DISCARD_ALL:
            prepared.clear()
    return verdicts


class _Judgement:
    """One walk over one statement."""

    def __init__(self, prepared: Mapping[str, Verdict]) -> None:
        self.prepared = prepared
        self.reads: set[str] = set()
        self.writes: set[str] = set()
        self.unknown = False
        self.changes = False
        """Something in the expressions or in a CTE writes, locks, or is a function nobody knows."""
        self.defined: object = None
        """The relation that the statement defines, wherever in its tree it stands."""
        self.refers_only = False
        """Inside a definition: whatever is named there is referred to, not written."""

    def of(self, statement: ast.Node) -> Verdict:
        kind = self.statement(statement)
        return Verdict(kind, frozenset(self.reads), frozenset(self.writes), self.unknown)

    # What each command is

    def statement(self, node: ast.Node) -> str:
        if isinstance(node, ast.SelectStmt):
            self.walk(node, frozenset())
            return WRITE if self.changes else READ
        if isinstance(node, (ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt)):
            self.walk(node, frozenset())
            return WRITE
        if isinstance(node, ast.ExplainStmt):
            kind = self.statement(node.query)
            return kind if _is_on(node.options, "analyze") else READ
        if isinstance(node, (ast.PrepareStmt, ast.DeclareCursorStmt)):
            return self.statement(node.query)
        if isinstance(node, ast.ExecuteStmt):
            return self.execute(node)
        if isinstance(node, ast.CopyStmt):
            return self.copy(node)
        if isinstance(node, ast.TransactionStmt | ast.ConstraintsSetStmt):
            return TRANSACTION
        if isinstance(node, ast.VariableSetStmt):
            return self.setting(node)
        if isinstance(node, SESSIONS):
            return SESSION
        if isinstance(node, ast.DoStmt):
            self.anonymous_block(node)
            return WRITE
        if isinstance(node, (ast.CallStmt, ast.NotifyStmt)):
            self.walk(node, frozenset())
            return WRITE
        if isinstance(node, ast.TruncateStmt):
            self.write(*node.relations)
            return WRITE
        self.definition(node)
        return UTILITY if isinstance(node, UTILITIES) else DDL

    def anonymous_block(self, node: ast.DoStmt) -> None:
        """What PostgreSQL's own PL/pgSQL parser finds in it; that this is all, nobody can know."""
        self.unknown = True
        words = {option.defname: option.arg.sval for option in node.args}
        if words.get("language", "plpgsql") != "plpgsql":
            return
        quoted = words["as"].replace("'", "''")
        try:
            tree = parse_plpgsql(f"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS '{quoted}'")
        except ParseError:
            return
        for query in _queries(tree):
            verdict = judge(query)[0]
            self.reads |= verdict.reads
            self.writes |= verdict.writes

    def execute(self, node: ast.ExecuteStmt) -> str:
        self.walk(node.params or (), frozenset())
        verdict = self.prepared.get(node.name)
        if verdict is None:
            self.unknown = True
            return WRITE
        self.reads |= verdict.reads
        self.writes |= verdict.writes
        return WRITE if self.changes and verdict.kind == READ else verdict.kind

    def copy(self, node: ast.CopyStmt) -> str:
        elsewhere = node.filename is not None
        if node.query is not None:
            kind = self.statement(node.query)
            return WRITE if elsewhere or kind != READ else COPY_OUT
        if node.is_from:
            self.walk(node.whereClause, frozenset())
            self.write(node.relation)
            return WRITE if elsewhere else COPY_IN
        self.read(node.relation)
        return WRITE if elsewhere else COPY_OUT

    def setting(self, node: ast.VariableSetStmt) -> str:
        is_transaction = node.kind == VariableSetKind.VAR_SET_MULTI and node.name.startswith("TRANSACTION")
        return TRANSACTION if is_transaction else SESSION

    def definition(self, node: ast.Node) -> None:
        """DDL and utilities: the relation they are about is written, all others are read."""
        self.refers_only = True
        target: object = None
        if type(node) in DEFINED:
            target = getattr(node, DEFINED[type(node)])
            self.write(target)
        elif isinstance(node, ast.CreateForeignTableStmt):
            target = node.base.relation
            self.write(target)
        elif isinstance(node, ast.CreateTableAsStmt):
            target = node.into.rel
            self.write(target)
            if isinstance(node.query, ast.ExecuteStmt):
                self.execute(node.query)
                return
        elif isinstance(node, ast.AlterTableStmt):
            target = node.relation
            if node.objtype != ObjectType.OBJECT_TYPE:
                self.write(target)
        elif isinstance(node, ast.RenameStmt):
            if node.renameType != ObjectType.OBJECT_ATTRIBUTE:
                self.write(node.relation)
            return
        elif isinstance(node, ast.AlterObjectSchemaStmt):
            self.write(node.relation)
            return
        elif isinstance(node, ast.VacuumStmt):
            self.write(*(each.relation for each in node.rels or ()))
            return
        elif isinstance(node, ast.LockStmt):
            self.write(*node.relations)
            return
        elif isinstance(node, ast.GrantStmt):
            if node.targtype == GrantTargetType.ACL_TARGET_OBJECT:
                self.write(*(each for each in node.objects or () if isinstance(each, ast.RangeVar)))
            return
        elif isinstance(node, ast.CreateSchemaStmt):
            for element in node.schemaElts or ():
                self.definition(element)
            return
        elif isinstance(node, (ast.CommentStmt, ast.SecLabelStmt, ast.AlterExtensionContentsStmt)):
            self.write_object(node.objtype, node.object)
            return
        elif isinstance(node, ast.DropStmt):
            for each in node.objects:
                self.write_object(node.removeType, each)
            return
        elif isinstance(node, (ast.CompositeTypeStmt, ast.ImportForeignSchemaStmt)):
            return
        if isinstance(node, (ast.CreateSeqStmt, ast.AlterSeqStmt)):
            self.owner_of_sequence(node.options or ())
        self.defined = target
        self.walk_children(node, frozenset())

    def write_object(self, kind: ObjectType, names: object) -> None:
        """`names` is a list of strings: the relation, or the relation and its part."""
        if not isinstance(names, tuple) or not all(isinstance(each, ast.String) for each in names):
            return
        words = [each.sval for each in names]
        if kind in PARTS_OF_RELATIONS:
            words = words[:-1]
        elif kind not in RELATIONS:
            return
        if words:
            self.name(words, self.writes)

    def owner_of_sequence(self, options: Iterable[ast.DefElem]) -> None:
        for option in options:
            if option.defname == "owned_by":
                words = [each.sval for each in option.arg]
                if len(words) > 1:
                    self.name(words[:-1], self.reads)

    # Tables

    def name(self, words: list[str], into: set[str]) -> None:
        schema = words[-2] if len(words) > 1 else None
        if schema in SYSTEM_SCHEMAS or (schema is None and words[-1] in system_relations()):
            return
        into.add(str(TableName(words[-1], schema)))

    def write(self, *relations: ast.RangeVar | None) -> None:
        for relation in relations:
            if relation is not None:
                self.name(_words(relation), self.writes)

    def read(self, relation: ast.RangeVar) -> None:
        self.name(_words(relation), self.reads)

    def target(self, relation: ast.RangeVar) -> None:
        """What a data-modifying command modifies: no CTE hides it."""
        self.name(_words(relation), self.reads if self.refers_only else self.writes)

    def named_in_string(self, text: str, into: set[str]) -> None:
        words = split_identifiers(text)
        if words:
            self.name(words, into)

    # The walk. `hidden` are the names of the CTEs in sight.

    def walk(self, node: object, hidden: frozenset[str]) -> None:
        if isinstance(node, tuple):
            for each in node:
                self.walk(each, hidden)
        elif isinstance(node, (ast.SelectStmt, ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt)):
            self.query(node, hidden)
        elif isinstance(node, ast.RangeVar) and node is not self.defined:
            if node.schemaname is not None or node.relname not in hidden:
                self.read(node)
        elif isinstance(node, ast.FuncCall):
            is_first_known = self.function(node)
            self.walk_children(node, hidden, without=node.args)
            self.walk((node.args or ())[is_first_known:], hidden)
        elif isinstance(node, ast.TypeCast):
            self.cast(node)
            self.walk_children(node, hidden)
        elif isinstance(node, ast.Node):
            self.walk_children(node, hidden)

    def walk_children(self, node: ast.Node, hidden: frozenset[str], *, without: object = None) -> None:
        for attribute in node:
            value = getattr(node, attribute)
            if value is not without and isinstance(value, (ast.Node, tuple)):
                self.walk(value, hidden)

    def query(self, node: ast.Node, hidden: frozenset[str]) -> None:
        with_clause = getattr(node, "withClause", None)
        if with_clause is not None:
            hidden = self.with_clause(with_clause, hidden)
        skipped = {"withClause", "intoClause", "lockingClause"}
        if not isinstance(node, ast.SelectStmt):
            self.changes = True
            self.target(node.relation)
            skipped.add("relation")
        elif node.lockingClause or node.intoClause:
            self.changes = True
            if node.intoClause:
                self.target(node.intoClause.rel)
        for attribute in node:
            if attribute not in skipped:
                self.walk(getattr(node, attribute), hidden)

    def with_clause(self, node: ast.WithClause, hidden: frozenset[str]) -> frozenset[str]:
        if node.recursive:
            hidden |= {each.ctename for each in node.ctes}
        for each in node.ctes:
            self.walk_children(each, hidden)
            hidden |= {each.ctename}
        return hidden

    def function(self, node: ast.FuncCall) -> bool:
        """What calling it means. Answers whether its first argument named a relation."""
        words = [each.sval for each in node.funcname]
        name, schema = words[-1], words[-2] if len(words) > 1 else None
        if schema == "information_schema":
            return False
        if schema not in (None, "pg_catalog") or name not in builtin_functions() or CHANGING.fullmatch(name):
            self.changes = True
        runs_text = RUNNING.fullmatch(name) or (name == "ts_rewrite" and len(node.args or ()) == 2)
        if runs_text and schema in (None, "pg_catalog"):
            self.changes = self.unknown = True
        if (name == "regclass" or takes_relation(name)) and schema in (None, "pg_catalog") and node.args:
            text = _constant(node.args[0])
            if text is not None:
                is_change = name in ("nextval", "setval") and not self.refers_only
                self.named_in_string(text, self.writes if is_change else self.reads)
                return True
        return False

    def cast(self, node: ast.TypeCast) -> None:
        names = [each.sval for each in node.typeName.names or ()]
        text = _constant(node.arg)
        if text is not None and names[-1:] == ["regclass"] and not node.typeName.arrayBounds:
            self.named_in_string(text, self.reads)


def _queries(tree: object) -> Iterator[str]:
    """The statements and the expressions, made statements, of a PL/pgSQL parse tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key != "query" or not isinstance(value, str):
                yield from _queries(value)
            elif (found := _as_statement(value)) is not None:
                yield found
    elif isinstance(tree, list):
        for each in tree:
            yield from _queries(each)


def _as_statement(query: str) -> str | None:
    assigned = re.sub(r"""(?s)^\s*[\w."\[\]]+\s*:?=""", "SELECT", query, count=1)
    for text in (query, f"SELECT {query}", assigned):
        try:
            parse_sql(text)
        except ParseError:
            continue
        return text
    return None


def _words(relation: ast.RangeVar) -> list[str]:
    return [relation.relname] if relation.schemaname is None else [relation.schemaname, relation.relname]


def _constant(node: object) -> str | None:
    """The string that `node` is, under casts to regclass or to a string type."""
    while isinstance(node, ast.TypeCast):
        node = node.arg
    if isinstance(node, ast.A_Const) and isinstance(node.val, ast.String):
        return str(node.val.sval)
    return None


def _is_on(options: Iterable[ast.DefElem] | None, name: str) -> bool:
    """The last word on a boolean option, as EXPLAIN takes it."""
    is_on = False
    for option in options or ():
        if option.defname == name:
            value = option.arg
            if value is None:
                is_on = True
            elif isinstance(value, ast.Integer):
                is_on = bool(value.ival)
            else:
                is_on = str(getattr(value, "sval", "")).lower() in ("true", "on")
    return is_on


def split_identifiers(text: str) -> list[str]:
    """A dotted name in a string, as textToQualifiedNameList takes it apart; empty where it is none, or is a number."""
    if text.strip().isdigit() or text.strip() == "-":
        return []
    words = list(_identifiers(text))
    return [] if any(word is None for word in words) else [word for word in words if word is not None]


def _identifiers(text: str) -> Iterator[str | None]:
    for quoted, plain, wrong in re.findall(r'\s*(?:"((?:[^"]|"")*)"|([^\s".]+))\s*(?:\.|$)|(.)', text, re.DOTALL):
        if wrong:
            yield None
            return
        name = quoted.replace('""', '"') if quoted else plain.lower() if plain.isascii() else plain
        yield name.encode()[:63].decode(errors="ignore")
