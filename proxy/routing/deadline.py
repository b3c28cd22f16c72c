"""Calls of foreign code that must come back in time."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable


class DeadlinePassed(Exception):
    """The call did not come back in time; it was asked to stop."""


class _Abandoned(BaseException):
    """Raised inside a call that nobody waits for any more."""


def call_with_deadline(call: Callable[[], object], timeout: float) -> object:
    """What `call` returns or raises. Raises DeadlinePassed after `timeout` seconds; 0 waits as long as it takes.

    The call runs on a thread of its own: nothing else can leave a function that does not return.
    """
    if timeout <= 0:
        return call()
    outcome: list[object] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as error:  # noqa: BLE001 - carried over to the caller's thread and raised there
            failure.append(error)

    thread = threading.Thread(target=run, name="router", daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        _stop(thread)
        raise DeadlinePassed
    if failure:
        raise failure[0]
    return outcome[0]


def _stop(thread: threading.Thread) -> None:
    """Raises _Abandoned in `thread` at its next Python instruction; a call stuck in C stays until it returns."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Abandoned))
