"""Reads long statements in processes of its own, so that no client waits for another's.

A process is started for the first long text and ended when none has come for a while. Where it fails or takes too
long, the text is unknown, and the next one gets a new process.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import struct
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Final

from structlog.typing import FilteringBoundLogger

from proxy.net import TaskOwner, module_command
from proxy.sql.long import LONG, Condensed, analyze_long, condense, unread
from proxy.sql.statement import Analysis, Kind, Statement

_HEAD: Final = struct.Struct("!??Q")
"""Whether strings conform to the standard, whether the answer is condensed, and the length of the text; of an answer,
the length alone counts."""
_PROCESS: Final = "proxy.app.analyst_process"
_PORTION: Final = 2**18
_MOST_KEPT: Final = 8
_NOT_READ: Final = "not read"
_PATIENCE: Final = 30.0
_IDLE: Final = 60.0
"""Seconds, both."""


class Helper:
    """One process at most, one text after the other."""

    def __init__(self, tasks: TaskOwner, logger: FilteringBoundLogger) -> None:
        # For the life of the proxy
        self._tasks = tasks
        self._logger = logger
        self._turn = asyncio.Lock()
        # While there is one
        self.process: asyncio.subprocess.Process | None = None
        self._ending: asyncio.TimerHandle | None = None
        self.started = asyncio.Event()

    async def answer(self, pieces: Sequence[bytes], conforming: bool, *, condensed: bool) -> object:
        """What the process says of the text; `_NOT_READ` where it says nothing."""
        async with self._turn:
            if self._ending is not None:
                self._ending.cancel()
            try:
                found = await asyncio.wait_for(self._ask(pieces, conforming, condensed), _PATIENCE)
            except (OSError, RuntimeError, TimeoutError, asyncio.IncompleteReadError) as error:
                # RuntimeError: uvloop's word for a pipe that is closed.
                self._logger.warning("long statement not read", bytes=sum(map(len, pieces)), error=repr(error))
                found = _NOT_READ
                await self._end()
            self._ending = asyncio.get_running_loop().call_later(_IDLE, self._end_soon)
        return found

    async def close(self) -> None:
        """Ends the process."""
        if self._ending is not None:
            self._ending.cancel()
        await self._end()

    async def _ask(self, pieces: Sequence[bytes], conforming: bool, condensed: bool) -> object:
        if self.process is None or self.process.returncode is not None:
            command, environment = module_command(_PROCESS)
            self.process = await asyncio.create_subprocess_exec(
                *command, env=environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
            self.started.set()
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(_HEAD.pack(conforming, condensed, sum(map(len, pieces))))
        # A pipe takes little at a time: what is copied at once must not keep others waiting.
        for piece in pieces:
            for start in range(0, len(piece), _PORTION):
                stdin.write(piece[start : start + _PORTION])
                await stdin.drain()
        _, _, length = _HEAD.unpack(await stdout.readexactly(_HEAD.size))
        # Any: whatever it is, the asker looks at it.
        found: Any = pickle.loads(await stdout.readexactly(length))
        return found

    def _end_soon(self) -> None:
        self._tasks.spawn(self._end(), "end the reader of long statements")

    async def _end(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class Analyst:
    """Keeps the last few answers for whoever asks again. Texts of megabytes take seconds: they have a helper of their
    own, and who sends shorter ones does not wait for them."""

    def __init__(self, tasks: TaskOwner, logger: FilteringBoundLogger) -> None:
        # For the life of the proxy
        self._tasks = tasks
        self.for_long = Helper(tasks, logger)
        self.for_very_long = Helper(tasks, logger)
        # What was read lately
        self._kept: dict[tuple[int, int, bool], Analysis] = {}

    def known(self, text: bytes, conforming: bool) -> Analysis | None:
        """What was found in `text`, where that is not long ago."""
        return self._kept.get(_key(text, conforming))

    def begin(self, text: bytes, conforming: bool, done: Callable[[], None]) -> None:
        """Reads `text`, then calls `done`: the answer is `known` by then."""
        self._tasks.spawn(self._read(text, conforming, done), "read a long statement")

    def condense(self, pieces: Sequence[bytes], conforming: bool, done: Callable[[Condensed | None], None]) -> None:
        """See `LongReader.condense`."""
        self._tasks.spawn(self._condense(pieces, conforming, done), "read a very long statement")

    async def close(self) -> None:
        """Ends the processes."""
        await self.for_long.close()
        await self.for_very_long.close()

    async def _read(self, text: bytes, conforming: bool, done: Callable[[], None]) -> None:
        found = await self.for_long.answer((text,), conforming, condensed=False)
        if not isinstance(found, Analysis):
            found = Analysis((Statement(Kind.WRITE, "", 0, len(text), unknown=True, locks=True),), _NOT_READ)
        self._keep(text, conforming, found)
        done()

    async def _condense(
        self, pieces: Sequence[bytes], conforming: bool, done: Callable[[Condensed | None], None]
    ) -> None:
        found = await self.for_very_long.answer(pieces, conforming, condensed=True)
        if isinstance(found, Condensed) or found is None:
            done(found)
        else:
            done(unread(pieces[0][:LONG].decode("utf-8", "surrogateescape"), _NOT_READ))

    def _keep(self, text: bytes, conforming: bool, analysis: Analysis) -> None:
        self._kept[_key(text, conforming)] = analysis
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]


def _key(text: bytes, conforming: bool) -> tuple[int, int, bool]:
    """Stands for a text that is too long to keep. Nobody outside can know how this process hashes."""
    return len(text), hash(text), conforming


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers texts with pickled analyses until there are no more."""
    while head := requests.read(_HEAD.size):
        conforming, condensed, length = _HEAD.unpack(head)
        text = requests.read(length).decode("utf-8", "surrogateescape")
        read = condense if condensed else analyze_long
        answer = pickle.dumps(read(text, standard_conforming_strings=conforming))
        answers.write(_HEAD.pack(True, condensed, len(answer)) + answer)
        answers.flush()
