"""Functions that return rows: what SQLite's json_each() runs over, and the columns that come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.catalog_functions import EMPTY_SOURCES
from proxy.sql.schema import DomainType
from proxy.sql.transpile_convert import adopt, common_type, implicit, type_of
from proxy.sql.transpile_grammar import identifier, string
from proxy.sql.transpile_scope import Typed, UndefinedFunction
from proxy.wire.defined import EnumArray, EnumType

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions

_DIRECT = frozenset(
    (
        t.BOOL, t.INT2, t.INT4, t.INT8, t.OID, t.NUMERIC, t.TEXT, t.VARCHAR, t.BPCHAR, t.NAME, t.DATE, t.TIME,
        t.TIMESTAMP, t.TIMESTAMPTZ, t.INTERVAL, t.UUID, t.CHAR,
    )
)  # fmt: skip
"""Element types that json_each() gives as they are stored."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The result of a function: JSON with a list for each row, and name and type of its columns."""

    sql: str
    columns: tuple[tuple[str, int], ...]
    stream: str | None = None
    """A FROM entry with one column "value" that gives the same rows without JSON."""
    named: bool = False
    """The column has a name of its own, which an alias of the function does not change."""

    @property
    def takes_alias(self) -> bool:
        return len(self.columns) == 1


def returns_rows(name: str) -> bool:
    """Whether a function of that name returns rows."""
    return name in _FUNCTIONS or name in REFUSED


def rows_of(
    expressions: Expressions, name: str, arguments: Sequence[Typed], definitions: Sequence[exp.ColumnDef] = ()
) -> Rows:
    """The rows of a call. Raises 42883, and 0A000 for a function that is no such one here."""
    if name in ("jsonb_to_recordset", "json_to_recordset", "jsonb_to_record", "json_to_record"):
        return _records(expressions, name, arguments, definitions)
    if definitions:
        raise FeatureNotSupported(f"a column definition list of {name}() is not supported by the SQLite backend")
    build = _FUNCTIONS.get(name)
    if build is None:
        raise FeatureNotSupported(f"the function {name}() in FROM is not supported by the SQLite backend")
    return build(expressions, name, list(arguments))


def _missing(name: str, arguments: Sequence[Typed]) -> ProxyError:
    shown = ", ".join(t.format_type(argument.type) for argument in arguments)
    return UndefinedFunction(f"function {name}({shown}) does not exist")


def _series(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    context = expressions.context
    if len(arguments) not in (2, 3):
        raise _missing(name, arguments)
    kinds = {argument.type for argument in arguments[:2]} - {t.UNKNOWN}
    if kinds & {t.DATE, t.TIMESTAMP, t.TIMESTAMPTZ}:
        return _moments(expressions, name, arguments)
    if not kinds:
        raise UndefinedFunction(f"function {name}(unknown, unknown) is not unique", sqlstate="42725")
    oid, arguments = common_type(context, arguments, name)
    if oid == t.INT2:
        oid, arguments = t.INT4, [implicit(context, argument, t.INT4) for argument in arguments]
    if oid not in (t.INT4, t.INT8, t.NUMERIC):
        raise _missing(name, arguments)
    first, last = arguments[0].sql, arguments[1].sql
    step = arguments[2].sql if len(arguments) > 2 else "'1'" if oid == t.NUMERIC else "1"
    rows = f"pg_series({oid}, {first}, {last}, {step})"
    stream = None
    if (
        oid != t.NUMERIC
        and all(a.sql.strip("()-").isdigit() or a.parameter is not None for a in arguments)
        and step.isdigit()
        and step != "0"
    ):
        stream = (
            f"(WITH RECURSIVE g(value) AS (SELECT {first} WHERE {first} <= {last} UNION ALL "
            f"SELECT value + {step} FROM g WHERE value + {step} <= {last}) SELECT value FROM g)"
        )
    return Rows(rows, ((name, oid),), stream)


def _moments(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if len(arguments) != 3:
        raise _missing(name, arguments)
    context = expressions.context
    kinds = {argument.type for argument in arguments[:2]} - {t.UNKNOWN}
    # Of dates PostgreSQL makes timestamptz, its preferred type.
    oid = t.TIMESTAMP if kinds <= {t.TIMESTAMP} or kinds == {t.TIMESTAMP, t.DATE} else t.TIMESTAMPTZ
    first, last = (implicit(context, argument, oid).sql for argument in arguments[:2])
    step = adopt(context, arguments[2], t.INTERVAL)
    if step.type != t.INTERVAL:
        raise _missing(name, arguments)
    return Rows(f"pg_moments({oid}, {first}, {last}, {step.sql})", ((name, oid),))


def _unnest(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    elements = []
    for argument in arguments:
        element = t.ELEMENTS.get(argument.type)
        if element is None:
            if argument.type == t.UNKNOWN:
                raise UndefinedFunction("function unnest(unknown) is not unique", sqlstate="42725")
            raise _missing(name, arguments)
        elements.append(element)
    pairs = ", ".join(f"{element}, {a.sql}" for element, a in zip(elements, arguments, strict=True))
    columns = tuple((name, element) for element in elements)
    stream = None
    if len(arguments) == 1 and elements[0] in _DIRECT:
        stream = f"json_each(pg_flat({arguments[0].sql}))"
    return Rows(f"pg_rows({pairs})", columns, stream)


def _text_arguments(expressions: Expressions, arguments: Sequence[Typed], oids: Sequence[int]) -> list[str]:
    return [implicit(expressions.context, a, oid).sql for a, oid in zip(arguments, oids, strict=True)]


def _json(kind: str, binary: bool, as_text: bool) -> Callable[[Expressions, str, list[Typed]], Rows]:
    document = t.JSONB if binary else t.JSON
    value = t.TEXT if as_text else document

    def build(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
        if len(arguments) != 1 or arguments[0].type not in (document, t.UNKNOWN):
            raise _missing(name, arguments)
        sql = adopt(expressions.context, arguments[0], document).sql
        if kind == "keys":
            return Rows(f"pg_json_keys({sql}, {int(binary)})", ((name, t.TEXT),))
        if kind == "each":
            columns = (("key", t.TEXT), ("value", value))
            return Rows(f"pg_json_each({sql}, {int(binary)}, {int(as_text)})", columns)
        return Rows(f"pg_json_elements({sql}, {int(binary)}, {int(as_text)})", (("value", value),), named=True)

    return build


def _records(
    expressions: Expressions, name: str, arguments: Sequence[Typed], definitions: Sequence[exp.ColumnDef]
) -> Rows:
    if not definitions:
        raise ProxyError('a column definition list is required for functions returning "record"', sqlstate="42601")
    if len(arguments) != 1:
        raise _missing(name, arguments)
    document = adopt(expressions.context, arguments[0], t.JSONB if name.startswith("jsonb") else t.JSON)
    columns = []
    for definition in definitions:
        oid, modifier = type_of(expressions.context, definition.args["kind"])
        if isinstance(oid, DomainType | EnumType | EnumArray):
            raise FeatureNotSupported(f"{name}() with an enum or a domain is not supported by the SQLite backend")
        if modifier >= 0 or oid in t.ELEMENTS:
            raise FeatureNotSupported(f"{name}() with this column type is not supported by the SQLite backend")
        columns.append((identifier(definition.this), oid))
    described = ", ".join(f"{string(column)}, {oid}" for column, oid in columns)
    single = int(not name.endswith("set"))
    return Rows(f"pg_json_records({document.sql}, {single}, {described})", tuple(columns))


def _subscripts(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if len(arguments) not in (2, 3) or arguments[0].type not in t.ELEMENTS:
        raise _missing(name, arguments)
    rest = _text_arguments(expressions, arguments[1:], (t.INT4, t.BOOL)[: len(arguments) - 1])
    function = "pg_vector_subscripts" if arguments[0].type in t.VECTORS else "pg_subscripts"
    return Rows(f"{function}({', '.join([arguments[0].sql, *rest])})", ((name, t.INT4),))


def _expanded(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if len(arguments) != 1 or arguments[0].type not in t.ELEMENTS:
        raise _missing(name, arguments)
    return Rows(f"pg_expanded({arguments[0].sql})", (("x", t.ELEMENTS[arguments[0].type]), ("n", t.INT4)))


def _key_words(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if arguments:
        raise _missing(name, arguments)
    return Rows("pg_key_words()", (("word", t.TEXT), ("catcode", t.CHAR), ("catdesc", t.TEXT)))


def _nothing(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    """A function over the catalogs that finds nothing in a file."""
    pairs = [column.split(":") for column in EMPTY_SOURCES[name].split()]
    return Rows("'[]'", tuple((column, t.BY_NAME[kind]) for column, kind in pairs))


def _matches(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if len(arguments) not in (2, 3):
        raise _missing(name, arguments)
    values = _text_arguments(expressions, arguments, (t.TEXT,) * len(arguments))
    return Rows(f"pg_regexp_matches({', '.join(values)})", ((name, t.ARRAYS[t.TEXT]),))


def _split(expressions: Expressions, name: str, arguments: list[Typed]) -> Rows:
    if len(arguments) not in (2, 3):
        raise _missing(name, arguments)
    values = _text_arguments(expressions, arguments, (t.TEXT,) * len(arguments))
    if name == "string_to_table":
        return Rows(f"pg_split_rows({', '.join(values)})", ((name, t.TEXT),))
    return Rows(f"pg_array_rows(pg_regexp_split({', '.join(values)}))", ((name, t.TEXT),))


_FUNCTIONS: dict[str, Callable[[Expressions, str, list[Typed]], Rows]] = {
    **dict.fromkeys(EMPTY_SOURCES, _nothing),
    "_pg_expandarray": _expanded,
    "pg_get_keywords": _key_words,
    "generate_series": _series,
    "generate_subscripts": _subscripts,
    "unnest": _unnest,
    "regexp_matches": _matches,
    "regexp_split_to_table": _split,
    "string_to_table": _split,
    "json_each": _json("each", False, False),
    "jsonb_each": _json("each", True, False),
    "json_each_text": _json("each", False, True),
    "jsonb_each_text": _json("each", True, True),
    "json_array_elements": _json("elements", False, False),
    "jsonb_array_elements": _json("elements", True, False),
    "json_array_elements_text": _json("elements", False, True),
    "jsonb_array_elements_text": _json("elements", True, True),
    "json_object_keys": _json("keys", False, False),
    "jsonb_object_keys": _json("keys", True, False),
}
REFUSED = frozenset(
    (
        "jsonb_path_query", "jsonb_to_recordset", "json_to_recordset", "jsonb_populate_recordset", "pg_ls_dir",
        "json_populate_recordset", "ts_stat",
    )
)  # fmt: skip
