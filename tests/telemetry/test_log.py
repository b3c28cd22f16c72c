"""Log lines are structured and carry no password."""

from __future__ import annotations

import io
import json

import pytest

from proxy.config import LogSettings
from proxy.telemetry.log import make_logger, without_passwords


def test_a_stream_that_is_no_terminal_gets_json_lines() -> None:
    stream = io.StringIO()
    make_logger(LogSettings(), stream).info("pool is full", database="default")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["database"], line["level"]) == ("pool is full", "default", "info")


def test_lines_below_the_level_are_not_written() -> None:
    stream = io.StringIO()
    make_logger(LogSettings(level="warning"), stream).info("quiet")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://shop:s3cret@pg/shop", "postgresql://shop:***@pg/shop"),
        ("host=pg password=s3cret user=shop", "host=pg password=*** user=shop"),
        ("password='two words' user=shop", "password=*** user=shop"),
        ("no password here", "no password here"),
    ],
)
def test_passwords_are_hidden_wherever_they_stand(text: str, shown: str) -> None:
    assert without_passwords(text) == shown


def test_a_password_given_as_a_field_is_hidden() -> None:
    stream = io.StringIO()
    make_logger(LogSettings(), stream).warning("odd", password="s3cret", url="postgresql://a:s3cret@b/c")
    assert "s3cret" not in stream.getvalue()
