"""Every order of successes, failures, losses and crashes of a commit over several databases: all or nothing, and the
client is never told the contrary."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from proxy.transactions.protocol import (
    ENDS,
    FIRST,
    TRANSITIONS,
    Mark,
    Note,
    Participant,
    Phase,
    Result,
    Shape,
    Verdict,
    after,
    parties,
    shape_of,
    verdict,
)
from proxy.transactions.two_phase import TwoPhase

READER = Participant("reader", wrote=False)
A, B = Participant("a", wrote=True), Participant("b", wrote=True)
FILE = Participant("file", wrote=True, can_prepare=False)
READ_FILE = Participant("read_file", wrote=False, can_prepare=False)
CASES = [(READER, READ_FILE), (READER, A), (READ_FILE, FILE), (A, B), (A, B, READER), (A, FILE), (A, B, FILE, READER)]

JOURNAL = (Phase.INTEND, Phase.DECIDE, Phase.FORGET)
ACTIVE, PREPARED, COMMITTED, GONE = "active", "prepared", "committed", "rolled back"


@dataclass
class World:
    """Databases that do what they are told, a journal, and the row an SQLite database keeps."""

    states: dict[str, str]
    note: Note | None = None
    mark: Mark = Mark.NONE

    def do(self, phase: Phase, one: Participant) -> None:
        state = self.states[one.database]
        if phase in (Phase.READERS, Phase.SINGLE):
            self.states[one.database] = COMMITTED
        elif phase is Phase.PREPARE:
            self.states[one.database] = PREPARED
        elif phase is Phase.LAST:
            self.states[one.database] = COMMITTED
            self.mark = Mark.COMMIT
        elif phase is Phase.COMMIT:
            assert state in (PREPARED, COMMITTED), "only what is prepared can be committed"
            self.states[one.database] = COMMITTED
        elif phase is Phase.ABORT and state in (ACTIVE, PREPARED):
            self.states[one.database] = GONE

    def write(self, phase: Phase) -> None:
        if phase is Phase.INTEND:
            self.note = Note.LAST
        elif phase is Phase.DECIDE:
            self.note = Note.COMMIT
        elif phase is Phase.FORGET:
            self.note = None

    def crash(self) -> None:
        """The proxy dies: what was not prepared is rolled back by its server."""
        for name, state in self.states.items():
            if state == ACTIVE:
                self.states[name] = GONE

    def recover(self) -> None:
        for _ in range(4):
            found = verdict(self.note, self.mark)
            if not any(state == PREPARED for state in self.states.values()):
                return
            if found is Verdict.FENCE:
                self.note = Note.ABORT
            elif found is Verdict.FENCE_LAST:
                self.mark = Mark.ABORT
            else:
                end = COMMITTED if found is Verdict.COMMIT else GONE
                self.states = {name: end if state == PREPARED else state for name, state in self.states.items()}
        raise AssertionError("recovery came to no end")


@dataclass
class Run:
    """One way through the table; `told` is what the client hears, None where it hears nothing."""

    world: World
    told: Phase | None
    steps: list[tuple[Phase, str]] = field(default_factory=list)


def outcomes(phase: Phase, parts: tuple[Participant, ...]) -> Iterator[tuple[tuple[str, ...], Result]]:
    """For each participant: it was done, refused, lost after it was done, lost before."""
    if phase in JOURNAL:
        yield from ((("done",), Result.DONE), (("lost",), Result.LOST), (("lost done",), Result.LOST))
        return
    ways = ("done", "lost", "lost done") if phase is Phase.COMMIT else ("done", "refused", "lost", "lost done")
    for each in itertools.product(ways, repeat=len(parts)):
        lost = any(way.startswith("lost") for way in each)
        yield each, Result.LOST if lost else Result.REFUSED if "refused" in each else Result.DONE


def runs(participants: tuple[Participant, ...]) -> Iterator[Run]:
    """Every run to its end, and every run that a crash cuts off, between any two steps."""
    shape = shape_of(participants)
    waiting = [(FIRST, {one.database: ACTIVE for one in participants}, None, Mark.NONE, [])]
    while waiting:
        phase, states, note, mark, steps = waiting.pop()
        if phase in ENDS:
            yield Run(World(dict(states), note, mark), phase, steps)
            continue
        yield Run(World(dict(states), note, mark), None, [*steps, (phase, "crash before")])
        parts = parties(phase, participants)
        for ways, result in outcomes(phase, parts):
            world = World(dict(states), note, mark)
            for one, way in zip(parts, ways, strict=False):
                if way in ("done", "lost done"):
                    world.do(phase, one)
                elif way == "refused" and phase is not Phase.ABORT:
                    world.states[one.database] = GONE
                elif way == "lost" and world.states[one.database] == ACTIVE:
                    # A connection that is lost takes its transaction with it.
                    world.states[one.database] = GONE
                yield Run(World(dict(world.states), note, world.mark), None, [*steps, (phase, "crash inside")])
            if phase in JOURNAL and ways != ("lost",):
                world.write(phase)
            following = after(phase, result, shape)
            waiting.append((following, world.states, world.note, world.mark, [*steps, (phase, str(ways))]))


@pytest.mark.parametrize("participants", CASES, ids=lambda case: "+".join(one.database for one in case))
def test_every_way_ends_in_all_or_nothing(participants: tuple[Participant, ...]) -> None:
    count = 0
    writers = [one.database for one in participants if one.wrote]
    for run in runs(participants):
        count += 1
        run.world.crash()
        run.world.recover()
        ends = {run.world.states[name] for name in writers}
        assert ends in ({COMMITTED}, {GONE}, set()), run
        if run.told in (Phase.COMMITTED, Phase.LEFT_COMMITTED):
            assert ends in ({COMMITTED}, set()), run
        if run.told is Phase.ABORTED:
            assert ends in ({GONE}, set()), run
    assert count > 5


@pytest.mark.parametrize(
    ("participants", "shape"),
    [
        ((READER,), Shape.READ_ONLY),
        ((READER, READ_FILE), Shape.READ_ONLY),
        ((READER, A), Shape.ONE_WRITER),
        ((READER, FILE), Shape.ONE_WRITER),
        ((A, B), Shape.PREPARED),
        ((A, FILE, READ_FILE), Shape.WITH_LAST),
    ],
)
def test_the_shape_comes_from_who_wrote(participants: tuple[Participant, ...], shape: Shape) -> None:
    assert shape_of(participants) is shape


def test_one_written_file_commits_last_and_several_prepare() -> None:
    two_phase = TwoPhase(None, {"x": lambda: 0, "y": lambda: 0}, lambda _work, _name: None, 1.0, 1000)  # type: ignore[arg-type]
    roles = {
        one: [each.can_prepare for each in two_phase.participants("axy", one)] for one in ("ax", "axy", "xy", "a", "x")
    }
    assert roles == {
        "ax": [True, False, False], "axy": [True, True, True], "xy": [True, True, True],
        "a": [True, False, False], "x": [True, False, False],
    }  # fmt: skip
    for wrote in roles:
        two_phase.check(two_phase.participants("axy", wrote))


def test_nothing_is_decided_before_everybody_has_prepared() -> None:
    before = {phase for (phase, result), to in TRANSITIONS.items() if Phase.DECIDE in to.values()}
    assert before == {Phase.PREPARE, Phase.LAST}
    assert {phase for (phase, _), to in TRANSITIONS.items() if Phase.COMMIT in to.values()} == {Phase.DECIDE}


def test_after_a_decision_nothing_leads_to_an_abort() -> None:
    for phase in (Phase.COMMIT, Phase.FORGET):
        for result in Result:
            assert after(phase, result, Shape.PREPARED) in (
                Phase.FORGET,
                Phase.COMMITTED,
                Phase.LEFT_COMMITTED,
            )


def test_what_cannot_happen_raises() -> None:
    with pytest.raises(KeyError):
        after(Phase.INTEND, Result.DONE, Shape.PREPARED)
    with pytest.raises(KeyError):
        after(Phase.COMMITTED, Result.DONE, Shape.PREPARED)


def test_a_transaction_nobody_decided_is_fenced_before_it_is_rolled_back() -> None:
    assert verdict(None, Mark.NONE) is Verdict.FENCE
    assert verdict(Note.ABORT, Mark.NONE) is Verdict.ROLL_BACK
    assert verdict(Note.LAST, Mark.NONE) is Verdict.FENCE_LAST
    assert verdict(Note.LAST, Mark.UNREACHABLE) is Verdict.WAIT
