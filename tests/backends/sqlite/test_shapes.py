"""Statements that differ in literals share a translation, and only where it gives the same answer."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from proxy.backends.sqlite import texts
from proxy.backends.sqlite.engine import Engine
from proxy.backends.sqlite.file import DatabaseFile, read_url
from proxy.backends.sqlite.functions import SessionValues
from proxy.backends.sqlite.settings import ConnectionSettings, LiveSettings
from proxy.backends.sqlite.shapes import shape
from proxy.backends.sqlite.store import Store
from tests.backends.sqlite.differential.statements import SETUP, statements


@pytest.mark.parametrize(
    ("text", "expected", "values"),
    [
        ("SELECT a FROM t WHERE id = 7", "SELECT a FROM t WHERE id = $1", (b"7",)),
        (
            "SELECT a FROM t WHERE b='it''s' AND c >= 1.50;",
            "SELECT a FROM t WHERE b=$1 AND c >= $2;",
            (b"it's", b"1.50"),
        ),
        ("SELECT a FROM t WHERE id IN (1, 22,3)", "SELECT a FROM t WHERE id IN ($1, $2,$3)", (b"1", b"22", b"3")),
        (
            "INSERT INTO t VALUES (1, 'x', NULL, '2024-01-01'::date), (2, lower('Y'), -3, DEFAULT)",
            "INSERT INTO t VALUES ($1, $2, NULL, $3::date), ($4, lower('Y'), -3, DEFAULT)",
            (b"1", b"x", b"2024-01-01", b"2"),
        ),
        ("UPDATE t SET a = 'x', b = b + 1 WHERE id = 3", "UPDATE t SET a = $1, b = b + 1 WHERE id = $2", (b"x", b"3")),
        ("DELETE FROM t WHERE a LIKE 'x%' /* = 5 */", "DELETE FROM t WHERE a LIKE $1 /* = 5 */", (b"x%",)),
        ("/* onedsn: using=a */ SELECT 1 WHERE a = 2", "/* onedsn: using=a */ SELECT 1 WHERE a = $1", (b"2",)),
    ],
)
def test_literals_beside_comparisons_and_in_lists_are_taken_out(
    text: str, expected: str, values: tuple[bytes, ...]
) -> None:
    found = shape(text)
    assert found is not None
    assert (found.text, found.values) == (expected, values)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a FROM t ORDER BY 1 LIMIT 5",
        "SELECT 1, 'a'",
        "SELECT substring(a, 1, 2), a::numeric(10, 2) FROM t",
        "SELECT a FROM t WHERE b = E'x\\n' AND c = -1",
        "SELECT a FROM t WHERE id = $1 AND b = 3",
        "SELECT a FROM t WHERE b = 1; SELECT 2",
        "SELECT a FROM t WHERE b IN (SELECT c FROM u GROUP BY 1, 2)",
        "SELECT a FROM t WHERE doc @> '{}' AND b->'x' IS NULL",
        "SELECT a FROM t WHERE b = 'one'\n'two'",
        "SELECT a FROM t WHERE b = $tag$x$tag$",
        "INSERT INTO t VALUES (1) ON CONFLICT (a) WHERE b = 1 DO NOTHING",
        "CREATE TABLE t (a int DEFAULT 1 CHECK (a > 0))",
        "SELECT a FROM t WHERE b = 'open",
    ],
)
def test_literals_that_mean_more_than_their_value_stay(text: str) -> None:
    assert shape(text) is None


def test_a_number_has_the_type_that_postgresql_gives_it() -> None:
    found = shape("SELECT 1 WHERE a = 1 AND b = 3000000000 AND c = 1.5 AND d = '1'")
    assert found is not None
    assert found.types == (23, 20, 1700, 0)


class Half:
    """An engine over a file of its own."""

    def __init__(self, path: Path) -> None:
        file = DatabaseFile(read_url(f"sqlite:///{path}?synchronous=off"))
        self.connection = sqlite3.connect(file.uri, uri=True, isolation_level=None)
        file.prepare(self.connection)
        settings = ConnectionSettings("tester")
        session = SessionValues(user="tester", database="default", settings=LiveSettings(settings))
        self.answers: list[bytes] = []
        store = Store(file, self.connection, settings, session, lambda: False)
        nothing: Callable[[object], None] = lambda _channel: None  # noqa: E731
        self.engine = Engine(store, settings, self.answers.append, nothing, nothing, threading.Event())

    def answer(self, text: str) -> bytes:
        self.answers.clear()
        self.engine.message(ord("Q"), text.encode() + b"\0", is_synced=False)
        return b"".join(self.answers)


def test_a_shared_translation_answers_as_one_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, single = Half(tmp_path / "shared.db"), Half(tmp_path / "single.db")
    with closing(shared.connection), closing(single.connection):
        candidates = [text for text in (*SETUP, *statements()) if shape(text) is not None]
        assert len(candidates) > 200
        with monkeypatch.context() as patched:
            patched.setattr(texts, "shape", lambda _text: None)
            expected = [single.answer(text) for text in candidates]
        found = [shared.answer(text) for text in candidates]
        different = [text for text, a, b in zip(candidates, found, expected, strict=True) if a != b]
        assert different == []


def test_other_literals_need_no_other_translation(tmp_path: Path) -> None:
    half = Half(tmp_path / "one.db")
    with closing(half.connection):
        half.answer("CREATE TABLE t (id int PRIMARY KEY, name text)")
        for number in range(50):
            assert b"INSERT 0 1" in half.answer(f"INSERT INTO t VALUES ({number}, 'n{number}')")
            assert f"n{number}".encode() in half.answer(f"SELECT name FROM t WHERE id = {number}")
        assert len(half.engine.store.facts.plans) == 2
