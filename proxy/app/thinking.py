"""Tells the event loop when a router in Python has answered, or has not in time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

from proxy.routing.deadline import StillThinking


def when_thought(thinking: StillThinking, done: Callable[[], None]) -> None:
    """Calls `done` once, on the running event loop and never at once."""
    loop = asyncio.get_running_loop()
    is_over = False

    def finish() -> None:
        nonlocal is_over
        if not is_over:
            is_over = True
            timer.cancel()
            done()

    def answered() -> None:
        # From the router's thread, which may outlive the loop.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(finish)

    timer = loop.call_later(max(thinking.deadline - time.monotonic(), 0), finish)
    thinking.when_done(answered)


async def thought(thinking: StillThinking) -> None:
    """Waits until it is worth asking again. Nobody is waited for by one who is cancelled."""
    answered = asyncio.Event()
    when_thought(thinking, answered.set)
    try:
        await answered.wait()
    except asyncio.CancelledError:
        thinking.leave()
        raise
