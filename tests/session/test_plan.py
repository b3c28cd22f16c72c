"""What a planner shows of the plans it has made."""

from __future__ import annotations

import dataclasses

from proxy.routing.route import Context, Mode, Route
from proxy.session.planner import Planner
from proxy.sql.analyze import analyze
from proxy.sql.normalize import shape


def planner(*, cacheable: bool) -> Planner:
    route = dataclasses.replace(Route(Mode.READ, ("default",), "router"), cacheable=cacheable)
    return Planner(lambda text, _: analyze(text), lambda *_: route, shape, 1000)


def test_statements_that_are_decided_anew_every_time_are_shown_once_with_all_their_calls() -> None:
    subject = planner(cacheable=False)
    for number in range(3):
        subject.plan(b"SELECT * FROM book WHERE id = %d" % number, Context("app")).calls += 1
    (shown,) = subject.newest(10)
    assert shown.calls == 3
    assert subject.size == 0


def test_kept_plans_are_shown_and_forgotten_ones_are_not() -> None:
    subject = planner(cacheable=True)
    subject.plan(b"SELECT * FROM book", Context("app"))
    assert [plan.text for plan in subject.newest(10)] == ["SELECT * FROM book"]
    subject.forget()
    assert subject.newest(10) == []
