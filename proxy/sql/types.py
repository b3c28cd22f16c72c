"""PostgreSQL's built-in types as the transpiler knows them: object identifiers, names, categories, modifiers."""

from __future__ import annotations

from typing import Final

from proxy.sql.statement import quote_identifier
from proxy.wire.defined import Arrays, DefinedType, Elements, EnumType

BOOL: Final = 16
BYTEA: Final = 17
CHAR: Final = 18
NAME: Final = 19
INT8: Final = 20
INT2: Final = 21
INT2VECTOR: Final = 22
INT4: Final = 23
REGPROC: Final = 24
TEXT: Final = 25
OID: Final = 26
OIDVECTOR: Final = 30
JSON: Final = 114
FLOAT4: Final = 700
FLOAT8: Final = 701
UNKNOWN: Final = 705
BPCHAR: Final = 1042
VARCHAR: Final = 1043
DATE: Final = 1082
TIME: Final = 1083
TIMESTAMP: Final = 1114
TIMESTAMPTZ: Final = 1184
INTERVAL: Final = 1186
NUMERIC: Final = 1700
REGCLASS: Final = 2205
REGTYPE: Final = 2206
RECORD: Final = 2249
VOID: Final = 2278
UUID: Final = 2950
JSONB: Final = 3802
REGNAMESPACE: Final = 4089
REGROLE: Final = 4096

NAMES: Final[dict[int, str]] = {
    BOOL: "bool",
    BYTEA: "bytea",
    CHAR: "char",
    NAME: "name",
    INT8: "int8",
    INT2: "int2",
    INT2VECTOR: "int2vector",
    OIDVECTOR: "oidvector",
    INT4: "int4",
    REGPROC: "regproc",
    TEXT: "text",
    OID: "oid",
    JSON: "json",
    FLOAT4: "float4",
    FLOAT8: "float8",
    UNKNOWN: "unknown",
    BPCHAR: "bpchar",
    VARCHAR: "varchar",
    DATE: "date",
    TIME: "time",
    TIMESTAMP: "timestamp",
    TIMESTAMPTZ: "timestamptz",
    INTERVAL: "interval",
    NUMERIC: "numeric",
    REGCLASS: "regclass",
    REGTYPE: "regtype",
    RECORD: "record",
    VOID: "void",
    UUID: "uuid",
    JSONB: "jsonb",
    REGNAMESPACE: "regnamespace",
    REGROLE: "regrole",
}
"""`typname` of every type that is known here, arrays apart."""

ARRAYS: Final = Arrays({
    BOOL: 1000,
    BYTEA: 1001,
    CHAR: 1002,
    NAME: 1003,
    INT2: 1005,
    INT4: 1007,
    TEXT: 1009,
    BPCHAR: 1014,
    VARCHAR: 1015,
    INT8: 1016,
    FLOAT4: 1021,
    FLOAT8: 1022,
    OID: 1028,
    TIMESTAMP: 1115,
    DATE: 1182,
    TIME: 1183,
    TIMESTAMPTZ: 1185,
    INTERVAL: 1187,
    NUMERIC: 1231,
    UUID: 2951,
    JSON: 199,
    JSONB: 3807,
    REGPROC: 1008,
    REGCLASS: 2210,
    REGTYPE: 2211,
})  # fmt: skip
"""Element type → array type."""

VECTORS: Final[dict[int, int]] = {INT2VECTOR: INT2, OIDVECTOR: OID}
"""Arrays of the catalogs with a text form of their own, whose first element has the number 0."""

ELEMENTS: Final = Elements({**{array: element for element, array in ARRAYS.items()}, **VECTORS})

MANUAL_NAMES: Final[dict[int, str]] = {
    BOOL: "boolean",
    CHAR: '"char"',
    INT8: "bigint",
    INT2: "smallint",
    INT4: "integer",
    FLOAT4: "real",
    FLOAT8: "double precision",
    BPCHAR: "character",
    VARCHAR: "character varying",
    TIME: "time without time zone",
    TIMESTAMP: "timestamp without time zone",
    TIMESTAMPTZ: "timestamp with time zone",
}
"""What format_type() prints where it differs from `typname`."""

BY_NAME: Final[dict[str, int]] = {
    **{name: oid for oid, name in NAMES.items()},
    **{f"_{NAMES[element]}": array for element, array in ARRAYS.items()},
    "boolean": BOOL,
    "bigint": INT8,
    "smallint": INT2,
    "integer": INT4,
    "int": INT4,
    "real": FLOAT4,
    "float": FLOAT8,
    "double precision": FLOAT8,
    "double": FLOAT8,
    "decimal": NUMERIC,
    "character": BPCHAR,
    "character varying": VARCHAR,
    "timestamp without time zone": TIMESTAMP,
    "timestamp with time zone": TIMESTAMPTZ,
    "time without time zone": TIME,
}

INTEGERS: Final = frozenset({INT2, INT4, INT8})
NUMBERS: Final = frozenset({INT2, INT4, INT8, NUMERIC, FLOAT4, FLOAT8})
TEXTS: Final = frozenset({TEXT, VARCHAR, BPCHAR, NAME, CHAR})
IDENTIFIERS: Final = frozenset({OID, REGPROC, REGCLASS, REGTYPE, REGNAMESPACE, REGROLE})

CATEGORIES: Final[dict[int, str]] = {
    **dict.fromkeys(NUMBERS | IDENTIFIERS, "N"),
    **dict.fromkeys((TEXT, VARCHAR, BPCHAR, NAME), "S"),
    **dict.fromkeys((DATE, TIME, TIMESTAMP, TIMESTAMPTZ), "D"),
    **dict.fromkeys(ARRAYS.values(), "A"),
    BOOL: "B",
    INTERVAL: "T",
    CHAR: "Z",
    UNKNOWN: "X",
    VOID: "P",
    RECORD: "P",
}
"""`typcategory`; "U" for the rest."""
PREFERRED: Final = frozenset({BOOL, TEXT, FLOAT8, TIMESTAMPTZ, INTERVAL, OID})

_COLLATIONS: Final = {NUMERIC: "pg_numeric", INTERVAL: "pg_interval", JSONB: "pg_jsonb", BPCHAR: "pg_bpchar"}


def collation(oid: int) -> str | None:
    """The SQLite collation under which stored values of the type order as PostgreSQL orders them; None for BINARY."""
    if oid in ELEMENTS:
        return f"pg_array_{ELEMENTS[oid]:d}"
    if isinstance(oid, EnumType):
        return f"pg_enum_{oid:d}"
    return _COLLATIONS.get(oid)


def affinity(oid: int) -> str:
    """The declared type of a SQLite column that keeps stored values of the type unchanged."""
    if oid in INTEGERS or oid in IDENTIFIERS or oid == BOOL:
        return "INTEGER"
    if oid in (FLOAT4, FLOAT8):
        return "REAL"
    if oid == BYTEA:
        return "BLOB"
    return "TEXT"


def format_type(oid: int, modifier: int = -1) -> str:
    """The type's name as the manual writes it, with its length or precision: `character varying(100)`."""
    if oid in ELEMENTS and oid not in VECTORS:
        return format_type(ELEMENTS[oid], modifier) + "[]"
    if isinstance(oid, DefinedType):
        shown = quote_identifier(oid.name)
        return shown if oid.schema == "public" else f"{quote_identifier(oid.schema)}.{shown}"
    name = MANUAL_NAMES.get(oid, NAMES.get(oid, "???"))
    if modifier < 0:
        return "bpchar" if oid == BPCHAR else name
    if oid in (VARCHAR, BPCHAR):
        return f"{name}({modifier - 4})"
    if oid == NUMERIC:
        return f"numeric({(modifier - 4) >> 16},{numeric_scale(modifier)})"
    if oid in (TIME, TIMESTAMP, TIMESTAMPTZ):
        first, _, rest = name.partition(" ")
        return f"{first}({modifier}) {rest}"
    if oid == INTERVAL and modifier & 0xFFFF != 0xFFFF:
        return f"interval({modifier & 0xFFFF})"
    return name


def numeric_scale(modifier: int) -> int:
    """Digits after the point that a numeric's modifier asks for; may be negative."""
    scale = (modifier - 4) & 0x7FF
    return scale - 0x800 if scale & 0x400 else scale


def type_name(oid: int) -> str:
    """`typname`: the name that a cast gives to its column."""
    if oid in ELEMENTS and oid not in VECTORS:
        return "_" + type_name(ELEMENTS[oid])
    if isinstance(oid, DefinedType):
        return oid.name
    return NAMES.get(oid, "unknown")
