"""Routers as Django's documentation and tests have them, and some that misbehave."""

from __future__ import annotations

import time
from typing import Any

from django.db import DEFAULT_DB_ALIAS

ARGUMENTS: list[Any] = []


class TestRouter:
    """Reads from `other`, writes to `default`; the two may be related."""

    __test__ = False

    def db_for_read(self, model: Any, instance: Any = None, **hints: Any) -> str:
        return instance._state.db or "other" if instance else "other"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return obj1._state.db in ("default", "other") and obj2._state.db in ("default", "other")

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return True


class AuthRouter:
    """Tables of the app `auth` are read on `default` and written on `other`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "default" if model._meta.app_label == "auth" else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return "other" if model._meta.app_label == "auth" else None

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        return obj1._meta.app_label == "auth" or obj2._meta.app_label == "auth" or None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return db == "other" if app_label == "auth" else None


class WriteRouter:
    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "writer"


class AttributeErrorRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        raise AttributeError("no such thing")

    def db_for_write(self, model: Any, **hints: Any) -> str:
        raise AttributeError("no such thing")


class ModelMetaRouter:
    def db_for_write(self, model: Any, **hints: Any) -> None:
        ARGUMENTS.append(model)
        if not hasattr(model, "_meta"):
            raise ValueError("not a model")


class RouterUsed(Exception):
    def __init__(self, mode: str, model: Any, hints: dict[str, Any]) -> None:
        instance = hints.get("instance")
        where = None if instance is None else instance._state.db
        super().__init__(f"mode={mode} table={model} instance={where}")


class WriteCheckRouter:
    def db_for_write(self, model: Any, **hints: Any) -> str:
        raise RouterUsed("write", model, hints)


class Sleepy:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        while True:
            time.sleep(0.001)


class Wrong:
    def db_for_read(self, model: Any) -> str:
        return "nowhere"

    def db_for_write(self, model: Any) -> int:
        return 5

    def allow_migrate(self, db: str, table: Any) -> str:
        return f"{table.name}"


class Talkative:
    def db_for_read(self, model: Any) -> None:
        print("thinking about", model)

    def db_for_write(self, model: Any) -> None:
        raise SystemExit(3)


class Two:
    def db_for_read(self, model: Any, database: str | None = None) -> list[str]:
        return ["other", "default"]


HINTS: list[dict[str, Any]] = []


class Curious:
    def db_for_write(self, model: Any, **hints: Any) -> None:
        HINTS.append(hints)


class Nothing:
    pass
