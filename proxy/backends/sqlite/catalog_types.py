"""The enums and domains that a file remembers, and their rows in pg_catalog."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from proxy.sql import types as t
from proxy.sql.schema import DomainCheck, DomainType, SchemaFacts
from proxy.wire.defined import EnumType

Row = dict[str, object]
_BASE: Row = {
    "typowner": 10, "typispreferred": 0, "typisdefined": 1, "typdelim": ",", "typrelid": 0, "typsubscript": 0,
    "typinput": 0, "typoutput": 0, "typreceive": 0, "typsend": 0, "typmodin": 0, "typmodout": 0, "typanalyze": 0,
    "typnotnull": 0, "typbasetype": 0, "typtypmod": -1, "typndims": 0, "typcollation": 0, "typelem": 0, "typarray": 0,
}  # fmt: skip


def read_types(texts: Iterable[str]) -> dict[tuple[str, str], EnumType | DomainType]:
    """The types behind these texts, the oldest first."""
    types: dict[tuple[str, str], EnumType | DomainType] = {}
    for text in texts:
        facts = json.loads(text)
        schema, name = facts["schema"], facts["name"]
        if "labels" in facts:
            types[schema, name] = EnumType(facts["oid"], schema, name, tuple(facts["labels"]))
            continue
        base = oids_of(types).get(facts["base"], facts["base"])
        checks = tuple(DomainCheck(*check) for check in facts.pop("checks"))
        types[schema, name] = DomainType(facts.pop("oid"), **{**facts, "base": base, "checks": checks})
    return types


def oids_of(types: Mapping[tuple[str, str], EnumType | DomainType]) -> dict[int, int]:
    """By plain oid the types and the arrays of the enums, that know what they stand for."""
    found: dict[int, int] = {}
    for one in types.values():
        found[one] = one
        if isinstance(one, EnumType):
            found[one.array] = one.array
    return found


def type_rows(schema: SchemaFacts, namespaces: Mapping[str, int], lengths: Mapping[int, int]) -> Iterator[Row]:
    """pg_type."""
    for found in schema.types.values():
        place = namespaces.get(found.schema, 2200)
        if isinstance(found, EnumType):
            yield {
                **_BASE, "oid": int(found), "typname": found.name, "typnamespace": place, "typlen": 4, "typbyval": 1,
                "typtype": "e", "typcategory": "E", "typarray": int(found.array), "typalign": "i", "typstorage": "p",
            }  # fmt: skip
            yield {
                **_BASE, "oid": int(found.array), "typname": f"_{found.name}", "typnamespace": place, "typlen": -1,
                "typbyval": 0, "typtype": "b", "typcategory": "A", "typelem": int(found), "typinput": 750,
                "typoutput": 751, "typreceive": 2400, "typsend": 2401, "typalign": "i", "typstorage": "x",
            }  # fmt: skip
            continue
        length = lengths.get(found.base, -1)
        yield {
            **_BASE, "oid": int(found), "typname": found.name, "typnamespace": place, "typlen": length,
            "typbyval": int(0 < length <= 8), "typtype": "d", "typcategory": t.CATEGORIES.get(found.base, "U"),
            "typbasetype": found.parent or int(found.base), "typtypmod": found.modifier,
            "typnotnull": int(found.not_null), "typdefault": found.default, "typalign": "i", "typstorage": "x",
        }  # fmt: skip


def enum_rows(schema: SchemaFacts) -> Iterator[Row]:
    """pg_enum."""
    for found in schema.types.values():
        if isinstance(found, EnumType):
            for number, label in enumerate(found.labels, 1):
                yield {
                    "oid": int(found) * 1000 + number, "enumtypid": int(found), "enumsortorder": float(number),
                    "enumlabel": label,
                }  # fmt: skip


def check_rows(schema: SchemaFacts, namespaces: Mapping[str, int]) -> Iterator[Row]:
    """pg_constraint: the checks of domains."""
    for found in schema.types.values():
        if not isinstance(found, DomainType):
            continue
        for number, check in enumerate(found.checks, 1):
            yield {
                "oid": int(found) + 40 + number, "conname": check.name,
                "connamespace": namespaces.get(found.schema, 2200), "contype": "c", "condeferrable": 0,
                "condeferred": 0, "convalidated": 1, "conrelid": 0, "contypid": int(found), "conindid": 0,
                "conparentid": 0, "confrelid": 0, "confupdtype": " ", "confdeltype": " ", "confmatchtype": " ",
                "conislocal": 1, "coninhcount": 0, "connoinherit": 0, "conbin": check.expression,
                "definition": f"CHECK (({check.expression}))",
            }  # fmt: skip
