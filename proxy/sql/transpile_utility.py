"""Statements that sqlglot does not take apart: sequences, REFRESH, and single actions of ALTER TABLE."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import SequenceFacts
from proxy.sql.translation import Translation
from proxy.sql.transpile_grammar import parse, quoted, string
from proxy.sql.transpile_metadata import METADATA, TOUCH, remember_sequence
from proxy.sql.transpile_scope import Context, Scope, UndefinedTable, table_sql
from proxy.sql.transpile_select import Queries
from proxy.sql.words import Words

_LIMITS = {t.INT2: 2**15 - 1, t.INT4: 2**31 - 1, t.INT8: 2**63 - 1}


def utility_of(text: str, context: Context) -> Translation | None:
    """The statement's translation; None for one that is for sqlglot to read."""
    first = text.lstrip()[:8].lower()
    if not first.startswith(("alter", "comment", "create", "drop", "refresh")):
        return None
    words = Words(text)
    if words.take("comment", "on"):
        from proxy.sql.transpile_comment import comment_on

        return comment_on(words, context)
    types = _of_types(words, context)
    if types is not None:
        return types
    if words.take("create"):
        temporary = words.take("temp") or words.take("temporary")
        return _create_sequence(words, context, temporary=temporary) if words.take("sequence") else None
    if words.take("alter", "sequence"):
        return _alter_sequence(words, context)
    if words.take("alter", "index"):
        return _rename_index(words, context)
    if words.take("alter", "table"):
        return _rename_constraint(words, context)
    if words.take("refresh", "materialized", "view"):
        return _refresh(words, context)
    return None


def _of_types(words: Words, context: Context) -> Translation | None:
    """Definitions of enums and domains; None for anything else."""
    from proxy.sql.transpile_types import alter_type, create_domain, create_type, drop_types

    if words.take("create", "type"):
        return create_type(words, context)
    if words.take("create", "domain"):
        return create_domain(words, context)
    if words.take("alter", "type"):
        return alter_type(words, context)
    if words.take("alter", "domain"):
        raise FeatureNotSupported(f"ALTER DOMAIN {words.name()} is not supported by the SQLite backend")
    if words.take("drop", "type"):
        return drop_types(words, context, domains=False)
    if words.take("drop", "domain"):
        return drop_types(words, context, domains=True)
    return None


def _qualified(words: Words) -> tuple[str, str]:
    """Schema ("" for none) and name."""
    name = words.name()
    return (name, words.name()) if words.take(".") else ("", name)


def _number(words: Words) -> int:
    return int(words.literal())


def _options(words: Words, facts: SequenceFacts, context: Context) -> tuple[SequenceFacts, int | None]:
    """The sequence with its options, and where RESTART sets it."""
    given: dict[str, int | None] = {}
    restart: int | None = None
    while not words.at_end:
        if words.take("as"):
            kinds = {"smallint": t.INT2, "int2": t.INT2, "integer": t.INT4, "int": t.INT4, "int4": t.INT4}
            facts = replace(facts, type_oid=kinds.get(words.name(), t.INT8), maximum=0)
        elif words.take("increment"):
            words.take("by")
            facts = replace(facts, increment=_number(words))
        elif words.take("minvalue"):
            given["minimum"] = _number(words)
        elif words.take("no", "minvalue"):
            given["minimum"] = None
        elif words.take("maxvalue"):
            given["maximum"] = _number(words)
        elif words.take("no", "maxvalue"):
            given["maximum"] = None
        elif words.take("start"):
            words.take("with")
            given["start"] = _number(words)
        elif words.take("restart"):
            words.take("with")
            restart = given.get("start") or facts.start
            if (not words.at_end and words.value.lstrip("-").isdigit()) or words.value == "-":
                restart = _number(words)
        elif words.take("cache"):
            _number(words)
        elif words.take("no", "cycle"):
            facts = replace(facts, cycle=False)
        elif words.take("cycle"):
            facts = replace(facts, cycle=True)
        elif words.take("owned", "by"):
            facts = _owned(words, facts, context)
        else:
            words.problem()
    return _bounded(facts, given), restart


def _owned(words: Words, facts: SequenceFacts, context: Context) -> SequenceFacts:
    if words.take("none"):
        return replace(facts, owner=None)
    parts = [words.name()]
    while words.take("."):
        parts.append(words.name())
    table = context.find_table(parts[0] if len(parts) > 2 else "", parts[-2])
    if table.column(parts[-1]) is None:
        raise ProxyError(f'column "{parts[-1]}" of relation "{table.name}" does not exist', sqlstate="42703")
    return replace(facts, owner=(table.name, parts[-1]))


def _bounded(facts: SequenceFacts, given: dict[str, int | None]) -> SequenceFacts:
    """Minimum, maximum and start as PostgreSQL completes them. Raises 22023."""
    limit = _LIMITS[facts.type_oid]
    if facts.increment == 0:
        raise ProxyError("INCREMENT must not be zero", sqlstate="22023")
    up = facts.increment > 0
    fresh = facts.maximum == 0
    minimum = given.get("minimum") if "minimum" in given else (None if fresh else facts.minimum)
    maximum = given.get("maximum") if "maximum" in given else (None if fresh else facts.maximum)
    minimum = (1 if up else -limit - 1) if minimum is None else minimum
    maximum = (limit if up else -1) if maximum is None else maximum
    if minimum >= maximum:
        raise ProxyError(f"MINVALUE ({minimum}) must be less than MAXVALUE ({maximum})", sqlstate="22023")
    start = given.get("start")
    if start is None:
        start = (minimum if up else maximum) if fresh else facts.start
    if not minimum <= start <= maximum:
        side = f"less than MINVALUE ({minimum})" if start < minimum else f"greater than MAXVALUE ({maximum})"
        raise ProxyError(f"START value ({start}) cannot be {side}", sqlstate="22023")
    return replace(facts, minimum=minimum, maximum=maximum, start=start)


def _create_sequence(words: Words, context: Context, *, temporary: bool) -> Translation:
    from proxy.sql.transpile_define import Definitions, DuplicateObject

    exists = words.take("if", "not", "exists")
    schema, name = _qualified(words)
    definitions = Definitions(context)
    if temporary:
        raise FeatureNotSupported("temporary sequences are not supported by the SQLite backend")
    schema = definitions.schema_of(schema)
    if (schema, name) in context.schema.sequences or (schema, name) in context.schema.tables:
        if exists:
            notices = (f'relation "{name}" already exists, skipping',)
            return Translation("CREATE SEQUENCE", (), writes=True, notices=notices)
        raise DuplicateObject(f'relation "{name}" already exists')
    facts, _ = _options(words, SequenceFacts(name, schema, definitions.next_oid(), maximum=0), context)
    statements = (*METADATA, remember_sequence(facts), *TOUCH)
    return Translation("CREATE SEQUENCE", statements, writes=True, changes_schema=True)


def _alter_sequence(words: Words, context: Context) -> Translation:
    exists = words.take("if", "exists")
    schema, name = _qualified(words)
    for candidate in (schema,) if schema else context.search_path:
        sequence = context.schema.sequences.get((candidate, name))
        if sequence is not None:
            break
    else:
        if exists:
            notices = (f'relation "{name}" does not exist, skipping',)
            return Translation("ALTER SEQUENCE", (), writes=True, notices=notices)
        raise UndefinedTable(f'relation "{name}" does not exist')
    if words.value in ("rename", "owner", "set"):
        raise FeatureNotSupported(f"ALTER SEQUENCE … {words.value.upper()} is not supported by the SQLite backend")
    facts, restart = _options(words, sequence, context)
    text = string(json.dumps(asdict(facts), separators=(",", ":"), ensure_ascii=False))
    key = string(sequence.sqlite_name)
    statements = [*METADATA, f"UPDATE _onedsn_sequences SET facts = {text} WHERE name = {key}"]
    if restart is not None:
        statements.append(f"SELECT pg_setval({key}, {restart}, 0)")
    return Translation("ALTER SEQUENCE", (*statements, *TOUCH), writes=True, changes_schema=True)


def _altered(tag: str, statements: list[str], notices: tuple[str, ...] = ()) -> Translation:
    return Translation(tag, tuple(statements), writes=True, changes_schema=bool(statements), notices=notices)


def _rename_index(words: Words, context: Context) -> Translation:
    from proxy.sql.transpile_define import Definitions
    from proxy.sql.transpile_rename import rename_index

    exists = words.take("if", "exists")
    _, name = _qualified(words)
    if not words.take("rename", "to"):
        raise FeatureNotSupported("this form of ALTER INDEX is not supported by the SQLite backend")
    statements = rename_index(Definitions(context), name, words.name())
    if statements is None:
        if not exists:
            raise UndefinedTable(f'relation "{name}" does not exist')
        return _altered("ALTER INDEX", [], (f'relation "{name}" does not exist, skipping',))
    return _altered("ALTER INDEX", statements)


def _rename_constraint(words: Words, context: Context) -> Translation | None:
    """None for any other ALTER TABLE."""
    from proxy.sql.transpile_define import Definitions
    from proxy.sql.transpile_rename import rename_constraint

    words.take("if", "exists")
    words.take("only")
    schema, name = _qualified(words)
    if not words.take("rename", "constraint"):
        return None
    old = words.name()
    words.expect("to")
    table = context.find_table(schema, name)
    return _altered("ALTER TABLE", rename_constraint(Definitions(context), table, old, words.name()))


def _refresh(words: Words, context: Context) -> Translation:
    words.take("concurrently")
    schema, name = _qualified(words)
    if not words.at_end and not words.take("with", "data"):
        raise FeatureNotSupported("REFRESH MATERIALIZED VIEW … WITH NO DATA is not supported by the SQLite backend")
    table = context.find_table(schema, name)
    if table.kind != "m":
        raise ProxyError(f'"{name}" is not a materialized view', sqlstate="42809")
    sql, _ = Queries(context).query(parse(table.definition), Scope())
    listed = ", ".join(quoted(column.name) for column in table.columns)
    statements = (f"DELETE FROM {table_sql(table)}", f"INSERT INTO {table_sql(table)} ({listed}) {sql}")
    return Translation("REFRESH MATERIALIZED VIEW", statements, writes=True, reads_catalogs=context.reads_catalogs)
