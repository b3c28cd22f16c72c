"""The rows of pg_attribute, and those that an index has in the catalogs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, IndexFacts, TableFacts
from proxy.sql.statement import quote_identifier
from proxy.wire.defined import EnumType

Row = dict[str, object]
LENGTHS: Final = {
    t.BOOL: 1, t.CHAR: 1, t.NAME: 64, t.INT8: 8, t.INT2: 2, t.INT4: 4, t.OID: 4, t.FLOAT4: 4, t.FLOAT8: 8, t.DATE: 4,
    t.TIME: 8, t.TIMESTAMP: 8, t.TIMESTAMPTZ: 8, t.INTERVAL: 16, t.UUID: 16, t.REGCLASS: 4, t.REGTYPE: 4, t.REGPROC: 4,
    t.VOID: 4, t.UNKNOWN: -2, t.REGNAMESPACE: 4, t.REGROLE: 4,
}  # fmt: skip
_KEY: Final = re.compile(r"(.+?)(?:\s+(ASC|DESC))?(?:\s+NULLS\s+(FIRST|LAST))?", re.IGNORECASE | re.DOTALL)
_CALL: Final = re.compile(r"[a-z_]+\(.*\)", re.DOTALL)
_DESCENDING: Final = 1
_NULLS_FIRST: Final = 2


def attribute(
    rows: dict[str, list[Row]], relation: int, column: ColumnFacts, number: int, default: str | None,
    definition: str | None = None,
) -> None:  # fmt: skip
    """A column of a table, or of an index with its definition."""
    length = 4 if isinstance(column.type_oid, EnumType) else LENGTHS.get(column.type_oid, -1)
    rows["pg_catalog.pg_attribute"].append(
        {
            "attrelid": relation, "attname": column.name, "atttypid": int(column.domain or column.type_oid),
            "attlen": length, "attnum": number,
            "attndims": int(column.type_oid in t.ELEMENTS), "atttypmod": -1 if column.domain else column.type_modifier,
            "attbyval": int(0 < length <= 8), "attstorage": "p" if length > 0 else "x", "attalign": "i",
            "attnotnull": int(column.not_null), "atthasdef": int(default is not None), "atthasmissing": 0,
            "attidentity": column.identity, "attgenerated": "", "attisdropped": 0, "attislocal": 1, "attinhcount": 0,
            "attcollation": 100 if column.type_oid in (t.TEXT, t.VARCHAR, t.BPCHAR) else 0, "attcompression": "",
            "definition": definition,
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of an index: the number of its column, 0 for an expression, and its two bits in indoption."""

    number: int
    text: str
    option: int


def _key(text: str, table: TableFacts) -> _Key:
    found = _KEY.fullmatch(text)
    assert found is not None
    word, way, nulls = found[1], (found[2] or "ASC").upper(), (found[3] or "").upper()
    names = [column.name for column in table.columns]
    plain = word[1:-1].replace('""', '"') if word.startswith('"') else word
    number = names.index(plain) + 1 if plain in names else 0
    option = _DESCENDING if way == "DESC" else 0
    if (nulls or ("FIRST" if option else "LAST")) == "FIRST":
        option |= _NULLS_FIRST
    shown = quote_identifier(plain) if number else word if _CALL.fullmatch(word) else f"({word})"
    return _Key(number, shown, option)


def index_rows(
    rows: dict[str, list[Row]], table: TableFacts, relation: Row, facts: IndexFacts, *, primary: bool
) -> None:
    """`relation` is the index's row of pg_class."""
    oid = int(str(relation["oid"]))
    keys = [_key(text, table) for text in facts.keys]
    rows["pg_catalog.pg_class"].append({**relation, "relnatts": len(keys)})
    for place, key in enumerate(keys, 1):
        column = table.columns[key.number - 1] if key.number else ColumnFacts("expr", t.TEXT)
        attribute(rows, oid, replace(column, not_null=False, identity=""), place, None, key.text)
    definition = _definition(table, facts, keys)
    rows["pg_catalog.pg_indexes"].append(
        {"schemaname": table.schema, "tablename": table.name, "indexname": facts.name, "indexdef": definition}
    )
    rows["pg_catalog.pg_index"].append(
        {
            "indexrelid": oid, "indrelid": table.oid, "indnatts": len(keys), "indnkeyatts": len(keys),
            "indisunique": int(facts.unique), "indnullsnotdistinct": 0, "indisprimary": int(primary),
            "indisexclusion": 0, "indimmediate": 1, "indisclustered": 0, "indisvalid": 1, "indcheckxmin": 0,
            "indisready": 1, "indislive": 1, "indisreplident": 0, "indkey": numbers([key.number for key in keys]),
            "indoption": numbers([key.option for key in keys]), "indclass": numbers([0] * len(keys)),
            "indcollation": numbers([0] * len(keys)),
            "indexprs": ", ".join(key.text for key in keys if not key.number) or None,
            "indpred": _condition(facts.predicate) or None, "definition": definition,
        }
    )  # fmt: skip


def _condition(predicate: str) -> str:
    """In parentheses unless it is a single word or nothing."""
    return predicate if not predicate or predicate.isidentifier() else f"({predicate})"


def _definition(table: TableFacts, facts: IndexFacts, keys: Sequence[_Key]) -> str:
    """pg_get_indexdef()."""
    parts = [f"{key.text} DESC" if key.option & _DESCENDING else key.text for key in keys]
    full = f"{quote_identifier(table.schema)}.{quote_identifier(table.name)}"
    unique = "UNIQUE " if facts.unique else ""
    text = f"CREATE {unique}INDEX {quote_identifier(facts.name)} ON {full} USING btree ({', '.join(parts)})"
    return text + (f" WHERE {_condition(facts.predicate)}" if facts.predicate else "")


def numbers(values: Sequence[int]) -> str:
    """A stored int2vector, or an array of integers."""
    return json.dumps(list(values), separators=(",", ":"))
