"""Statements as OpenTelemetry spans, up to the bytes that a collector gets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from proxy.config import OtelSettings
from proxy.telemetry.otel import Exporter, spans_to
from proxy.telemetry.trace import Completion, Decision, Subject

SUBJECT = Subject(
    statement="SELECT * FROM orders WHERE id = 0",
    kind="read",
    mode="read",
    tables=("orders",),
    router="replicas",
    reason="router",
    client=7,
    dsn_database="shop",
    user="app",
)
DONE = Completion(at=100.5, subject=SUBJECT, database="replica1", seconds=0.25, rows=3, tag="SELECT 3")
REFUSED = Completion(at=101.0, subject=SUBJECT, database=None, seconds=0.0, sqlstate="0A000")


@pytest.fixture
def memory() -> tuple[TracerProvider, InMemorySpanExporter]:
    provider, kept = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    return provider, kept


def test_a_completion_is_a_span_of_its_own_time(memory: tuple[TracerProvider, InMemorySpanExporter]) -> None:
    provider, kept = memory
    tell = spans_to(provider.get_tracer("test"), 1.0, lambda: 0.5)
    tell(Decision(100.25, SUBJECT, "replica1"))
    tell(DONE)
    (span,) = kept.get_finished_spans()
    assert (span.name, span.start_time, span.end_time) == ("SELECT orders", 100_250_000_000, 100_500_000_000)
    assert span.attributes is not None
    assert span.attributes["db.namespace"] == "replica1"
    assert span.attributes["db.query.text"] == SUBJECT.statement
    assert span.attributes["onedsn.router"] == "replicas"
    assert span.attributes["db.response.returned_rows"] == 3
    assert "error.type" not in span.attributes


def test_a_refusal_is_a_span_with_its_sqlstate(memory: tuple[TracerProvider, InMemorySpanExporter]) -> None:
    provider, kept = memory
    spans_to(provider.get_tracer("test"), 1.0, lambda: 0.5)(REFUSED)
    (span,) = kept.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes is not None
    assert span.attributes["error.type"] == "0A000"
    assert "db.namespace" not in span.attributes


def test_a_sample_is_that_part_of_them(memory: tuple[TracerProvider, InMemorySpanExporter]) -> None:
    provider, kept = memory
    drawn = iter((0.1, 0.9, 0.2, 0.25))
    tell = spans_to(provider.get_tracer("test"), 0.25, lambda: next(drawn))
    for _ in range(4):
        tell(DONE)
    assert len(kept.get_finished_spans()) == 2


class Collector(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[tuple[str, bytes]] = []


class Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.taken.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not into the tests' output."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_collector_gets_the_spans_at_the_end_at_the_latest(collector: Collector) -> None:
    exporter = Exporter(OtelSettings(endpoint=f"http://127.0.0.1:{collector.server_port}/"), "1.2.3")
    exporter.subscriber(DONE)
    exporter.close()
    ((path, body),) = collector.taken
    assert path == "/v1/traces"
    (resource,) = ExportTraceServiceRequest.FromString(body).resource_spans
    assert {entry.key: entry.value.string_value for entry in resource.resource.attributes}["service.name"] == "onedsn"
    assert [span.name for scope in resource.scope_spans for span in scope.spans] == ["SELECT orders"]
