"""The cache keeps what was used lately, within its bounds."""

from __future__ import annotations

from proxy.sql.cache import Cache


def test_it_never_holds_more_than_its_capacity() -> None:
    cache: Cache[int, str] = Cache(10)
    for key in range(1_000):
        cache.put(key, "x")
    assert len(cache) <= 10
    assert cache.evictions >= 990


def test_what_is_asked_for_again_stays() -> None:
    cache: Cache[int, str] = Cache(10)
    cache.put(-1, "kept")
    for key in range(1_000):
        cache.put(key, "x")
        assert cache.get(-1) == "kept"


def test_its_weight_is_bounded_and_shown() -> None:
    cache: Cache[int, str] = Cache(1_000, weight_limit=1_000)
    for key in range(100):
        cache.put(key, "x", weight=100)
    assert 0 < cache.weight <= 1_000


def test_what_is_too_heavy_is_not_kept() -> None:
    cache: Cache[int, str] = Cache(10, weight_limit=100)
    cache.put(1, "x", weight=1_000)
    assert cache.get(1) is None


def test_a_discarded_entry_is_gone_and_weighs_nothing() -> None:
    cache: Cache[int, str] = Cache(10)
    cache.put(1, "x", weight=10)
    cache.discard(1)
    assert (cache.get(1), cache.weight, len(cache)) == (None, 0, 0)
