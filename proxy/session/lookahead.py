"""What a batch as a whole needs, before its first message leaves. May be compiled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from proxy.routing.route import Context, TransactionMode
from proxy.session.plan import IN_PARTS, LOCAL, REFUSE, SKIP, Plan
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.wire.codes import BIND, CLOSE, EXECUTE, PARSE

if TYPE_CHECKING:
    from proxy.session.session import Session

_MOST_DECIDED: Final = 10_000
Message = tuple[int, bytes]
"""A code and a body."""


def plan_for_lease(session: Session, messages: list[Message]) -> Plan | None:
    """The plan whose database the whole batch needs: its first write, else its first; None where none needs one.

    A read that shares its batch with a write runs where the write runs: both are one implicit transaction.
    """
    context: Context | None = None
    chosen: Plan | None = None
    parsed: set[bytes] = set()
    for code, body in messages:
        if code == PARSE:
            parts = body.split(b"\0", 2)
            if len(parts) < 3:
                return chosen
            text = parts[1]
            parsed.add(parts[0])
        elif code == BIND:
            parts = body.split(b"\0", 2)
            statement = session.statements.get(parts[1]) if len(parts) == 3 else None
            if statement is None or parts[1] in parsed:
                # A name parsed in this batch has been looked at; what the session knows by it is the one before.
                continue
            text = statement.text
        else:
            continue
        plan = plan_of(session, text, context)
        if plan.action == LOCAL and plan.statement is not None:
            command = plan.statement.command
            if isinstance(command, TransactionCommand) and command.verb is TransactionVerb.BEGIN:
                read_only = session.context.reads_only if command.read_only is None else command.read_only
                mode = TransactionMode.READ_ONLY if read_only else TransactionMode.READ_WRITE
                context = replace(session.context, transaction=mode)
            continue
        if plan.action == REFUSE or plan.action == SKIP or plan.action == IN_PARTS or session.transaction.is_failed:
            continue
        if chosen is None or (chosen.unbound and not plan.unbound) or (plan.may_write and not chosen.may_write):
            chosen = plan
    return chosen


def plan_of(session: Session, text: bytes, context: Context | None = None) -> Plan:
    """The plan of a text in the session's context, or in another. What is decided for the batch comes first: a
    statement is looked at with each of its messages. Raises StillThinking, as `Planner.plan` does."""
    decided = session.batch.decided
    about = text, session.context if context is None else context
    plan = decided.get(about) if decided else None
    if plan is None:
        plan = session.plans.get(text) if context is None else session.instance.planner.plans(context).get(text)
    if plan is None:
        plan = session.plan(text, context)
        if not plan.route.cacheable:
            if len(decided) >= _MOST_DECIDED:
                decided.clear()
            decided[about] = plan
    return plan


def text_of(session: Session, messages: list[Message]) -> bytes:
    """The text of the only statement of a batch."""
    for code, body in messages:
        if code == PARSE:
            return body.split(b"\0", 2)[1]
        if code == BIND:
            statement = session.statements.get(body.split(b"\0", 2)[1])
            return b"" if statement is None else statement.text
    return b""


def is_single(messages: list[Message]) -> bool:
    """One statement, executed once to its end: what a lane may carry, and what may be said again elsewhere."""
    executed = bound = 0
    for code, body in messages:
        if code == EXECUTE:
            executed += 1
            if not body.endswith(b"\0\0\0\0"):
                return False
        elif code == BIND:
            bound += 1
            if body[:1] != b"\0":
                return False
        elif (code == PARSE and body[:1] != b"\0") or code == CLOSE:
            return False
    return executed == 1 and bound == 1
