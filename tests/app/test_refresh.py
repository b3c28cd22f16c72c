"""Catalogs after DDL: read at once, never twice at the same time, and once more where they may be old."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from proxy.app.refresh import Refresh


class Stage:
    """A reading of the catalogs that ends when the test says so, and takes two seconds by the test's clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.begun = 0
        self.rested: list[float] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.go_on = asyncio.Event()
        self.refresh = Refresh(self._read, self._spawn, self._rest, lambda: self.now, "read")

    async def _read(self) -> None:
        self.begun += 1
        await self.go_on.wait()
        self.now += 2.0

    async def _rest(self, seconds: float) -> None:
        self.rested.append(seconds)

    def _spawn(self, coroutine: Coroutine[Any, Any, None], name: str) -> None:
        self.tasks.append(asyncio.create_task(coroutine, name=name))

    async def end(self) -> None:
        self.go_on.set()
        await asyncio.gather(*self.tasks)


async def test_a_single_change_is_read_once() -> None:
    stage = Stage()
    stage.refresh.wanted()
    await stage.end()
    assert stage.begun == 1


async def test_changes_while_it_is_read_are_read_once_more_after_a_rest() -> None:
    stage = Stage()
    for _ in range(5):
        stage.refresh.wanted()
        await asyncio.sleep(0)
    assert stage.begun == 1
    await stage.end()
    assert (stage.begun, stage.rested) == (2, [6.0, 6.0])


async def test_a_change_after_all_is_quiet_is_read_again() -> None:
    stage = Stage()
    stage.go_on.set()
    for _ in range(2):
        stage.refresh.wanted()
        await stage.end()
    assert stage.begun == 2
