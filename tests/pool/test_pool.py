"""Connections at rest: how long they are kept, and what a waiter is told."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from proxy.config import PoolSettings
from proxy.errors import NoConnectionInTime, ProxyError
from proxy.pool.link import Link
from proxy.pool.pool import Pool
from tests.session.stage import FakeBackend


class Waiter:
    """Remembers the connection or the error it got."""

    def __init__(self) -> None:
        self.link: Link | None = None
        self.error: ProxyError | None = None

    def lease_ready(self, link: Link) -> None:
        self.link = link

    def lease_failed(self, error: ProxyError) -> None:
        self.error = error


class Stage:
    """A pool of fake connections, and its clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.backend = FakeBackend("default")
        settings = PoolSettings(size=2, idle_timeout=10, lifetime=100, wait_timeout=5)
        # Any: a FakeBackend plays a Backend.
        backend: Any = self.backend
        self.pool = Pool(backend, settings, self._spawn, lambda: self.now)

    def _spawn(self, coroutine: Coroutine[Any, Any, None], name: str) -> None:
        asyncio.run(coroutine)

    def take(self) -> Link:
        waiter = Waiter()
        link = self.pool.acquire_nowait()
        if link is None:
            self.pool.wait(waiter)
            link = waiter.link
        assert link is not None
        return link


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_connection_idle_for_too_long_is_closed(stage: Stage) -> None:
    link = stage.take()
    stage.pool.release(link)
    stage.pool.expire(10.0)
    assert not link.is_closed
    stage.pool.expire(10.1)
    assert link.is_closed
    assert stage.pool.counts.idle == 0


def test_a_connection_that_is_too_old_is_replaced_when_it_is_given_back(stage: Stage) -> None:
    link = stage.take()
    stage.now = 100.5
    stage.pool.release(link)
    assert link.is_closed
    assert stage.take() is not link


def test_who_waits_longer_than_allowed_is_told_and_others_go_on_waiting(stage: Stage) -> None:
    held = [stage.take(), stage.take()]
    early, late = Waiter(), Waiter()
    stage.pool.wait(early)
    stage.now = 3.0
    stage.pool.wait(late)
    stage.pool.expire(5.0)
    assert isinstance(early.error, NoConnectionInTime)
    assert late.error is None
    stage.pool.release(held[0])
    assert late.link is held[0]


def test_a_pool_never_has_more_connections_than_its_size(stage: Stage) -> None:
    stage.take(), stage.take()
    waiters = [Waiter() for _ in range(5)]
    for waiter in waiters:
        stage.pool.wait(waiter)
    assert len(stage.backend.connections) == 2
    assert all(waiter.link is None for waiter in waiters)


class GivesBack(Waiter):
    """Needs the connection for nothing that takes time."""

    def lease_ready(self, link: Link) -> None:
        super().lease_ready(link)
        link.release()


def test_thousands_who_wait_and_give_back_at_once_are_all_served(stage: Stage) -> None:
    taken = [stage.take(), stage.take()]
    waiters = [GivesBack() for _ in range(5000)]
    for waiter in waiters:
        stage.pool.wait(waiter)
    stage.pool.release(taken[0])
    assert all(waiter.link is taken[0] for waiter in waiters)
    assert (stage.pool.counts.waiting, stage.pool.counts.idle) == (0, 1)


def test_after_a_renewal_only_its_owner_gets_an_old_connection(stage: Stage) -> None:
    held = [stage.take(), stage.take()]
    owners = [Waiter(), Waiter()]
    for link, owner in zip(held, owners, strict=True):
        link.owner = owner
        stage.pool.release(link)
    stage.pool.renew()
    assert stage.pool.acquire_nowait(held[1]) is held[1]
    stage.pool.release(held[1])
    another = stage.take()
    assert another not in held
    assert [link.is_closed for link in held] == [True, False]
    assert stage.pool.counts.idle == 1


def test_after_a_renewal_a_waiter_gets_a_new_connection_in_the_place_of_an_old_one(stage: Stage) -> None:
    held = [stage.take(), stage.take()]
    for link in held:
        link.owner = Waiter()
    waiter = Waiter()
    stage.pool.wait(waiter)
    stage.pool.renew()
    stage.pool.release(held[0])
    assert waiter.link is not None
    assert waiter.link not in held
    assert held[0].is_closed


def test_an_old_connection_whose_owner_waits_is_brought_home(stage: Stage) -> None:
    held = [stage.take(), stage.take()]
    owners = [Waiter(), Waiter()]
    for link, owner in zip(held, owners, strict=True):
        link.owner = owner
    stage.pool.renew()
    stage.pool.wait(Waiter())
    stage.pool.wait(owners[0])
    stage.pool.release(held[0])
    assert owners[0].link is held[0]


@pytest.mark.parametrize("at_rest", [True, False])
def test_an_old_connection_ends_when_its_owner_has_left(stage: Stage, at_rest: bool) -> None:
    link = stage.take()
    link.owner = Waiter()
    if at_rest:
        stage.pool.release(link)
    stage.pool.renew()
    assert not link.is_closed
    stage.pool.moved_out(link)
    if not at_rest:
        stage.pool.release(link)
    assert link.is_closed
    assert stage.pool.counts.idle == stage.pool.counts.active == 0
