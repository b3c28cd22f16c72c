"""Whether a session's statement rides a lane, and what its run time teaches. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.pool.lane import Group, Lanes
from proxy.pool.link import Link
from proxy.session import simple
from proxy.session.laying import Laying
from proxy.session.plan import Plan

if TYPE_CHECKING:
    from proxy.session.session import Session


class Ride:
    """The statement under way as far as lanes are concerned: it rides one, or is timed because it may the next time."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # As long as its settings stay
        self._group: Group | None = None
        self._group_lanes: Lanes | None = None
        self._group_settings: dict[str, str] | None = None
        # For the statement under way
        self._plan: Plan | None = None
        self._message = b""
        self._timed: Plan | None = None
        self._sent_at = 0.0

    def board(self, plan: Plan, lanes: Lanes, message: bytes) -> Link | None:
        """A turn on a lane where this plan may ride one; None where it gets a connection of its own.

        `message` is what `say_again` would say; empty for a batch, which keeps its own.
        """
        session = self._session
        if not plan.is_trusted:
            # Unknown statements run alone, and are timed.
            self._timed = plan
            self._sent_at = session.clock()
            return None
        if self._group_settings is not session.variables.settings or self._group_lanes is not lanes:
            self._group_settings = session.variables.settings
            self._group_lanes = lanes
            self._group = lanes.group(session.variables.settings)
        group = self._group
        lane = None if group is None else group.pick()
        if lane is None:
            return None
        self._plan = plan
        self._message = message
        lanes.board(lane)
        return lane

    def leased(self) -> None:
        """A connection was waited for: that says nothing about the statement."""
        if self._timed is not None:
            self._sent_at = self._session.clock()

    def was_slow(self) -> None:
        """The lanes' watch says so."""
        if self._plan is not None:
            self._plan.slow_on_lane(self._session.clock())

    def say_again(self) -> None:
        """The lane is slow or lost and has answered nothing of this statement: it runs on a connection of its own."""
        plan, self._plan = self._plan, None
        session = self._session
        session.forget_exchange()
        if plan is None or session.is_ended:
            return
        if self._message:
            simple.run_alone(session, plan, self._message)
        else:
            session.batch.say_again()
        session.flush()

    def done(self, link: Link) -> None:
        """The exchange is over; a statement that ran alone has been timed."""
        self._plan = None
        plan, self._timed = self._timed, None
        if plan is None:
            return
        lanes = link.pool.lanes
        if lanes is not None:
            now = self._session.clock()
            plan.ran_alone(now - self._sent_at, lanes.limit, now)

    def makes_lane(self, link: Link) -> bool:
        """Whether the connection given back becomes a lane for statements of this session's kind."""
        session = self._session
        lanes = link.pool.lanes
        if lanes is None or not lanes.may_grow or link.pool.waiters or link.settings is not session.variables.settings:
            return False
        plan = session.last_plan
        if plan is None or not plan.is_trusted:
            return False
        group = lanes.group(session.variables.settings)
        if group is None:
            return False
        if lanes.adopt(link, group):
            return True
        if group.needs_one and not group.is_laying:
            spare = link.pool.take_spare()
            if spare is not None:
                Laying(spare, group, session.variables.settings)
        return False
