"""Which subscribers the settings name, loaded and put behind postboxes of their own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TextIO

from structlog.typing import FilteringBoundLogger

from proxy.config import EventSettings, OtelSettings
from proxy.errors import ConfigurationProblem
from proxy.telemetry.otel import Exporter
from proxy.telemetry.postbox import Postbox
from proxy.telemetry.trace import ENTRY_POINTS, Subscriber, Trace, lines_to, log_events, shapes_to

_PATIENCE = 2.0
"""Seconds that the end of the process waits for a subscriber to take what is in its box."""


class Subscribers:
    """Everybody who is told of events. `close` lets them finish."""

    def __init__(self, trace: Trace, logger: FilteringBoundLogger) -> None:
        self._trace = trace
        self._logger = logger
        self._boxes: list[Postbox] = []
        self._files: list[TextIO] = []
        self._exporter: Exporter | None = None

    def export(self, settings: OtelSettings, version: str, queue: int) -> None:
        """Spans to a collector, where the settings name one. Raises ConfigurationProblem."""
        if settings.endpoint is not None:
            self._exporter = Exporter(settings, version)
            self._add(settings.endpoint, self._exporter.subscriber, queue)

    def subscribe(self, settings: EventSettings, *, debug: bool, folder: Path | None = None) -> None:
        """Modules of subscribers may lie in `folder`. Raises ConfigurationProblem for a name that leads to nothing and
        for a file that cannot be written."""
        if debug:
            self._trace.subscribe(log_events(self._logger))
        for path, writer in ((settings.log, lines_to), (settings.record, shapes_to)):
            if path is not None:
                file = self._file(path)
                self._add(str(path), writer(file.write), settings.queue, file.flush)
        for name in settings.subscribers:
            self._add(name, find_subscriber(name, folder), settings.queue)

    @property
    def dropped(self) -> dict[str, int]:
        """Events that never reached a subscriber, by its name."""
        return {box.name: box.dropped + box.failed for box in self._boxes}

    def close(self) -> None:
        for box in self._boxes:
            if not box.close(_PATIENCE):
                self._logger.warning("a subscriber of events did not finish", subscriber=box.name)
        for file in self._files:
            file.close()
        if self._exporter is not None:
            self._exporter.close()

    def _add(self, name: str, subscriber: Subscriber, size: int, delivered: Callable[[], object] | None = None) -> None:
        box = Postbox(name, subscriber, size, self._logger, delivered=delivered)
        self._boxes.append(box)
        self._trace.subscribe(box.post)

    def _file(self, path: Path) -> TextIO:
        try:
            # Flushed whenever its box is empty: whoever follows the file sees events as they come.
            file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise ConfigurationProblem(f"events cannot be written to {path}: {error.strerror}") from error
        self._files.append(file)
        return file


def _imported(module: str, folder: Path | None) -> ModuleType:
    if folder is None:
        return importlib.import_module(module)
    # Behind all others: a file there must not stand in for a module of Python's.
    sys.path.append(str(folder.absolute()))
    try:
        return importlib.import_module(module)
    finally:
        sys.path.remove(str(folder.absolute()))


def find_subscriber(name: str, folder: Path | None = None) -> Subscriber:
    """`module:callable`, of a module that is installed or lies in `folder`, or the name of an entry point of the group
    `onedsn.events`. Raises ConfigurationProblem."""
    module, colon, attribute = name.partition(":")
    try:
        if colon:
            found: object = _imported(module, folder)
            for part in attribute.split("."):
                found = getattr(found, part)
        else:
            points = entry_points(group=ENTRY_POINTS, name=name)
            if not points:
                raise ConfigurationProblem(
                    f'events.subscribers: there is no entry point "{name}" in the group {ENTRY_POINTS}',
                    hint="Install the package that has it, or write module:callable.",
                )
            found = next(iter(points)).load()
    except ConfigurationProblem:
        raise
    except Exception as error:  # importing runs foreign code, which may raise anything
        what = f"{type(error).__name__}: {error}"
        raise ConfigurationProblem(f'events.subscribers: "{name}" cannot be loaded: {what}') from error
    if not callable(found):
        raise ConfigurationProblem(f'events.subscribers: "{name}" is no callable')
    subscriber: Subscriber = found
    return subscriber
