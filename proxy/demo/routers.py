"""A router in Python, as Django knows them: the demo's rules name it."""

from __future__ import annotations


class FreshStock:
    """Stock is always read where it is written: a replica's count may be old, and the last piece gone."""

    def db_for_read(self, table: object, **_hints: object) -> str | None:
        meta = getattr(table, "_meta", None)
        return "default" if getattr(meta, "db_table", None) == "stock" else None
