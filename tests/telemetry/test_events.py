"""Events reach whoever subscribed, as records and lines, and a bad subscriber harms nobody."""

from __future__ import annotations

import io
import json
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from proxy.config import EventSettings, LogSettings
from proxy.errors import ConfigurationProblem
from proxy.telemetry.log import make_logger
from proxy.telemetry.postbox import Postbox
from proxy.telemetry.subscribers import Subscribers, find_subscriber
from proxy.telemetry.trace import Completion, Decision, Event, Subject, Trace, lines_to, log_events, record, shapes_to

SUBJECT = Subject(
    statement="SELECT * FROM book WHERE id = 0",
    kind="read",
    mode="read",
    tables=("book",),
    router="books",
    reason="router",
    client=1,
    dsn_database="shop",
    user="app",
)


def _fields(subject: Subject) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in Subject.__dataclass_fields__}


DECISION = Decision(100.0, SUBJECT, "default")
COMPLETION = Completion(100.5, SUBJECT, "default", 0.5, 1, tag="SELECT 1")


def logger_to(stream: io.StringIO, level: str = "info") -> Any:  # Any: structlog's loggers have no common type
    return make_logger(LogSettings(level=level), stream)


def test_events_reach_subscribers_in_order_until_they_leave() -> None:
    trace, seen = Trace(), list[Event]()
    assert not trace.is_active
    leave = trace.subscribe(seen.append)
    trace.emit(DECISION)
    trace.emit(COMPLETION)
    leave()
    leave()
    trace.emit(DECISION)
    assert seen == [DECISION, COMPLETION]
    assert not trace.is_active


def test_events_are_debug_lines_with_database_mode_tables_and_router() -> None:
    stream = io.StringIO()
    log_events(logger_to(stream, "debug"))(DECISION)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"]) == ("decision", "debug")
    assert (line["database"], line["mode"], line["tables"], line["router"]) == ("default", "read", ["book"], "books")


def test_a_record_says_all_that_a_signal_says() -> None:
    told = record(COMPLETION)
    assert told["event"] == "completion"
    assert (told["statement"], told["kind"], told["user"]) == (SUBJECT.statement, "read", "app")
    assert (told["seconds"], told["rows"], told["tag"]) == (0.5, 1, "SELECT 1")
    assert "sqlstate" not in told
    assert "own" not in told


def test_lines_are_json_one_for_each_event() -> None:
    lines = list[str]()
    write = lines_to(lines.append)
    write(DECISION)
    write(COMPLETION)
    assert [json.loads(line)["event"] for line in lines] == ["decision", "completion"]
    assert all(line.endswith("\n") for line in lines)


def test_a_recorder_writes_each_statement_once_for_each_context() -> None:
    lines = list[str]()
    write = shapes_to(lines.append)
    for _ in range(3):
        write(DECISION)
        write(COMPLETION)
    write(Decision(101.0, Subject(**{**_fields(SUBJECT), "user": "other"}), "default"))
    write(Decision(102.0, Subject(**{**_fields(SUBJECT), "own": True}), "default"))
    assert [json.loads(line)["user"] for line in lines] == ["app", "other"]


@pytest.mark.parametrize(
    "event",
    [
        DECISION,
        COMPLETION,
        Decision(1.25, SUBJECT, None, refused="cross_database"),
        Completion(2.0, Subject(**{**_fields(SUBJECT), "own": True, "using": "other"}), None, 0.0, sqlstate="23503"),
        Completion(3.0, Subject(**{**_fields(SUBJECT), "router": None, "statement": 'a "b" \u00e4 \ud800'}), "x", 0.1),
    ],
)
def test_a_line_says_what_the_record_says_also_when_its_statement_comes_again(event: Event) -> None:
    lines: list[str] = []
    write = lines_to(lines.append)
    write(event)
    write(event)
    assert lines[0] == lines[1]
    assert lines[0].endswith("\n")
    assert json.loads(lines[0]) == json.loads(json.dumps(record(event)))


def test_what_comes_together_is_delivered_together_and_all_of_it_before_the_end() -> None:
    said: list[str] = []
    box = Postbox(
        "file", lambda _: said.append("event"), 10_000, logger_to(io.StringIO()), delivered=lambda: said.append("flush")
    )
    for _ in range(1000):
        box.post(DECISION)
    assert box.close(5)
    assert said.count("event") == 1000
    assert said.count("flush") < 100
    assert said[-1] == "flush"


def test_a_subscriber_that_hangs_holds_up_nobody_and_loses_only_its_own_events() -> None:
    going_on = threading.Event()
    hanging = Postbox("hanging", lambda _: going_on.wait() and None, 2, logger_to(io.StringIO()))
    seen = list[Event]()
    healthy = Postbox("healthy", seen.append, 100, logger_to(io.StringIO()))
    trace = Trace()
    trace.subscribe(hanging.post)
    trace.subscribe(healthy.post)
    for _ in range(10):
        trace.emit(DECISION)
    assert healthy.close(5)
    assert len(seen) == 10
    assert hanging.dropped >= 7
    going_on.set()
    assert hanging.close(5)


def test_a_subscriber_that_raises_is_told_of_once_and_goes_on() -> None:
    seen = list[Event]()

    def odd(event: Event) -> None:
        seen.append(event)
        raise ValueError("odd")

    stream = io.StringIO()
    box = Postbox("odd", odd, 10, logger_to(stream), clock=lambda: 1.0)
    for _ in range(3):
        box.post(DECISION)
    assert box.close(5)
    assert (len(seen), box.failed) == (3, 3)
    assert stream.getvalue().count("ValueError('odd')") == 1


def test_subscribers_are_found_by_module_and_callable(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("shop_events")
    module.count = lambda event: None  # type: ignore[attr-defined]
    module.number = 1  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "shop_events", module)
    assert find_subscriber("shop_events:count") is module.count
    for wrong in ("shop_events:missing", "no_such_module:count", "shop_events:number", "no_such_entry_point"):
        with pytest.raises(ConfigurationProblem, match=r"events\.subscribers"):
            find_subscriber(wrong)


def test_a_subscriber_whose_module_fails_is_told_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "broken_events_of_a_test.py").write_text("1 / 0")
    with pytest.raises(ConfigurationProblem, match="ZeroDivisionError: division by zero"):
        find_subscriber("broken_events_of_a_test:count", tmp_path)


def test_a_module_beside_the_rules_is_found_and_stands_in_for_none_of_pythons(tmp_path: Path) -> None:
    before = list(sys.path)
    (tmp_path / "events_of_a_test.py").write_text("def count(event): pass")
    (tmp_path / "colorsys.py").write_text("def count(event): pass")
    assert find_subscriber("events_of_a_test:count", tmp_path).__module__ == "events_of_a_test"
    with pytest.raises(ConfigurationProblem):
        find_subscriber("colorsys:count", tmp_path)
    assert sys.path == before


def test_the_settings_subscribe_files_and_callables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("shop_events")
    seen = list[Event]()
    module.keep = seen.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "shop_events", module)
    trace = Trace()
    subscribers = Subscribers(trace, logger_to(io.StringIO()))
    settings = EventSettings(
        subscribers=("shop_events:keep",), log=tmp_path / "events.jsonl", record=tmp_path / "shapes.jsonl"
    )
    subscribers.subscribe(settings, debug=False)
    for _ in range(2):
        trace.emit(DECISION)
        trace.emit(COMPLETION)
    subscribers.close()
    assert len(seen) == 4
    assert len((tmp_path / "events.jsonl").read_text().splitlines()) == 4
    assert len((tmp_path / "shapes.jsonl").read_text().splitlines()) == 1
    assert set(subscribers.dropped.values()) == {0}


def test_a_file_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    subscribers = Subscribers(Trace(), logger_to(io.StringIO()))
    with pytest.raises(ConfigurationProblem, match="cannot be written"):
        subscribers.subscribe(EventSettings(log=tmp_path / "no" / "folder"), debug=False)


def test_without_settings_nobody_is_told() -> None:
    trace = Trace()
    Subscribers(trace, logger_to(io.StringIO())).subscribe(EventSettings(), debug=False)
    assert not trace.is_active
