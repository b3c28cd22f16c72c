"""Calls that must come back in time."""

import gc
import threading

import pytest

from proxy.routing.deadline import Caller, DeadlinePassed, StillThinking, Thoughts, _Abandoned


def test_results_and_exceptions_come_back_from_one_thread() -> None:
    caller = Caller(30)
    threads = {caller(threading.get_ident) for _ in range(3)}
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    with pytest.raises(ZeroDivisionError):
        caller(lambda: 1 / 0)


def test_a_call_that_does_not_come_back_is_left_and_the_next_is_served() -> None:
    caller = Caller(1)
    never = threading.Event()
    with pytest.raises(DeadlinePassed):
        caller(never.wait)
    assert caller(lambda: 7) == 7
    never.set()


def test_an_endless_loop_is_ended() -> None:
    caller = Caller(0.05)
    threads: list[threading.Thread] = []

    def loop() -> None:
        threads.append(threading.current_thread())
        while True:
            pass

    with pytest.raises(DeadlinePassed):
        caller(loop)
    threads[0].join(10)
    assert not threads[0].is_alive()


def test_without_a_timeout_the_call_is_direct() -> None:
    assert Caller(0)(threading.get_ident) == threading.get_ident()


def test_a_caller_whom_nobody_needs_takes_its_thread_along() -> None:
    caller = Caller(30)
    thread = caller(threading.current_thread)
    assert isinstance(thread, threading.Thread)
    del caller
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


def test_after_several_that_did_not_come_back_none_is_made_for_a_while() -> None:
    now = [0.0]
    caller, made = Caller(0.05, lambda: now[0]), list[int]()

    def hang() -> None:
        made.append(1)
        while True:
            pass

    for _ in range(5):
        with pytest.raises(DeadlinePassed):
            caller(hang)
    assert len(made) == 3
    now[0] = 6.0
    assert caller(lambda: "back") == "back"
    assert caller(lambda: "again") == "again"


def test_two_who_wait_for_the_same_decision_both_hear_that_its_call_hangs() -> None:
    now = [0.0]
    quick, slow, thoughts, never = Caller(1, lambda: now[0]), Caller(1, lambda: now[0]), Thoughts(), threading.Event()

    def decision() -> object:
        return quick(lambda: 1, "first"), slow(never.wait, "second")

    def waits() -> bool:
        try:
            thoughts.decide("statement", decision)
        except StillThinking:
            return True
        except DeadlinePassed:
            return False
        raise AssertionError("it does not come back")

    assert waits()
    assert waits()
    now[0] = 2.0
    assert not waits()
    assert not waits()
    never.set()


def test_what_ends_a_call_that_was_left_never_reaches_who_asks_for_the_next() -> None:
    caller = Caller(30)

    def ended() -> None:
        raise _Abandoned

    with pytest.raises(DeadlinePassed):
        caller(ended)
    assert caller(lambda: 7) == 7
