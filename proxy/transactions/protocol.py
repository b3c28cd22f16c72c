"""The commit of a transaction over several databases, as a table: what is done next, and what the client is told.

Nothing here does anything. `Phase` is what is being done, `Result` how it went, `after` what follows. The order makes
one moment the decision: before it every failure ends in a rollback everywhere, after it everything ends in a commit
everywhere. The decision is a row of the journal; where one SQLite database takes part it is that database's own commit,
which leaves a row there. Of several SQLite databases each prepares as a server does.

A transaction without a decision is rolled back by whoever finds it (presumed abort); `verdict` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Participant:
    """One database in a transaction. `wrote` is whether anything but confirmed reads ran there."""

    database: str
    wrote: bool
    can_prepare: bool = True
    """False for an SQLite file that is the only one to be written: it commits last, and needs not prepare."""
    is_file: bool = False


class Phase(StrEnum):
    """What is being done, or how it ended."""

    READERS = "readers"
    """COMMIT where nothing was written: a failure (serialization) still undoes everything."""
    SINGLE = "single"
    """COMMIT of the only writer: its answer is the transaction's."""
    PREPARE = "prepare"
    """PREPARE TRANSACTION on every writer that can."""
    INTEND = "intend"
    """The journal says that the last participant's own commit will be the decision."""
    LAST = "last"
    """COMMIT of the one writer that cannot prepare."""
    DECIDE = "decide"
    """The journal says commit."""
    COMMIT = "commit"
    """COMMIT PREPARED everywhere."""
    FORGET = "forget"
    """The journal needs to know nothing any more."""
    ABORT = "abort"
    """ROLLBACK and ROLLBACK PREPARED everywhere."""
    # How it ends
    COMMITTED = "committed"
    ABORTED = "aborted"
    LEFT_COMMITTED = "left committed"
    """Decided, and not done everywhere: recovery does the rest. To the client it is committed."""
    UNKNOWN = "unknown"
    """Whether it is decided cannot be known now: recovery finds out. The client is told 08007."""


ENDS = (Phase.COMMITTED, Phase.ABORTED, Phase.LEFT_COMMITTED, Phase.UNKNOWN)


class Result(StrEnum):
    """How a phase went, all participants of it taken together."""

    DONE = "done"
    REFUSED = "refused"
    """Somebody answered with an error: it did not happen there."""
    LOST = "lost"
    """Somebody did not answer: it may have happened there."""


class Shape(StrEnum):
    """What kind of commit the participants need."""

    READ_ONLY = "read only"
    ONE_WRITER = "one writer"
    PREPARED = "prepared"
    """Every writer can prepare."""
    WITH_LAST = "with last"
    """One writer cannot prepare, and commits last."""


_ALL = tuple(Shape)
_TWO_PHASE = (Shape.PREPARED, Shape.WITH_LAST)

# (phase, result) → what follows, by shape. What is not here cannot happen, and `after` raises for it.
TRANSITIONS: dict[tuple[Phase, Result], dict[Shape, Phase]] = {
    (Phase.READERS, Result.DONE): {
        Shape.READ_ONLY: Phase.COMMITTED,
        Shape.ONE_WRITER: Phase.SINGLE,
        Shape.PREPARED: Phase.PREPARE,
        Shape.WITH_LAST: Phase.PREPARE,
    },
    (Phase.READERS, Result.REFUSED): dict.fromkeys(_ALL, Phase.ABORT),
    (Phase.READERS, Result.LOST): dict.fromkeys(_ALL, Phase.ABORT),
    (Phase.SINGLE, Result.DONE): {Shape.ONE_WRITER: Phase.COMMITTED},
    (Phase.SINGLE, Result.REFUSED): {Shape.ONE_WRITER: Phase.ABORTED},
    (Phase.SINGLE, Result.LOST): {Shape.ONE_WRITER: Phase.UNKNOWN},
    (Phase.PREPARE, Result.DONE): {Shape.PREPARED: Phase.DECIDE, Shape.WITH_LAST: Phase.INTEND},
    (Phase.PREPARE, Result.REFUSED): dict.fromkeys(_TWO_PHASE, Phase.ABORT),
    (Phase.PREPARE, Result.LOST): dict.fromkeys(_TWO_PHASE, Phase.ABORT),
    (Phase.INTEND, Result.DONE): {Shape.WITH_LAST: Phase.LAST},
    # The last participant has committed nothing yet, so its missing row makes whatever the journal holds an abort.
    (Phase.INTEND, Result.REFUSED): {Shape.WITH_LAST: Phase.ABORT},
    (Phase.INTEND, Result.LOST): {Shape.WITH_LAST: Phase.ABORT},
    (Phase.LAST, Result.DONE): {Shape.WITH_LAST: Phase.DECIDE},
    (Phase.LAST, Result.REFUSED): {Shape.WITH_LAST: Phase.ABORT},
    (Phase.LAST, Result.LOST): {Shape.WITH_LAST: Phase.UNKNOWN},
    # With a last participant the decision has been made there; the journal's row only saves recovery a question.
    (Phase.DECIDE, Result.DONE): dict.fromkeys(_TWO_PHASE, Phase.COMMIT),
    (Phase.DECIDE, Result.REFUSED): {Shape.PREPARED: Phase.ABORT, Shape.WITH_LAST: Phase.COMMIT},
    (Phase.DECIDE, Result.LOST): {Shape.PREPARED: Phase.UNKNOWN, Shape.WITH_LAST: Phase.COMMIT},
    (Phase.COMMIT, Result.DONE): dict.fromkeys(_TWO_PHASE, Phase.FORGET),
    (Phase.COMMIT, Result.REFUSED): dict.fromkeys(_TWO_PHASE, Phase.LEFT_COMMITTED),
    (Phase.COMMIT, Result.LOST): dict.fromkeys(_TWO_PHASE, Phase.LEFT_COMMITTED),
    (Phase.FORGET, Result.DONE): dict.fromkeys(_TWO_PHASE, Phase.COMMITTED),
    (Phase.FORGET, Result.REFUSED): dict.fromkeys(_TWO_PHASE, Phase.COMMITTED),
    (Phase.FORGET, Result.LOST): dict.fromkeys(_TWO_PHASE, Phase.COMMITTED),
    # Who could not be told rolls back by itself, or is found by recovery, which presumes an abort.
    (Phase.ABORT, Result.DONE): dict.fromkeys(_ALL, Phase.ABORTED),
    (Phase.ABORT, Result.REFUSED): dict.fromkeys(_ALL, Phase.ABORTED),
    (Phase.ABORT, Result.LOST): dict.fromkeys(_ALL, Phase.ABORTED),
}

FIRST = Phase.READERS


def shape_of(participants: Sequence[Participant]) -> Shape:
    """What kind of commit they need. Only one writer may be unable to prepare."""
    writers = [each for each in participants if each.wrote]
    if not writers:
        return Shape.READ_ONLY
    if len(writers) == 1:
        return Shape.ONE_WRITER
    unable = [each for each in writers if not each.can_prepare]
    if not unable:
        return Shape.PREPARED
    if len(unable) == 1:
        return Shape.WITH_LAST
    names = ", ".join(each.database for each in unable)
    raise AssertionError(f"only one can be the last to commit, not {names}")


def after(phase: Phase, result: Result, shape: Shape) -> Phase:
    """What follows. Raises KeyError for what cannot happen."""
    return TRANSITIONS[phase, result][shape]


def parties(phase: Phase, participants: Sequence[Participant]) -> tuple[Participant, ...]:
    """Who has a part in this phase."""
    if phase is Phase.READERS:
        return tuple(each for each in participants if not each.wrote)
    if phase in (Phase.SINGLE, Phase.ABORT):
        return tuple(each for each in participants if each.wrote or phase is Phase.ABORT)
    if phase is Phase.LAST:
        return tuple(each for each in participants if each.wrote and not each.can_prepare)
    if phase in (Phase.PREPARE, Phase.COMMIT):
        return tuple(each for each in participants if each.wrote and each.can_prepare)
    return ()


# ---- after a failure: what recovery finds, and what it does about it


class Note(StrEnum):
    """What the journal holds about a transaction."""

    LAST = "last"
    COMMIT = "commit"
    ABORT = "abort"


class Verdict(StrEnum):
    COMMIT = "commit"
    ROLL_BACK = "roll back"
    FENCE = "fence"
    """Nothing is decided: write `ABORT` into the journal, so that nobody can decide otherwise, then look again."""
    FENCE_LAST = "fence last"
    """The same in the last participant's database."""
    WAIT = "wait"
    """The database that knows cannot be asked now."""


class Mark(StrEnum):
    """What the database of the last participant holds about the transaction."""

    COMMIT = "commit"
    ABORT = "abort"
    NONE = "none"
    UNREACHABLE = "unreachable"


def verdict(note: Note | None, mark: Mark) -> Verdict:
    """What becomes of a transaction that somebody prepared and whose coordinator is gone. `mark` counts only where the
    note is LAST."""
    if note is None:
        return Verdict.FENCE
    if note is Note.COMMIT:
        return Verdict.COMMIT
    if note is Note.ABORT:
        return Verdict.ROLL_BACK
    return {
        Mark.COMMIT: Verdict.COMMIT,
        Mark.ABORT: Verdict.ROLL_BACK,
        Mark.NONE: Verdict.FENCE_LAST,
        Mark.UNREACHABLE: Verdict.WAIT,
    }[mark]
