"""The two routers that Django's documentation explains, by their description: what an application would bring along."""

from __future__ import annotations

import random
from typing import Any

LABELS = {"auth", "contenttypes"}


class AuthRouter:
    """Models of the auth and contenttypes applications live in `auth_db`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "auth_db" if model._meta.app_label in LABELS else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return "auth_db" if model._meta.app_label in LABELS else None

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        return True if {obj1._meta.app_label, obj2._meta.app_label} & LABELS else None

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        return db == "auth_db" if app_label in LABELS else None


class PrimaryReplicaRouter:
    """Reads go to a random replica, everything else to the primary; all may be related."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return random.choice(["replica1", "replica2"])

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "primary"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        members = {"primary", "replica1", "replica2"}
        return True if obj1._state.db in members and obj2._state.db in members else None

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return True
