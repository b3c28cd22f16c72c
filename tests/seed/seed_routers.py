"""The routers of the seed, written against Django's signatures; copied beside the rules files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ASKED = Path(__file__).with_name("asked.jsonl")
"""Where ModelMetaRouter and AuthRouter write what they were asked, one question a line."""


def _remember(method: str, model: Any) -> None:
    meta = getattr(model, "_meta", None)
    table = None if meta is None else meta.db_table
    with ASKED.open("a") as file:
        file.write(json.dumps({"method": method, "table": table, "type": type(model).__name__}) + "\n")


class TestRouter:
    """Reads from `other`, writes to `default`; both may be related."""

    __test__ = False

    def db_for_read(self, model: Any, instance: Any = None, **hints: Any) -> str:
        if instance:
            return instance._state.db or "other"
        return "other"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return obj1._state.db in ("default", "other") and obj2._state.db in ("default", "other")

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return True


class AuthRouter:
    """Reads users from `default`, writes them to `other`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        _remember("db_for_read", model)
        return "default" if model._meta.app_label == "auth" else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        _remember("db_for_write", model)
        return "other" if model._meta.app_label == "auth" else None

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        return True if "auth" in (obj1._meta.app_label, obj2._meta.app_label) else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return db == "other" if app_label == "auth" else None


class WriteRouter:
    """An opinion about writes and no other method."""

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "writer"


class AttributeErrorRouter:
    """Fails at every question about data."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        raise AttributeError("no such attribute when reading")

    def db_for_write(self, model: Any, **hints: Any) -> str:
        raise AttributeError("no such attribute when writing")


class ModelMetaRouter:
    """Has no opinion, but insists on being asked about tables."""

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        _remember("db_for_write", model)
        if not hasattr(model, "_meta"):
            raise ValueError("not a model")
        return None


class RouterUsed(Exception):
    """Carries what the router was asked."""


class WriteCheckRouter:
    """Tells by an exception that it was asked where to write."""

    def db_for_write(self, model: Any, **hints: Any) -> str:
        instance = hints.get("instance")
        database = None if instance is None else instance._state.db
        raise RouterUsed(f"mode=write table={model._meta.db_table} instance={database}")
