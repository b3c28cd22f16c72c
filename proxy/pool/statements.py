"""Prepared statements as one server has them: which it knows, which must be prepared anew, which goes for another.
May be compiled."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from proxy.pool.entry import CLOSE_STEP, DESCRIBE_STEP, PARSE_STEP

_LOOKED_AT: Final = 32
"""So many that are used are passed over, for one that is not, before any goes."""


class Statements:
    """Kept in step with what was sent; names are those on the server."""

    def __init__(self) -> None:
        self.prepared: dict[bytes, Any] = {}
        """By name, what counts the calls of it, or None. Any: a Plan, which is of a room further up."""
        self.preparing: set[bytes] = set()
        """Those that were sent, and whose shape the server has not told yet."""
        self.outdated: set[bytes] = set()
        """Those that the server may still have, and that must be prepared anew."""
        self.unnamed: Any = None
        """The ClientStatement that the server has without a name; None where nobody may rely on it."""
        self.parameters = b""
        """The ParameterDescription of the statement whose columns come next."""
        self._calls: dict[bytes, int] = {}
        """How often each had been called when it was looked at last."""

    def add(self, name: bytes, used: Any) -> None:
        """The server has it from now on; `used` counts its calls."""
        self.prepared[name] = used
        # The call for which it was prepared says nothing about others.
        self._calls[name] = 1 if used is None else used.calls + 1

    def outdate(self, name: bytes) -> None:
        """Whoever needs it next prepares it anew."""
        if name in self.prepared or name in self.preparing:
            self.forget(name)
            self.outdated.add(name)

    def held(self) -> set[bytes]:
        """All that the server may have."""
        return {*self.prepared, *self.preparing, *self.outdated}

    def forget(self, name: bytes) -> None:
        """The server has none of this name."""
        self.prepared.pop(name, None)
        self.preparing.discard(name)
        self._calls.pop(name, None)

    def outdate_all(self) -> None:
        self.outdated.update(self.prepared)
        self.outdated.update(self.preparing)
        self.forget_all()

    def forget_all(self) -> None:
        self.prepared.clear()
        self.preparing.clear()
        self._calls.clear()

    def discarded(self) -> None:
        """The server has none any more."""
        self.forget_all()
        self.outdated.clear()
        self.unnamed = None

    def void(self, detail: tuple[Any, ...]) -> None:
        """The server reads over a step with this detail, or refuses it."""
        step, name = detail[0], detail[1]
        if step == PARSE_STEP:
            if name is None:
                self.unnamed = None
            else:
                self.forget(name)
        elif step == CLOSE_STEP and name is not None:
            self.outdated.add(name)
        elif step == DESCRIBE_STEP and name in self.preparing:
            self.preparing.discard(name)
            self.outdated.add(name)

    def take_unused(self, kept: Container[bytes]) -> bytes | None:
        """Takes out the oldest that was not called since it was looked at last, and is none of `kept`."""
        names = [name for name in self.prepared if name not in kept]
        for name in names[:_LOOKED_AT]:
            used = self.prepared.pop(name)
            calls = 0 if used is None else used.calls
            if calls <= self._calls.pop(name, 0):
                return name
            # Behind all others, as if it were new.
            self.prepared[name] = used
            self._calls[name] = calls
        for name in names[_LOOKED_AT:] or names:
            del self.prepared[name]
            self._calls.pop(name, None)
            return name
        return None
