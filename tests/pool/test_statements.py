"""Which prepared statement goes where a server has no room for another."""

from __future__ import annotations

from proxy.pool.statements import Statements


class Used:
    """Counts calls, as a plan does."""

    def __init__(self) -> None:
        self.calls = 0


def filled(count: int) -> tuple[Statements, list[Used]]:
    """So many, each called once since it was prepared."""
    statements = Statements()
    used = [Used() for _ in range(count)]
    for number, one in enumerate(used):
        statements.add(b"%d" % number, one)
        one.calls += 1
    return statements, used


def test_of_those_that_nobody_calls_again_the_oldest_goes() -> None:
    statements, _ = filled(3)
    assert [statements.take_unused(()) for _ in range(4)] == [b"0", b"1", b"2", None]


def test_one_that_is_called_stays_however_old_it_is() -> None:
    statements, used = filled(3)
    gone: list[bytes | None] = []
    for number in range(3, 50):
        used[0].calls += 1
        gone.append(statements.take_unused(()))
        statements.add(b"%d" % number, Used())
    assert b"0" not in gone
    assert b"0" in statements.prepared
    assert gone[:2] == [b"1", b"2"]


def test_one_that_is_called_no_more_goes_the_next_time() -> None:
    statements, used = filled(2)
    used[0].calls += 1
    used[1].calls += 1
    assert statements.take_unused(()) == b"0"
    used[1].calls += 1
    assert statements.take_unused(()) == b"1"


def test_one_goes_even_where_all_are_called_all_the_time() -> None:
    statements, used = filled(100)
    for _ in range(100):
        for one in used:
            one.calls += 1
        assert statements.take_unused(()) is not None
    assert not statements.prepared


def test_what_must_be_kept_is_kept() -> None:
    statements, _ = filled(2)
    assert statements.take_unused((b"0",)) == b"1"
    assert statements.take_unused((b"0",)) is None
    assert list(statements.prepared) == [b"0"]
