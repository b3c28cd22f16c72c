"""Log lines for the operator at night: one event, one line, coloured on a terminal, JSON elsewhere."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from proxy.config import LogSettings

_URL_PASSWORD = re.compile(r"(?P<head>\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@/]*(?=@)", re.IGNORECASE)
_KEYWORD_PASSWORD = re.compile(r"(?P<head>\bpassword\s*=\s*)('[^']*'|[^\s&'\"]+)", re.IGNORECASE)
_SECRET_KEYS = frozenset({"password", "secret", "verifier", "tls_key"})
HIDDEN = "***"


def without_passwords(text: str) -> str:
    """`text` with the passwords of URLs and of keyword/value DSNs hidden."""
    return _KEYWORD_PASSWORD.sub(rf"\g<head>{HIDDEN}", _URL_PASSWORD.sub(rf"\g<head>{HIDDEN}", text))


def hide_passwords(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: no log line carries a password, whoever wrote it there."""
    for key, value in event.items():
        if key in _SECRET_KEYS:
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = without_passwords(value)
    return event


def processors(format_: str, colors: bool) -> tuple[Processor, ...]:
    """The steps from an event to its line. `format_` is "console" or "json"."""
    # Any: structlog declares renderers by their own, differing return types.
    renderer: Any
    if format_ == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=colors, pad_event_to=0)
    return (
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_passwords,
        renderer,
    )


def make_logger(settings: LogSettings, stream: TextIO) -> FilteringBoundLogger:
    """A logger that writes to `stream`; "auto" is console on a terminal and JSON elsewhere."""
    is_terminal = stream.isatty()
    format_ = settings.format
    if format_ == "auto":
        format_ = "console" if is_terminal else "json"
    # Any: wrap_logger returns whatever wrapper_class makes.
    logger: Any = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=list(processors(format_, is_terminal)),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.level.upper()]),
        cache_logger_on_first_use=True,
    )
    bound: FilteringBoundLogger = logger.bind()
    return bound
