"""CREATE, ALTER and DROP of enums and domains."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import DomainCheck, DomainType, TableFacts
from proxy.sql.translation import Translation
from proxy.sql.transpile_convert import type_of
from proxy.sql.transpile_define import Definitions
from proxy.sql.transpile_domain import cast_to_domain
from proxy.sql.transpile_grammar import AS_WRITTEN, parse, quoted, string
from proxy.sql.transpile_metadata import METADATA, TOUCH
from proxy.sql.transpile_scope import Context, Scope, Typed, table_sql
from proxy.sql.words import Words
from proxy.wire.defined import EnumType


class DuplicateType(ProxyError):
    """A type, or a table's row type, has that name already."""

    sqlstate = "42710"


class UndefinedType(ProxyError):
    """No type of that name."""

    sqlstate = "42704"


def create_type(words: Words, context: Context) -> Translation:
    """CREATE TYPE … AS ENUM; other kinds of types are refused by name."""
    schema, name = _new_name(words, context)
    words.expect("as")
    if not words.take("enum"):
        kind = "range" if words.value == "range" else "composite"
        raise FeatureNotSupported(f"the {kind} type {name} is not supported by the SQLite backend")
    labels = _labels(words)
    words.finish()
    return _changed("CREATE TYPE", [_remember_enum(Definitions(context).next_oid(), schema, name, labels)])


def _labels(words: Words) -> tuple[str, ...]:
    words.expect("(")
    labels: list[str] = []
    while not words.take(")"):
        if labels:
            words.expect(",")
        label = _label(words)
        if label in labels:
            raise ProxyError(
                'duplicate key value violates unique constraint "pg_enum_typid_label_index"',
                detail=f'The label "{label}" is there twice.',
                sqlstate="23505",
            )
        labels.append(label)
    return tuple(labels)


def _label(words: Words) -> str:
    label = words.string()
    if label is None:
        words.problem()
    if len(label.encode()) > 63:
        raise ProxyError(f'invalid enum label "{label}"', detail="Labels must be 63 bytes or less.", sqlstate="42602")
    return label


def create_domain(words: Words, context: Context) -> Translation:
    """CREATE DOMAIN over any type, another domain too."""
    schema, name = _new_name(words, context)
    words.take("as")
    definition = words.rest()
    # A column definition has the same parts, so the grammar of one reads it.
    tree = parse(f"CREATE TABLE x (value {definition})")
    [column] = tree.this.expressions
    base, modifier = type_of(context, column.args["kind"])
    parent = base if isinstance(base, DomainType) else None
    checks = list(parent.checks) if parent is not None else []
    not_null = parent is not None and parent.not_null
    default = parent.default if parent is not None else None
    for wrapper in column.args.get("constraints") or ():
        given = wrapper.this.name if wrapper.this is not None else ""
        if isinstance(wrapper.kind, exp.NotNullColumnConstraint):
            not_null = not wrapper.kind.args.get("allow_null")
        elif isinstance(wrapper.kind, exp.DefaultColumnConstraint):
            default = wrapper.kind.this.sql(**AS_WRITTEN)
        elif isinstance(wrapper.kind, exp.CheckColumnConstraint):
            checks.append(DomainCheck(given or _free(f"{name}_check", checks), wrapper.kind.this.sql(**AS_WRITTEN)))
        else:
            raise FeatureNotSupported(
                f"{wrapper.kind.key.upper()} of the domain {name} is not supported by the SQLite backend"
            )
    domain = DomainType(
        Definitions(context).next_oid(), schema=schema, name=name, base=parent.base if parent is not None else base,
        modifier=parent.modifier if parent is not None else modifier, parent=int(base) if parent is not None else 0,
        not_null=not_null, default=default, checks=tuple(checks),
    )  # fmt: skip
    _try(context, domain)
    return _changed("CREATE DOMAIN", [_remember_domain(domain)])


def _free(name: str, checks: list[DomainCheck]) -> str:
    taken = {check.name for check in checks}
    found, number = name, 0
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found


def _try(context: Context, domain: DomainType) -> None:
    """Raises what is wrong with its checks or its default."""
    expressions = Definitions(context).queries.expressions
    cast_to_domain(expressions, Typed("NULL", t.UNKNOWN), domain)
    if domain.default is not None:
        tree = parse(f"SELECT {domain.default}").expressions[0]
        cast_to_domain(expressions, expressions.typed(tree, Scope()), domain)


def alter_type(words: Words, context: Context) -> Translation:
    """ALTER TYPE … ADD VALUE, RENAME VALUE, RENAME TO of an enum."""
    found = _find(words, context)
    if not isinstance(found, EnumType):
        raise FeatureNotSupported("ALTER TYPE of a domain is not supported by the SQLite backend")
    if words.take("add", "value"):
        return _add_value(words, found)
    if words.take("rename", "value"):
        return _rename_value(words, found, context)
    if words.take("rename", "to"):
        name = words.name()
        words.finish()
        _check_free(context, found.schema, name)
        return _changed("ALTER TYPE", [_remember_enum(found, found.schema, name, found.labels)])
    raise FeatureNotSupported(f"ALTER TYPE … {words.value.upper()} is not supported by the SQLite backend")


def _add_value(words: Words, found: EnumType) -> Translation:
    exists = words.take("if", "not", "exists")
    label = _label(words)
    if label in found.labels:
        if exists:
            return Translation(
                "ALTER TYPE", (), writes=True, notices=(f'enum label "{label}" already exists, skipping',)
            )
        raise ProxyError(f'enum label "{label}" already exists', sqlstate="42710")
    labels, place = list(found.labels), len(found.labels)
    is_after = words.take("after")
    if is_after or words.take("before"):
        place = _place(found, _label(words)) + is_after
    words.finish()
    labels.insert(place, label)
    return _changed("ALTER TYPE", [_remember_enum(found, found.schema, found.name, tuple(labels))])


def _place(found: EnumType, label: str) -> int:
    if label not in found.labels:
        raise ProxyError(f'"{label}" is not an existing enum label', sqlstate="22023")
    return found.labels.index(label)


def _rename_value(words: Words, found: EnumType, context: Context) -> Translation:
    old = _label(words)
    words.expect("to")
    new = _label(words)
    words.finish()
    place = _place(found, old)
    if new in found.labels:
        raise ProxyError(f'enum label "{new}" already exists', sqlstate="42710")
    statements = []
    for table in context.schema.tables.values():
        _check_not_named(table, old)
        for column in table.columns if table.kind == "r" else ():
            if column.type_oid == found.array:
                raise FeatureNotSupported(
                    f"ALTER TYPE {found.name} RENAME VALUE with arrays of it is not supported by the SQLite backend"
                )
            if column.type_oid == found:
                name = quoted(column.name)
                statements.append(f"UPDATE {table_sql(table)} SET {name} = {string(new)} WHERE {name} = {string(old)}")
    labels = (*found.labels[:place], new, *found.labels[place + 1 :])
    # While the rows change, both labels have the same place in the order.
    both = f"SELECT pg_enum_alias({found:d}, {string(old)}, {string(new)})"
    return _changed("ALTER TYPE", [both, *statements, _remember_enum(found, found.schema, found.name, labels)])


def _check_not_named(table: TableFacts, label: str) -> None:
    """Raises 0A000 where a definition names the label; it would have to be compiled anew."""
    texts = [table.definition, *(column.default or "" for column in table.columns)]
    texts += [column.generated for column in table.columns]
    texts += [constraint.expression for constraint in table.constraints]
    texts += [text for index in table.indexes for text in (*index.keys, index.predicate)]
    if any(string(label) in text for text in texts):
        raise FeatureNotSupported(
            f'RENAME VALUE of the label "{label}", which the definition of {table.name} names,'
            " is not supported by the SQLite backend"
        )


def drop_types(words: Words, context: Context, *, domains: bool) -> Translation:
    """DROP TYPE and DROP DOMAIN of what no column has."""
    tag = "DROP DOMAIN" if domains else "DROP TYPE"
    exists = words.take("if", "exists")
    statements: list[str] = []
    notices: list[str] = []
    while True:
        schema, name = _qualified(words)
        found = context.find_type(schema, name)
        if found is None:
            if not exists:
                raise UndefinedType(f'type "{name}" does not exist')
            notices.append(f'type "{name}" does not exist, skipping')
        elif domains and not isinstance(found, DomainType):
            raise ProxyError(f'"{name}" is not a domain', sqlstate="42809")
        else:
            _check_unused(found, context, cascade=words.tokens.values[-1] == "cascade")
            statements.append(f"DELETE FROM _onedsn_types WHERE name = {string(_key(found.schema, found.name))}")
        if not words.take(","):
            break
    _ = words.take("cascade") or words.take("restrict")
    words.finish()
    if not statements:
        return Translation(tag, (), writes=True, notices=tuple(notices))
    return replace(_changed(tag, statements), notices=tuple(notices))


def _check_unused(found: EnumType | DomainType, context: Context, *, cascade: bool) -> None:
    for table in context.schema.tables.values():
        for column in table.columns:
            kinds = (found, found.array) if isinstance(found, EnumType) else ()
            if column.type_oid in kinds or column.domain == found:
                _refuse_drop(found, f"column {column.name} of table {table.name}", cascade=cascade)
    for other in context.schema.types.values():
        if isinstance(other, DomainType) and found in (other.base, other.parent):
            _refuse_drop(found, f"type {other.name}", cascade=cascade)


def _refuse_drop(found: EnumType | DomainType, dependent: str, *, cascade: bool) -> None:
    if cascade:
        raise FeatureNotSupported(f"DROP of {found.name} CASCADE is not supported by the SQLite backend: {dependent}")
    raise ProxyError(
        f"cannot drop type {found.name} because other objects depend on it",
        detail=f"{dependent} depends on type {found.name}",
        hint="Use DROP ... CASCADE to drop the dependent objects too.",
        sqlstate="2BP01",
    )


# ── names and what is written down ──────────────────────────────────────────────────────────────────────────────────


def _qualified(words: Words) -> tuple[str, str]:
    name = words.name()
    return (name, words.name()) if words.take(".") else ("", name)


def _new_name(words: Words, context: Context) -> tuple[str, str]:
    schema, name = _qualified(words)
    schema = Definitions(context).schema_of(schema)
    _check_free(context, schema, name)
    return schema, name


def _check_free(context: Context, schema: str, name: str) -> None:
    if (schema, name) in context.schema.types or (schema, name) in context.schema.tables:
        raise DuplicateType(f'type "{name}" already exists')


def _find(words: Words, context: Context) -> EnumType | DomainType:
    schema, name = _qualified(words)
    found = context.find_type(schema, name)
    if found is None:
        raise UndefinedType(f'type "{name}" does not exist')
    return found


def _key(schema: str, name: str) -> str:
    return name if schema == "public" else f"{schema}.{name}"


def _remember(oid: int, schema: str, name: str, facts: dict[str, Any]) -> str:
    text = json.dumps({"oid": oid, "schema": schema, "name": name, **facts}, separators=(",", ":"), ensure_ascii=False)
    return (
        f"INSERT INTO _onedsn_types (oid, name, facts) VALUES ({oid:d}, {string(_key(schema, name))}, {string(text)})"
        " ON CONFLICT (oid) DO UPDATE SET name = excluded.name, facts = excluded.facts"
    )


def _remember_enum(oid: int, schema: str, name: str, labels: tuple[str, ...]) -> str:
    return _remember(oid, schema, name, {"labels": labels})


def _remember_domain(domain: DomainType) -> str:
    facts = {
        "base": domain.base, "modifier": domain.modifier, "parent": domain.parent, "not_null": domain.not_null,
        "default": domain.default, "checks": [[check.name, check.expression] for check in domain.checks],
    }  # fmt: skip
    return _remember(domain, domain.schema, domain.name, facts)


def _changed(tag: str, statements: list[str]) -> Translation:
    return Translation(tag, (*METADATA, *statements, *TOUCH), writes=True, changes_schema=True)
