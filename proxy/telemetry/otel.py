"""OpenTelemetry: each statement's end as a span, sent by OTLP over HTTP. Needs the extra `otel`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from proxy.config import OtelSettings
from proxy.errors import ConfigurationProblem
from proxy.telemetry.trace import Completion, Event, Subscriber

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_NANOSECONDS: Final = 1_000_000_000


class Exporter:
    """A tracer of its own and its queue to the collector. `close` sends what is left."""

    def __init__(self, settings: OtelSettings, version: str, draw: Callable[[], float] = random.random) -> None:
        """Raises ConfigurationProblem where the extra is not installed."""
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError as error:
            raise ConfigurationProblem(
                f"otel.endpoint is set, but {error.name} is not installed", hint="pip install 'onedsn[otel]'"
            ) from error
        assert settings.endpoint is not None, "without an endpoint there is nothing to export to"
        resource = Resource.create({"service.name": settings.service, "service.version": version})
        self._provider = TracerProvider(resource=resource)
        exporter = OTLPSpanExporter(endpoint=f"{settings.endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self.subscriber = spans_to(self._provider.get_tracer("onedsn", version), settings.sample, draw)

    def close(self) -> None:
        self._provider.shutdown()


def spans_to(tracer: Tracer, sample: float, draw: Callable[[], float]) -> Subscriber:
    """A subscriber that makes a span of every completion, or of that part of them that `sample` says."""
    from opentelemetry.trace import SpanKind, Status, StatusCode

    def make_span(event: Event) -> None:
        if not isinstance(event, Completion) or (sample < 1 and draw() >= sample):
            return
        end = int(event.at * _NANOSECONDS)
        span = tracer.start_span(
            name_of(event),
            kind=SpanKind.CLIENT,
            attributes=attributes(event),
            start_time=end - int(event.seconds * _NANOSECONDS),
        )
        if event.sqlstate is not None:
            span.set_status(Status(StatusCode.ERROR, event.sqlstate))
        span.end(end)

    return make_span


def name_of(event: Completion) -> str:
    """As the conventions for databases want it: operation and table, few different ones."""
    tables = event.subject.tables
    return f"{operation(event)} {tables[0]}" if len(tables) == 1 else operation(event)


def operation(event: Completion) -> str:
    first = event.subject.statement.lstrip("( \n\t").partition(" ")[0].rstrip(";").upper()
    return first if first.isalpha() else event.subject.kind


def attributes(event: Completion) -> dict[str, str | int | bool]:
    """By the semantic conventions for databases, and our own under `onedsn.`; values of clients are never in them."""
    subject = event.subject
    found: dict[str, str | int | bool | None] = {
        "db.system.name": "postgresql",
        "db.namespace": event.database,
        "db.query.text": subject.statement,
        "db.operation.name": operation(event),
        "db.collection.name": subject.tables[0] if len(subject.tables) == 1 else None,
        "db.response.returned_rows": event.rows,
        "db.response.status_code": event.sqlstate,
        "error.type": event.sqlstate,
        "onedsn.dsn_database": subject.dsn_database,
        "onedsn.kind": subject.kind,
        "onedsn.mode": subject.mode,
        "onedsn.tables": ", ".join(subject.tables) or None,
        "onedsn.router": subject.router,
        "onedsn.reason": subject.reason,
        "onedsn.user": subject.user,
        "onedsn.application": subject.application or None,
        "onedsn.client": subject.client,
        "onedsn.own": subject.own or None,
    }
    return {name: value for name, value in found.items() if value is not None}
