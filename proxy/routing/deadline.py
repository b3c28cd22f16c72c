"""Calls of foreign code that must come back in time."""

from __future__ import annotations

import ctypes
import threading
import time
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final

_PATIENCE: Final = 3
"""Calls in a row that may not come back before none is made for a while."""
_PAUSE: Final = 5.0


class DeadlinePassed(Exception):
    """The call did not come back in time; it was asked to stop."""


class _Abandoned(BaseException):
    """Raised inside a call that nobody waits for any more."""


class _Task:
    """One call, its end, and how it ended."""

    __slots__ = ("call", "done", "failure", "result")

    def __init__(self, call: Callable[[], object]) -> None:
        self.call = call
        self.done = threading.Lock()
        self.done.acquire()
        self.result: object = None
        self.failure: BaseException | None = None


_Tasks = SimpleQueue[_Task | None]


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

    def __call__(self, call: Callable[[], object]) -> object:
        """What `call` returns or raises. Raises DeadlinePassed after the timeout, and for a while at once after several
        in a row: everybody waits for a call that does not come back."""
        if self._timeout <= 0:
            return call()
        if self._failures >= _PATIENCE and self._clock() < self._closed_until:
            raise DeadlinePassed
        if self._tasks is None:
            self._start()
        assert self._tasks is not None
        task = _Task(call)
        self._tasks.put(task)
        if not task.done.acquire(timeout=self._timeout):
            self._abandon()
            self._failures += 1
            self._closed_until = self._clock() + _PAUSE
            raise DeadlinePassed
        self._failures = 0
        if task.failure is not None:
            raise task.failure
        return task.result

    def _start(self) -> None:
        self._tasks = SimpleQueue()
        self._thread = threading.Thread(target=_work, args=(self._tasks,), name="python router", daemon=True)
        self._thread.start()
        # The thread knows the queue only, so that a caller whom nobody needs any more can end it.
        weakref.finalize(self, self._tasks.put, None)

    def _abandon(self) -> None:
        """Raises _Abandoned in the thread at its next Python instruction; a call stuck in C stays until it returns."""
        thread, tasks = self._thread, self._tasks
        self._thread = self._tasks = None
        if tasks is not None:
            tasks.put(None)
        if thread is not None and thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Abandoned))


def _work(tasks: _Tasks) -> None:
    while True:
        try:
            task = tasks.get()
        except _Abandoned:  # the call came back by itself just before it was asked to stop
            return
        if task is None:
            return
        try:
            task.result = task.call()
        except BaseException as error:  # noqa: BLE001 - carried over to the caller's thread and raised there
            task.failure = error
        task.done.release()
