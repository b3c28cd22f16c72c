"""The choice among acceptable databases."""

from proxy.routing.replica import choose


def test_the_least_busy_healthy_database_is_taken() -> None:
    load = {"a": 5, "b": 2, "c": 1}
    assert choose(("a", "b", "c"), load.__getitem__, lambda name: name != "c") == "b"


def test_the_order_decides_between_equally_busy_ones() -> None:
    assert choose(("b", "a"), lambda _: 0, lambda _: True) == "b"


def test_with_none_healthy_the_first_answers() -> None:
    assert choose(("a", "b"), lambda _: 0, lambda _: False) == "a"
