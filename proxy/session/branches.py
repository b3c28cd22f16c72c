"""A transaction on several databases: which of them a statement takes, who waits meanwhile, and how all of it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import FeatureNotSupported, InFailedTransaction
from proxy.pool.link import Link
from proxy.session import leases
from proxy.session.plan import Plan
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.transactions.branch import Branch
from proxy.transactions.two_phase import TwoPhase

if TYPE_CHECKING:
    from proxy.session.session import Session

_ENDS = (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK, TransactionVerb.PREPARE)


class Branches:
    """The connections of the transaction's other databases, each inside it and at rest; the session's lease is the one
    in use."""

    def __init__(self, session: Session, two_phase: TwoPhase) -> None:
        # For the life of the transaction
        self._session = session
        self._two_phase = two_phase
        # Changing with every statement for another database than the last one's
        self.parked: dict[str, Link] = {}

    def seat(self, plan: Plan, message: bytes, link: Link, *, is_busy: bool) -> Link | None:
        """The connection for `plan`, as the lease; None where one must be waited for. Raises ProxyError."""
        session = self._session
        database = self._place(plan, link)
        self._admit(plan, database)
        if database == link.database:
            return link
        if session.transaction.is_failed:
            raise InFailedTransaction
        if is_busy:
            raise FeatureNotSupported(
                f'one batch of messages cannot run on database "{link.database}" and on database "{database}"',
                hint="Send Sync between the two.",
            )
        session.flush()
        self.parked[link.database] = link
        session.lease = None
        found = self.parked.pop(database, None)
        if found is None:
            return leases.take(session, database, plan, message)
        if leases.is_brought(session, found, plan, message):
            return None
        leases.hold(session, found, plan, for_query=bool(message))
        return found

    def go_back(self) -> None:
        """No connection could be had: the lease is again one of those there are."""
        if self.parked:
            _, self._session.lease = self.parked.popitem()
        self.settle()

    def settle(self) -> None:
        """A transaction that runs on one database after all is an ordinary one."""
        session = self._session
        if not self.parked and session.lease is not None and session.several is self:
            session.several = None

    def drop(self) -> list[Link]:
        """The others' connections, which are the caller's now: the transaction ends without them."""
        links = list(self.parked.values())
        self.parked.clear()
        self._session.several = None
        return links

    def loses(self, link: Link) -> bool:
        """Whether it was one of these, which it is no more."""
        if self.parked.get(link.database) is not link:
            return False
        del self.parked[link.database]
        return True

    def commit(self, lease: Link) -> list[Branch]:
        """All of them, in the order in which they joined, handed over to whoever ends the transaction."""
        session, transaction = self._session, self._session.transaction
        links = {**self.parked, lease.database: lease}
        self.drop()
        session.lease = None
        branches: list[Branch] = []
        taking_part = [name for name in transaction.heard if name in links]
        for participant in self._two_phase.participants(taking_part, transaction.wrote):
            behind = transaction.take_deferred(participant.database)
            branches.append(Branch(links[participant.database], participant, self._two_phase.timeout, behind))
        return branches

    def _place(self, plan: Plan, link: Link) -> str:
        """The database for `plan`: one that takes part already, where one may; else the one its route prefers."""
        session, route = self._session, plan.route
        if plan.unbound or not route.databases:
            return link.database
        taking_part = [link.database, *self.parked]
        for name in taking_part:
            if name in route.databases:
                return name
        sources = session.instance.sources
        wanted = leases.database_for(session, plan)
        relatives = [name for name in taking_part if sources[name] in {sources[other] for other in route.databases}]
        if relatives and not plan.may_write and not route.reason.startswith("explicit"):
            return relatives[0]
        if relatives:
            raise FeatureNotSupported(
                f'this transaction runs on database "{relatives[0]}", which holds the same data as "{wanted}", where '
                f"the statement belongs",
                detail=f"The transaction was bound by: {session.transaction.bound_by}",
                hint="End the transaction first.",
            )
        return wanted

    def _admit(self, plan: Plan, database: str) -> None:
        """Refuses what could not be committed in the end, before anything of it is done."""
        session = self._session
        statements = plan.analysis.statements
        pins = [*session.pins, *(pin for statement in statements for pin in statement.pins)]
        if pins or plan.shows_prepared:
            what = pins[0] if pins else "pg_prepared_statements"
            raise FeatureNotSupported(
                f"{what}: not possible in a transaction over several databases",
                hint="Do it outside of it, or in a transaction on one database.",
            )
        for statement in statements:
            command = statement.command
            if not isinstance(command, TransactionCommand) or command.verb not in _ENDS:
                continue
            if len(statements) > 1 or command.verb is TransactionVerb.PREPARE:
                raise FeatureNotSupported(
                    f"{statement.tag}: a transaction over several databases ends by COMMIT or ROLLBACK in a query "
                    f"string of its own"
                )
        if plan.changes:
            self._admit_writer(database)

    def admit(self, database: str) -> None:
        """Refuses to do what a relation asks for there, where it could not be committed with the rest."""
        if self._session.pins:
            raise FeatureNotSupported(
                f'a relation asks for work on database "{database}", which cannot join this transaction: '
                f"{next(iter(self._session.pins))}",
                hint="Do it in a transaction without that.",
            )
        self._admit_writer(database)

    def _admit_writer(self, database: str) -> None:
        transaction = self._session.transaction
        if database in transaction.wrote:
            return
        names = {*transaction.heard, database}
        writers = {*transaction.wrote, database}
        self._two_phase.check(self._two_phase.participants(names, writers))
