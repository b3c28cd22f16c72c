"""The transaction as the client sees it: begun before any server heard of it, and failed where the proxy refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from proxy.relations.questions import Question
from proxy.routing.route import TransactionMode
from proxy.sql.statement import TransactionCommand
from proxy.wire.codes import FAILED_TRANSACTION, IDLE, IN_TRANSACTION

Settings = dict[str, str]

_NONE: Final[Settings] = {}
# An enumeration's members are dear to find.
_AUTOCOMMIT: Final = TransactionMode.AUTOCOMMIT
_READ_ONLY: Final = TransactionMode.READ_ONLY
_READ_WRITE: Final = TransactionMode.READ_WRITE
_SHORTEST_REFUSABLE: Final = len("SET a=1")
_LONGEST_BEGINNING: Final = 100
_SNAPSHOT_LEVELS = ("repeatable read", "serializable")


@dataclass(frozen=True, slots=True)
class Savepoint:
    """`settings` are those to return to, `position` is that of its statement in the log, `mode` holds again when it is
    released or rolled back to."""

    name: str
    settings: Settings
    position: int
    mode: TransactionMode


class Transaction:
    """What was said about the transaction itself, savepoints, and the settings to return to on a rollback.

    The log has, in order, what every server must hear that takes part: BEGIN, SET, SAVEPOINT and their kin. `heard`
    counts how much of it each database has heard.
    """

    __slots__ = (
        "bound",
        "bound_by",
        "changed",
        "heard",
        "is_failed",
        "is_open",
        "isolation",
        "local_choice",
        "log",
        "mode",
        "owed",
        "savepoints",
        "settings_before",
        "wrote",
    )

    def __init__(self) -> None:
        # From BEGIN to the end of the transaction
        self.is_open = False
        self.is_failed = False
        self.mode = _AUTOCOMMIT
        self.isolation: str | None = None
        self.log: list[bytes] = []
        self.heard: dict[str, int] = {}
        self.savepoints: list[Savepoint] = []
        self.settings_before: Settings = {}
        self.local_choice: str | None = None
        # From the first statement that cannot be taken elsewhere any more
        self.bound: str | None = None
        self.bound_by = ""
        self.changed = 0
        """1 where DDL has run, 2 where it has set defaults of settings: others see it when all is over."""
        self.wrote: set[str] = set()
        """Databases on which more was done than to read."""
        self.owed: list[tuple[int, Question]] = []
        """Work on other databases that COMMIT does first, each with the number of savepoints before it."""

    @property
    def status(self) -> int:
        """What ReadyForQuery says while no server does."""
        if not self.is_open:
            return IDLE
        return FAILED_TRANSACTION if self.is_failed else IN_TRANSACTION

    @property
    def has_snapshot(self) -> bool:
        """Its first statement, whatever it is, decides which commits all others see."""
        return self.isolation in _SNAPSHOT_LEVELS

    def begin(
        self,
        text: bytes,
        command: TransactionCommand,
        settings: Settings,
        read_only_default: bool,
        isolation: str | None,
    ) -> None:
        """BEGIN was said; no server has heard it yet. The defaults are those of the session."""
        self.open(settings)
        read_only = command.read_only if command.read_only is not None else read_only_default
        self.mode = _READ_ONLY if read_only else _READ_WRITE
        self.isolation = command.isolation or isolation
        self.log = [text]

    def open(self, settings: Settings) -> None:
        """A transaction is under way, begun here or by the server itself."""
        if self.is_open:
            return
        self.is_open = True
        self.settings_before = settings
        if self.mode is _AUTOCOMMIT:
            self.mode = _READ_WRITE

    def end(self) -> None:
        self.is_open = False
        self.is_failed = False
        self.mode = _AUTOCOMMIT
        self.isolation = None
        self.log.clear()
        self.heard.clear()
        self.savepoints.clear()
        self.settings_before = _NONE
        self.local_choice = None
        self.bound = None
        self.bound_by = ""
        self.changed = 0
        self.wrote.clear()
        self.owed.clear()

    def owe(self, questions: Sequence[Question]) -> None:
        """Work that waits for COMMIT, and is forgotten with the savepoint it came after."""
        self.owed.extend((len(self.savepoints), question) for question in questions)

    def chain(self, settings: Settings, database: str | None) -> None:
        """AND CHAIN: another one like it has begun, on `database` where there is one."""
        begin, mode, isolation = self.log[:1] or [b"BEGIN"], self.mode, self.isolation
        self.end()
        self.open(settings)
        self.log, self.mode, self.isolation = begin, mode, isolation
        if database is not None:
            self.heard = {database: 1}

    def bind(self, database: str, text: str) -> None:
        """This statement holds the transaction where it is."""
        self.bound = database
        self.bound_by = text[:200]

    def deferred(self, database: str) -> list[bytes]:
        """What `database` has not heard yet."""
        return self.log[self.heard.get(database, 0) :]

    def is_refusable(self, database: str, *, is_primary: bool) -> bool:
        """Whether a server might refuse something of that: a standby the beginning itself, any a setting."""
        for text in self.deferred(database):
            if len(text) < _SHORTEST_REFUSABLE:
                continue
            words = text.upper()
            if b"SNAPSHOT" in words or (b"SET" in words and b"TRANSACTION" not in words):
                return True
            if not is_primary and (b"SERIALIZABLE" in words or b"WRITE" in words):
                return True
        return False

    def take_deferred(self, database: str) -> bytes | None:
        """What `database` has not heard yet, as one query string; from now on it has."""
        deferred = self.deferred(database)
        if not deferred:
            return None
        self.heard[database] = len(self.log)
        return b";".join(deferred)

    def take_beginning(self, database: str) -> bytes | None:
        """The statement that begins it, where that is all that `database` has not heard yet; from now on it has."""
        if len(self.log) != 1 or self.heard.get(database, 0) or len(self.log[0]) > _LONGEST_BEGINNING:
            return None
        self.heard[database] = 1
        return self.log[0]

    def said(self, text: bytes, database: str | None) -> None:
        """A statement for every server that takes part; `database` has executed it."""
        self.log.append(text)
        self._is_heard(database)

    def has_savepoint(self, name: str) -> bool:
        return any(savepoint.name == name for savepoint in self.savepoints)

    def savepoint(self, name: str, settings: Settings, text: bytes, database: str | None) -> None:
        self.savepoints.append(Savepoint(name, settings, len(self.log), self.mode))
        self.said(text, database)

    def release(self, name: str, text: bytes, database: str | None) -> None:
        """Forgets the newest savepoint of that name and all after it."""
        index = self._find(name)
        if index is None:
            return
        self.owed = [(min(depth, index), question) for depth, question in self.owed]
        positions = [savepoint.position for savepoint in self.savepoints[index:]]
        before = self.savepoints[index].mode
        del self.savepoints[index:]
        is_restored = before is not self.mode
        self.mode = before
        if is_restored or len(self.heard) > 1:
            self.said(text, database)
            return
        # Nobody else needs to hear of them: a transaction of a thousand savepoints stays small.
        for position in reversed(positions):
            del self.log[position]
        self._is_heard(database)

    def roll_back_to(self, name: str, text: bytes, database: str | None) -> Settings | None:
        """The settings at that savepoint, which stays; None where it is unknown."""
        index = self._find(name)
        if index is None:
            return None
        savepoint = self.savepoints[index]
        self.mode = savepoint.mode
        self.owed = [(depth, question) for depth, question in self.owed if depth <= index]
        del self.savepoints[index + 1 :]
        if len(self.heard) > 1:
            self.said(text, database)
        else:
            del self.log[savepoint.position + 1 :]
            self._is_heard(database)
        return savepoint.settings

    def _is_heard(self, database: str | None) -> None:
        if database is not None:
            self.heard[database] = len(self.log)

    def _find(self, name: str) -> int | None:
        for index in range(len(self.savepoints) - 1, -1, -1):
            if self.savepoints[index].name == name:
                return index
        return None
