"""json and jsonb made from values of any type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported
from proxy.sql import types as t
from proxy.sql.transpile_arrays import Handler
from proxy.sql.transpile_convert import adopt, untyped
from proxy.sql.transpile_grammar import string
from proxy.sql.transpile_scope import Scope, Source, Typed

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions


def row_json(source: Source, *, binary: bool, pretty: bool = False) -> Typed:
    """The whole row of a FROM entry as a JSON object."""
    parts = [f"{string(column.name)}, {column.type}, {column.sql}" for column in source.columns]
    sql = f"pg_json_row({', '.join([str(int(binary)), str(int(pretty)), *parts])})"
    return Typed(sql, t.JSONB if binary else t.JSON)


def row_function(expressions: Expressions, name: str, nodes: list[exp.Expr], scope: Scope) -> Typed | None:
    """to_json(), to_jsonb() and row_to_json() of a whole row; None for other arguments."""
    if name not in ("to_json", "to_jsonb", "row_to_json") or not nodes:
        return None
    pretty = len(nodes) == 2 and isinstance(nodes[1], exp.Boolean) and bool(nodes[1].this)
    row = expressions.row(nodes[0], scope, binary=name == "to_jsonb", pretty=pretty)
    if row is None:
        if name == "row_to_json":
            raise FeatureNotSupported("row_to_json() of such a row is not supported by the SQLite backend")
        return None
    return Typed(row.sql, row.type, name=name)


def _to_json(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    value = arguments[0]
    if value.type == t.UNKNOWN:
        value = adopt(expressions.context, value, t.TEXT)
    binary = int(name == "to_jsonb")
    return Typed(f"pg_to_json({value.type}, {value.sql}, {binary})", t.JSONB if binary else t.JSON, name=name)


def _build(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    binary = int(name.startswith("jsonb"))
    is_object = name.endswith("object")
    if is_object and len(arguments) % 2:
        raise FeatureNotSupported(f"{name}() of an odd number of arguments has no answer", sqlstate="22023")
    values = [str(binary)]
    for argument in arguments:
        typed = untyped(expressions.context, argument)
        values += [str(typed.type), typed.sql]
    function = "pg_json_build_object" if is_object else "pg_json_build_array"
    return Typed(f"{function}({', '.join(values)})", t.JSONB if binary else t.JSON, name=name)


def _extract_path(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    binary = int(name.startswith("jsonb"))
    document = adopt(expressions.context, arguments[0], t.JSONB if binary else t.JSON)
    keys = ", ".join(adopt(expressions.context, a, t.TEXT).sql for a in arguments[1:])
    path = f"json_array({keys})"
    if name.endswith("_text"):
        return Typed(f"pg_json_path_text({document.sql}, {path})", t.TEXT, name=name)
    return Typed(f"pg_json_path({document.sql}, {path}, {binary})", document.type, name=name)


VARIADIC_HANDLERS: dict[str, Handler] = {
    "json_build_object": _build,
    "jsonb_build_object": _build,
    "json_build_array": _build,
    "jsonb_build_array": _build,
    "json_extract_path": _extract_path,
    "jsonb_extract_path": _extract_path,
    "json_extract_path_text": _extract_path,
    "jsonb_extract_path_text": _extract_path,
}
JSON_HANDLERS: dict[tuple[str, int], Handler] = {("to_json", 1): _to_json, ("to_jsonb", 1): _to_json}
