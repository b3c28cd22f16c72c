"""Functions of enums."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.sql import types as t
from proxy.sql.transpile_convert import adopt
from proxy.sql.transpile_grammar import string
from proxy.sql.transpile_scope import DatatypeMismatch, Typed, UndefinedFunction
from proxy.wire.defined import EnumType

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions


def _enum_of(name: str, arguments: list[Typed], most: int) -> EnumType:
    """The enum that polymorphic arguments are of. Raises 42883 and 42804."""
    shown = f"{name}({', '.join(t.format_type(argument.type) for argument in arguments)})"
    found = [argument.type for argument in arguments if argument.type != t.UNKNOWN]
    if not arguments or len(arguments) > most or any(oid != found[0] for oid in found):
        raise UndefinedFunction(f"function {shown} does not exist")
    if not found:
        raise DatatypeMismatch("could not determine polymorphic type because input has type unknown")
    if not isinstance(found[0], EnumType):
        raise UndefinedFunction(f"function {shown} does not exist")
    return found[0]


def _enum_range(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    oid = _enum_of(name, arguments, 2)
    labels = string(json.dumps(oid.labels, ensure_ascii=False, separators=(",", ":")))
    if len(arguments) == 1:
        return Typed(labels, oid.array, name=name)
    bounds = ", ".join(adopt(expressions.context, argument, oid).sql for argument in arguments)
    return Typed(f"pg_enum_range({labels}, {bounds})", oid.array, name=name)


def _enum_end(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    oid = _enum_of(name, arguments, 1)
    if not oid.labels:
        raise ProxyError(f"enum {t.format_type(oid)} contains no values", sqlstate="55000")
    return Typed(string(oid.labels[0 if name == "enum_first" else -1]), oid, name=name)


ENUM_HANDLERS: Final = {"enum_range": _enum_range, "enum_first": _enum_end, "enum_last": _enum_end}
