"""The transaction as the client sees it: begun before any server heard of it, and failed where the proxy refused."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.routing.route import TransactionMode
from proxy.sql.statement import TransactionCommand
from proxy.wire.codes import FAILED_TRANSACTION, IDLE, IN_TRANSACTION

Settings = Mapping[str, str]


class Transaction:
    """Held-back statements, savepoints, and the settings to return to on a rollback."""

    __slots__ = (
        "bound_by",
        "deferred",
        "is_failed",
        "is_open",
        "local_choice",
        "mode",
        "savepoints",
        "settings_before",
    )

    def __init__(self) -> None:
        # From BEGIN to the end of the transaction
        self.is_open = False
        self.is_failed = False
        self.mode = TransactionMode.AUTOCOMMIT
        self.deferred: list[bytes] = []
        self.savepoints: list[tuple[str, Settings]] = []
        self.settings_before: Settings = {}
        self.local_choice: str | None = None
        self.bound_by = ""

    @property
    def status(self) -> int:
        """What ReadyForQuery says while no server does."""
        if not self.is_open:
            return IDLE
        return FAILED_TRANSACTION if self.is_failed else IN_TRANSACTION

    def begin(self, text: bytes, command: TransactionCommand, settings: Settings, read_only_default: bool) -> None:
        """BEGIN was said; no server has heard it yet."""
        self.open(settings)
        read_only = command.read_only if command.read_only is not None else read_only_default
        self.mode = TransactionMode.READ_ONLY if read_only else TransactionMode.READ_WRITE
        self.deferred = [text]

    def open(self, settings: Settings) -> None:
        """A transaction is under way, begun here or by the server itself."""
        if self.is_open:
            return
        self.is_open = True
        self.settings_before = settings
        if self.mode is TransactionMode.AUTOCOMMIT:
            self.mode = TransactionMode.READ_WRITE

    def end(self) -> None:
        self.is_open = False
        self.is_failed = False
        self.mode = TransactionMode.AUTOCOMMIT
        self.deferred = []
        self.savepoints = []
        self.settings_before = {}
        self.local_choice = None
        self.bound_by = ""

    def take_deferred(self) -> bytes | None:
        """The statements held back, as one query string, once; None where there are none."""
        if not self.deferred:
            return None
        text = b";".join(self.deferred)
        self.deferred = []
        return text

    def has_savepoint(self, name: str) -> bool:
        return any(saved == name for saved, _ in self.savepoints)

    def savepoint(self, name: str, settings: Settings) -> None:
        self.savepoints.append((name, settings))

    def release(self, name: str) -> None:
        """Forgets the newest savepoint of that name and all after it."""
        self._cut(name, keep=False)

    def roll_back_to(self, name: str) -> Settings | None:
        """The settings at that savepoint, which stays; None where it is unknown."""
        return self._cut(name, keep=True)

    def _cut(self, name: str, keep: bool) -> Settings | None:
        for index in range(len(self.savepoints) - 1, -1, -1):
            if self.savepoints[index][0] == name:
                settings = self.savepoints[index][1]
                del self.savepoints[index + 1 if keep else index :]
                return settings
        return None
