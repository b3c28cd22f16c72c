"""What SQL's EXECUTE runs: the statement that the session has prepared by that name, where that owes something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proxy.errors import FeatureNotSupported
from proxy.pool.link import Link
from proxy.relations.call import Call, named_by, read_call, spoken, steps_of_call
from proxy.relations.errand import errand
from proxy.relations.owed import Owed
from proxy.relations.steps import Steps
from proxy.relations.violations import cannot_be_prepared
from proxy.session.lookahead import plan_of
from proxy.session.plan import Plan

if TYPE_CHECKING:
    from proxy.session.session import Session


@dataclass(frozen=True, slots=True)
class Executed:
    """A statement that `call` executes."""

    owed: Owed
    body: str
    call: Call

    def judge(self) -> None:
        """Raises what refuses the literals that are passed."""
        text = spoken(self.body, self.call) if self.call.is_literal else None
        found = None if text is None else errand(self.owed, text)
        if found is not None:
            found.steps.close()

    def steps(self, link: Link) -> Steps:
        """All it has to do on this connection. Raises where it is not the database on which the relations are kept."""
        if link.database != self.owed.database:
            raise FeatureNotSupported(
                f'{self.call.name} was prepared on database "{link.database}", and now belongs on '
                f'"{self.owed.database}", where its relations would be kept',
                hint="Prepare it again.",
            )
        return steps_of_call(self.owed, self.body, self.call)


def executed(session: Session, plan: Plan) -> Executed | None:
    """None for what owes nothing. Raises what refuses it, and StillThinking."""
    if not plan.executes or not (session.bodies or session.statements):
        return None
    name = named_by(plan.text)
    body = None if name is None else body_of(session, name)
    if body is None:
        return None
    meant = plan_of(session, body.encode("utf-8", "surrogateescape"))
    if meant.route.refused is not None and meant.route.refusal == "relation":
        raise meant.route.refused
    if not meant.owed:
        return None
    owed = owed_now(session, meant)[0]
    call = read_call(plan.text)
    if call is None:
        raise cannot_be_prepared((*owed.children, *owed.parents)[0])
    return Executed(owed, body, call)


def body_of(session: Session, name: str) -> str | None:
    """What was prepared by that name, by SQL or by the protocol."""
    body = session.bodies.get(name)
    if body is not None:
        return body[0]
    statement = session.statements.get(name.encode())
    return None if statement is None else statement.text.decode("utf-8", "surrogateescape")


def owed_now(session: Session, plan: Plan) -> tuple[Owed, ...]:
    """What the plan owes in the transaction at hand, which may have defined what nobody else sees yet."""
    if not session.transaction.changed:
        return plan.owed
    return tuple(owed.after_definitions() for owed in plan.owed)
