"""Whether a session's statement rides a lane, and what its run time teaches. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.pool.lane import Group, Lanes
from proxy.pool.link import Link
from proxy.pool.pool import Pool
from proxy.session import exchange, simple
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

    def board(self, plan: Plan, pool: Pool, lanes: Lanes, message: bytes) -> Link | None:
        """A turn on a lane where this plan may ride one; None where it gets a connection of its own.

        `message` is what `say_again` would say; empty for a batch, which keeps its own.
        """
        if not plan.is_trusted:
            # Unknown statements run alone, and are timed.
            self._timed = plan
            self._sent_at = self._session.clock()
            return None
        group = self._group_of(lanes)
        if group is None:
            return None
        lane = group.pick()
        if lane is None:
            if pool.idle:
                return None
            # Better behind many than behind nobody knows how many, where every connection is taken.
            lane = group.shallowest()
            if lane is None:
                return None
        self._take_turn(plan, lanes, lane, message)
        return lane

    def board_late(self, plan: Plan, lane: Link, message: bytes) -> bool:
        """Whether a plan that waits for a connection may ride this new lane; then it has a turn there."""
        group = lane.group
        if group is None or not (plan.rides and plan.is_trusted) or self._group_of(group.lanes) is not group:
            return False
        self._timed = None
        self._take_turn(plan, group.lanes, lane, message)
        return True

    def _group_of(self, lanes: Lanes) -> Group | None:
        settings = self._session.variables.settings
        if self._group_settings is not settings or self._group_lanes is not lanes:
            self._group_settings = settings
            self._group_lanes = lanes
            self._group = lanes.group(settings)
        return self._group

    def _take_turn(self, plan: Plan, lanes: Lanes, lane: Link, message: bytes) -> None:
        self._plan = plan
        self._message = message
        lanes.board(lane)

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
        exchange.forget(session)
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
        if lanes is None or not lanes.may_grow or link.settings is not session.variables.settings:
            return False
        plan = session.last_plan
        if plan is None or not plan.is_trusted:
            return False
        group = lanes.group(session.variables.settings)
        if group is None:
            return False
        if lanes.adopt(link, group):
            link.pool.let_ride(link)
            return True
        if group.needs_one and not group.is_laying:
            spare = link.pool.take_spare()
            if spare is not None:
                Laying(spare, group, session.variables.settings)
        return False
