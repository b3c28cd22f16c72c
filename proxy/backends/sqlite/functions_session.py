"""Functions that tell of the session and change it: settings, schemas, notifications, waiting."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from proxy.errors import InvalidParameterValue, ProxyError

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import Functions, SessionValues


class SessionFunctions:
    """Of one connection, for the session whose statement runs."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    @property
    def _session(self) -> SessionValues:
        return self._functions.session

    def about(self, what: str) -> object:
        """version(), current_user and the like."""
        session = self._session
        if what == "schema":
            return next(iter(self._path()), None)
        if what == "version":
            return "PostgreSQL 16.0 (onedsn, SQLite backend)"
        if what == "read_only":
            return int(session.read_only)
        return {"user": session.user, "database": session.database, "process_id": session.process_id}[what]

    def _path(self) -> list[str]:
        """The schemas of search_path that are there."""
        known = (*self._session.schemas(), "pg_catalog", "information_schema")
        return [name for name in self._session.search_path if name in known]

    def schemas(self, implicit: int) -> str:
        """current_schemas(), as a stored array."""
        path = self._path()
        return json.dumps(["pg_catalog", *path] if implicit and "pg_catalog" not in path else path)

    def setting(self, name: str, missing_ok: int) -> str | None:
        """current_setting(). Raises 42704."""
        session = self._session
        value = {"timezone": session.time_zone, "search_path": ", ".join(session.search_path)}.get(name.lower())
        value = session.settings.get(name.lower(), value)
        if value is None and not missing_ok:
            raise InvalidParameterValue(f'unrecognized configuration parameter "{name}"', sqlstate="42704")
        return value

    def set_setting(self, name: str | None, value: str | None, local: int | None) -> str:
        """set_config(): NULL stands for the default. Raises ProxyError."""
        if name is None:
            raise ProxyError("SET requires parameter name", sqlstate="22004")
        return self._session.change(name, value, bool(local))

    def notify(self, channel: str | None, payload: str | None) -> str:
        """pg_notify(): heard when the transaction commits. Raises 22023."""
        if not channel:
            raise InvalidParameterValue("channel name cannot be empty")
        if len(channel.encode()) > 63:
            raise InvalidParameterValue("channel name too long")
        if len((payload or "").encode()) > 7999:
            raise InvalidParameterValue("payload string too long")
        self._session.notify(channel, payload or "")
        return ""

    def sleep(self, seconds: float) -> str:
        """pg_sleep(). Raises 57014 when the statement is cancelled."""
        self._session.before_waiting()
        if self._session.cancelled.wait(max(seconds, 0)):
            raise ProxyError("canceling statement due to user request", sqlstate="57014")
        return ""

    def strict(self) -> dict[str, Callable[..., Any]]:
        """Those that are NULL for a NULL argument."""
        return {
            "pg_session": self.about,
            "pg_schemas": self.schemas,
            "pg_setting": self.setting,
            "pg_sleep": self.sleep,
        }

    def lenient(self) -> dict[str, Callable[..., Any]]:
        return {"pg_notify": self.notify, "pg_set_config": self.set_setting}
