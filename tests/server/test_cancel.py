"""Cancel keys: the right one cancels, any other does nothing."""

from __future__ import annotations

import pytest

from proxy.server.cancel import CancelKeys, make_secret, worker_of


class Running:
    def __init__(self) -> None:
        self.cancelled = 0

    def cancel(self) -> None:
        self.cancelled += 1


def test_only_the_very_key_cancels_and_only_its_own_session() -> None:
    keys, first, second = CancelKeys(), Running(), Running()
    keys.register(1, b"aaaa", first)
    keys.register(2, b"bbbb", second)
    for process_id, secret in ((1, b"bbbb"), (2, b"aaaa"), (1, b"aaa"), (1, b"aaaaa"), (3, b"aaaa"), (1, b"")):
        assert not keys.cancel(process_id, secret)
    assert (first.cancelled, second.cancelled) == (0, 0)
    assert keys.cancel(2, b"bbbb")
    assert (first.cancelled, second.cancelled) == (0, 1)


def test_a_forgotten_key_cancels_nothing() -> None:
    keys, running = CancelKeys(), Running()
    keys.register(1, b"aaaa", running)
    keys.forget(1)
    assert not keys.cancel(1, b"aaaa")
    assert running.cancelled == 0


def test_a_process_id_in_use_is_not_given_twice() -> None:
    keys = CancelKeys()
    keys.register(1, b"aaaa", Running())
    with pytest.raises(ValueError, match="process id 1 is in use"):
        keys.register(1, b"bbbb", Running())


def test_a_request_with_the_secret_of_another_worker_is_passed_on_and_cancels_nothing_here() -> None:
    """Two workers may know clients by the same process id, those of connections to different servers."""
    asked: list[tuple[int, bytes]] = []
    keys = CancelKeys(lambda process_id, secret: asked.append((process_id, secret)), worker=1, workers=3)
    running = Running()
    own, others = keys.make_secret(0), make_secret(0, worker=2, workers=3)
    keys.register(1, own, running)
    assert not keys.cancel(1, others)
    assert asked == [(1, others)]
    assert keys.cancel(1, own)
    assert not keys.cancel(9, own)
    assert (len(asked), running.cancelled) == (1, 1)


@pytest.mark.parametrize("workers", [1, 2, 3, 7, 256])
def test_a_secret_names_the_worker_that_made_it(workers: int) -> None:
    for worker in range(workers):
        assert worker_of(make_secret(0, worker, workers), workers) == worker
        assert worker_of(make_secret(2, worker, workers), workers) == worker


def test_secrets_are_as_long_as_the_protocol_has_them() -> None:
    assert [len(make_secret(minor)) for minor in (0, 2)] == [4, 32]
    assert make_secret(2) != make_secret(2)
