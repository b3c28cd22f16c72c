"""COMMENT ON tables, views and columns, which their facts keep."""

from __future__ import annotations

from dataclasses import replace

from proxy.errors import FeatureNotSupported
from proxy.sql.schema import TableFacts
from proxy.sql.translation import Translation
from proxy.sql.transpile_metadata import METADATA, TOUCH, remember
from proxy.sql.transpile_scope import Context, UndefinedColumn
from proxy.sql.words import Words

_RELATIONS = (("table",), ("view",), ("materialized", "view"))


def comment_on(words: Words, context: Context) -> Translation:
    """What comes behind COMMENT ON. Raises 0A000 for a kind of object that keeps no comment."""
    for kind in _RELATIONS:
        if words.take(*kind):
            names = _names(words)
            table = context.find_table(names[-2] if len(names) > 1 else "", names[-1])
            return _kept(replace(table, comment=_text(words)))
    if not words.take("column"):
        raise FeatureNotSupported(f"COMMENT ON {words.value.upper()} is not supported by the SQLite backend")
    *names, column = _names(words)
    if not names:
        words.problem()
    table = context.find_table(names[-2] if len(names) > 1 else "", names[-1])
    if table.column(column) is None:
        raise UndefinedColumn(f'column "{column}" of relation "{table.name}" does not exist')
    text = _text(words)
    columns = tuple(replace(c, comment=text) if c.name == column else c for c in table.columns)
    return _kept(replace(table, columns=columns))


def _names(words: Words) -> list[str]:
    names = [words.name()]
    while words.take("."):
        names.append(words.name())
    return names


def _text(words: Words) -> str:
    words.expect("is")
    text = None if words.take("null") else words.string()
    if text is None and not words.at_end:
        words.problem()
    words.finish()
    return text or ""


def _kept(table: TableFacts) -> Translation:
    if table.schema in ("pg_catalog", "information_schema"):
        raise FeatureNotSupported("comments on system catalogs are not supported by the SQLite backend")
    return Translation("COMMENT", (*METADATA, remember(table), *TOUCH), writes=True, changes_schema=True)
