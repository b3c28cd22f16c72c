"""Calls of foreign code that must come back in time, and need not be waited for where they are made."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final, TypeVar

_PATIENCE: Final = 3
"""Calls in a row that may not come back before none is made for a while."""
_PAUSE: Final = 5.0
_AT_ONCE: Final = 0.002
"""Seconds that a call is waited for where others would have to wait too."""


class DeadlinePassed(Exception):
    """The call did not come back in time; it was asked to stop."""


class _Abandoned(BaseException):
    """Raised inside a call that nobody waits for any more."""


class _Task:
    """One call, its end, and how it ended."""

    __slots__ = ("_listeners", "_lock", "call", "deadline", "done", "failure", "result")

    def __init__(self, call: Callable[[], object], deadline: float) -> None:
        self.call = call
        self.deadline = deadline
        self.done = threading.Lock()
        self.done.acquire()
        self.result: object = None
        self.failure: BaseException | None = None
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] | None = []

    def run(self) -> None:
        try:
            self.result = self.call()
        except BaseException as error:  # noqa: BLE001 - carried over to whoever asked and raised there
            self.failure = error
        self.done.release()
        with self._lock:
            listeners, self._listeners = self._listeners or [], None
        for listener in listeners:
            listener()

    def when_done(self, listener: Callable[[], None]) -> None:
        """Calls `listener` once it has come back, on the thread of the call."""
        with self._lock:
            if self._listeners is not None:
                self._listeners.append(listener)
                return
        listener()


class Memory:
    """What one decision has asked so far, so that it can be made again and go on where it had to wait."""

    def __init__(self) -> None:
        self.tasks: dict[object, _Task] = {}
        self.waiting = 0
        """How many will make the decision again."""


class StillThinking(Exception):
    """A call has not come back at once. Who is told makes the decision again when `when_done` or `deadline` says so."""

    def __init__(self, task: _Task) -> None:
        super().__init__()
        self.deadline = task.deadline
        """By the caller's clock."""
        self.when_done = task.when_done
        self.leave: Callable[[], None] = _nothing
        """Nobody waits any more."""


def _nothing() -> None:
    """Nothing remembers it."""


class Thoughts:
    """Decisions that wait for foreign code, by what they are about."""

    def __init__(self) -> None:
        self._open: dict[object, Memory] = {}

    def decide(self, about: object, decision: Callable[[], _Decision]) -> _Decision:
        """What `decision` returns. Raises StillThinking where a call has to be waited for."""
        memory = self._open.get(about) or Memory()
        memory.waiting = max(memory.waiting - 1, 0)
        _REMEMBERING.append(memory)
        try:
            found = decision()
        except StillThinking as thinking:
            self._open[about] = memory
            memory.waiting += 1
            thinking.leave = lambda: self._leave(about)
            raise
        finally:
            _REMEMBERING.pop()
        if not memory.waiting:
            self._open.pop(about, None)
        return found

    def _leave(self, about: object) -> None:
        memory = self._open.get(about)
        if memory is not None:
            memory.waiting -= 1
            if memory.waiting <= 0:
                del self._open[about]


_REMEMBERING: Final[list[Memory]] = []
"""The memory of the decision that is being made on the event loop, if there is one."""


_Tasks = SimpleQueue[_Task | None]
_Decision = TypeVar("_Decision")


class Caller:
    """Runs calls one at a time on a thread of its own: nothing else can leave a function that does not return."""

    def __init__(self, timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`timeout` in seconds; 0 calls directly and waits as long as it takes."""
        # For its own life
        self._timeout = timeout
        self._clock = clock
        # Since a call has come back
        self._failures = 0
        self._closed_until = 0.0
        # Until a call does not come back; then the next one gets a new thread.
        self._tasks: _Tasks | None = None
        self._thread: threading.Thread | None = None
        self._begun: deque[_Task] = deque()
        """In their order: the first is under way, and only that is waited for at all."""

    def __call__(self, call: Callable[[], object], about: object = None) -> object:
        """What `call` returns or raises. Raises DeadlinePassed after the timeout, and for a while at once after several
        in a row. Within `Thoughts.decide` it raises StillThinking rather than wait; `about` tells the call from others
        of the same decision."""
        if self._timeout <= 0:
            return call()
        memory = _REMEMBERING[-1] if _REMEMBERING else None
        task = None if memory is None else memory.tasks.get((id(self), about))
        if task is None:
            if self._failures >= _PATIENCE and self._clock() < self._closed_until:
                raise DeadlinePassed
            task = self._begin(call)
            if memory is not None:
                memory.tasks[id(self), about] = task
        patience = self._timeout if memory is None else _AT_ONCE if task is self._first else 0
        # It is released once, by the thread, and stays so for everybody who looks.
        if task.done.acquire(timeout=patience):
            task.done.release()
        elif memory is None:
            self._give_up()
            raise DeadlinePassed
        elif self._clock() < task.deadline:
            raise StillThinking(task)
        elif self._is_hanging(task):
            self._give_up()
            raise DeadlinePassed
        else:
            # The time of a call begins when those before it have ended.
            task.deadline = self._clock() + self._timeout
            raise StillThinking(task)
        self._failures = 0
        if isinstance(task.failure, _Abandoned):
            # Meant for a call before it, which has come back too late to be left.
            raise DeadlinePassed
        if task.failure is not None:
            raise task.failure
        return task.result

    def _begin(self, call: Callable[[], object]) -> _Task:
        if self._tasks is None:
            self._start()
        assert self._tasks is not None
        task = _Task(call, self._clock() + self._timeout)
        self._forget_done()
        self._begun.append(task)
        self._tasks.put(task)
        return task

    def _forget_done(self) -> None:
        while self._begun and not self._begun[0].done.locked():
            self._begun.popleft()

    def _is_hanging(self, task: _Task) -> bool:
        """Whether that is the call that does not come back; one before it may have been, and is left."""
        if not task.done.locked():
            return False  # It has come back just now.
        self._forget_done()
        first = self._first
        if first is None or task not in self._begun:
            return True
        if first is not task and first.deadline <= self._clock():
            self._give_up()
        return self._first is task

    @property
    def _first(self) -> _Task | None:
        return self._begun[0] if self._begun else None

    def _give_up(self) -> None:
        """Leaves the call that is under way, and gives those behind it to a new thread."""
        self._forget_done()
        waiting = self._abandon()
        self._failures += 1
        self._closed_until = self._clock() + _PAUSE
        self._begun = deque(waiting)
        if waiting:
            self._start()
            assert self._tasks is not None
            for task in waiting:
                task.deadline = self._clock() + self._timeout
                self._tasks.put(task)

    def _start(self) -> None:
        self._tasks = SimpleQueue()
        self._thread = threading.Thread(target=_work, args=(self._tasks,), name="python router", daemon=True)
        self._thread.start()
        # The thread knows the queue only, so that a caller whom nobody needs any more can end it.
        weakref.finalize(self, self._tasks.put, None)

    def _abandon(self) -> list[_Task]:
        """Raises _Abandoned in the thread at its next Python instruction; a call stuck in C stays until it returns.
        What it had not begun is left to the caller."""
        thread, tasks = self._thread, self._tasks
        self._thread = self._tasks = None
        waiting: list[_Task] = []
        if tasks is not None:
            with contextlib.suppress(Empty):
                while (task := tasks.get_nowait()) is not None:
                    waiting.append(task)
            tasks.put(None)
        if thread is not None and thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Abandoned))
        return waiting


def _work(tasks: _Tasks) -> None:
    while True:
        try:
            task = tasks.get()
        except _Abandoned:  # the call came back by itself just before it was asked to stop
            return
        if task is None:
            return
        task.run()
