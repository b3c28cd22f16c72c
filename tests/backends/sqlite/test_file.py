"""URLs, the writer's turn, and settings."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from proxy.backends.sqlite.file import read_url
from proxy.backends.sqlite.plan import in_zone
from proxy.backends.sqlite.settings import ConnectionSettings, zone
from proxy.backends.sqlite.writer import WriterLock
from proxy.errors import ConfigurationProblem, FeatureNotSupported, ProxyError


def test_three_slashes_are_a_relative_path_and_four_an_absolute_one() -> None:
    assert read_url("sqlite:///data/a.db").path == Path("data/a.db")
    assert read_url("sqlite:////data/a.db").path == Path("/data/a.db")
    assert read_url("sqlite:///:memory:").path is None


def test_options_of_the_url_are_read() -> None:
    options = read_url("sqlite:///a.db?mode=ro&busy_timeout=250&foreign_keys=off")
    assert (options.read_only, options.busy_timeout, options.foreign_keys) == (True, 0.25, False)


@pytest.mark.parametrize("url", ["postgresql://x", "sqlite:///a.db?colour=red", "sqlite:///a.db?mode=fast", "a.db"])
def test_a_url_that_is_not_sqlites_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationProblem):
        read_url(url)


def test_writers_take_turns_in_the_order_they_asked() -> None:
    lock = WriterLock()
    assert lock.acquire("first", 1, lambda: False)
    order: list[str] = []
    threads: list[threading.Thread] = []

    def write(name: str) -> None:
        assert lock.acquire(name, 10, lambda: False)
        order.append(name)
        lock.release(name)

    for name in ("second", "third", "fourth"):
        threads.append(threading.Thread(target=write, args=(name,)))
        threads[-1].start()
        while name not in lock.waiting:
            threads[-1].join(0.001)
    lock.release("first")
    for thread in threads:
        thread.join(10)
    assert order == ["second", "third", "fourth"]


def test_a_cancelled_writer_gives_its_turn_up() -> None:
    lock = WriterLock()
    lock.acquire("first", 1, lambda: False)
    assert not lock.acquire("second", 10, lambda: True)
    lock.release("first")
    assert lock.acquire("third", 0.1, lambda: False)


def test_a_setting_that_sqlite_cannot_keep_is_refused_by_name() -> None:
    settings = ConnectionSettings("me")
    with pytest.raises(FeatureNotSupported, match="client_encoding"):
        settings.set("client_encoding", "LATIN1")
    with pytest.raises(ProxyError, match="cannot be changed"):
        settings.set("server_version", "9")


def test_times_are_shown_in_their_largest_unit() -> None:
    settings = ConnectionSettings("me")
    settings.set("statement_timeout", "90000")
    assert settings.get("statement_timeout") == "90s"
    assert settings.seconds("statement_timeout") == 90


def test_the_search_path_names_the_user_where_it_says_so() -> None:
    settings = ConnectionSettings("me")
    assert settings.search_path() == ("me", "public")
    settings.set("search_path", 'a, "B"')
    assert settings.search_path() == ("a", "B")


@pytest.mark.parametrize(
    ("stored", "place", "shown"),
    [
        ("2024-01-01 12:00:00+00", "Europe/Berlin", "2024-01-01 13:00:00+01"),
        ("2024-01-01 12:00:00.5+00", "Asia/Kolkata", "2024-01-01 17:30:00.5+05:30"),
        ("2024-01-01 12:00:00+00", "-08", "2024-01-01 04:00:00-08"),
        ("infinity", "Europe/Berlin", "infinity"),
    ],
)
def test_a_moment_is_shown_in_the_sessions_zone(stored: str, place: str, shown: str) -> None:
    assert in_zone(stored, zone(place)) == shown
