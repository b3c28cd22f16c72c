"""The contexts a session is in by turns, each with the plans that belong to it. May be compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from proxy.routing.route import Choice, Context, TransactionMode
from proxy.session.plan import Plan
from proxy.session.planner import Planner
from proxy.session.transaction import Transaction
from proxy.session.variables import Variables

if TYPE_CHECKING:
    from proxy.session.session import Session


class Seen:
    """A context and its plans."""

    def __init__(
        self, mode: TransactionMode, bound: str | None, isolation: str | None, context: Context, planner: Planner
    ) -> None:
        self.mode = mode
        self.bound = bound
        self.isolation = isolation
        self.context = context
        self.plans: dict[bytes, Plan] = planner.plans(context)
        self.shapes: dict[bytes, Plan] = planner.shapes(context)


class Contexts:
    """Every transaction goes through the same few contexts: they are made once, and found again by the transaction's
    mode and database while nothing else has changed."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # While what they were made from is the same
        self._planner: Planner | None = None
        self._settings: dict[str, str] | None = None
        self._reported: Mapping[str, str] | None = None
        self._choice: Choice | None = None
        self._local_choice: str | None = None
        self._local: dict[str, tuple[str, ...]] | None = None
        self._load = False
        self._temporary: tuple[tuple[str, str], ...] = ()
        self._seen: list[Seen] = []

    def current(self) -> Seen:
        """The context of this moment."""
        session = self._session
        variables, transaction = session.variables, session.transaction
        planner = session.instance.planner
        if planner is not self._planner or not self._is_same(variables, transaction):
            self._planner = planner
            self._settings = variables.settings
            self._reported = variables.reported
            self._choice = variables.choice
            self._local_choice = transaction.local_choice
            self._local = variables.local
            self._load = variables.load
            self._temporary = variables.temporary
            self._seen = []
        mode, bound, isolation = transaction.mode, transaction.bound, transaction.isolation
        for seen in self._seen:
            if seen.mode is mode and seen.bound == bound and seen.isolation == isolation:
                return seen
        seen = Seen(mode, bound, isolation, variables.context(transaction), planner)
        self._seen.append(seen)
        return seen

    def _is_same(self, variables: Variables, transaction: Transaction) -> bool:
        return (
            variables.settings is self._settings
            and variables.reported is self._reported
            and variables.choice is self._choice
            and transaction.local_choice == self._local_choice
            and variables.local is self._local
            and variables.load == self._load
            and variables.temporary == self._temporary
        )
