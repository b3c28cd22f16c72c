"""The prepared statements of one connection and their plans."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from proxy.backends.sqlite.conversation import Prepared
from proxy.backends.sqlite.plan import Plan, parameter
from proxy.backends.sqlite.portal import Portal
from proxy.backends.sqlite.reading import Piece
from proxy.backends.sqlite.shapes import Shape
from proxy.backends.sqlite.store import Store
from proxy.backends.sqlite.texts import Texts, decoded
from proxy.errors import FeatureNotSupported, ProxyError

_EARLY = ("42601", "0A000")
"""What PostgreSQL says of the text alone, or we of what it cannot be here."""


class Statements:
    """Of both levels of the protocol, by name."""

    def __init__(self, store: Store, texts: Texts) -> None:
        # For the life of the connection
        self._store = store
        self._texts = texts
        self.by_name: dict[str, Prepared] = {}

    def prepare(self, name: str, piece: Piece, types: tuple[int, ...]) -> Prepared:
        """Raises ProxyError for what cannot be prepared."""
        self.by_name[name] = prepared = Prepared(piece, types, self._plan(piece, types), datetime.now(UTC))
        return prepared

    def named(self, name: bytes) -> Prepared:
        """Raises ProxyError (26000) for a name that is none."""
        prepared = self.by_name.get(decoded(name))
        if prepared is None:
            kind = f'prepared statement "{decoded(name)}"' if name else "unnamed prepared statement"
            raise ProxyError(f"{kind} does not exist", sqlstate="26000")
        return prepared

    def refresh(self, prepared: Prepared) -> Plan:
        """The statement's plan, made anew when the schema has changed. Raises ProxyError when its columns have too."""
        plan = prepared.plan
        if plan.schema is self._store.facts or (plan.translation is None and plan.inner is None):
            return plan
        fresh = self._plan(prepared.piece, prepared.given_types)
        if fresh.columns != plan.columns or fresh.parameter_types != plan.parameter_types:
            raise FeatureNotSupported("cached plan must not change result type")
        prepared.plan = fresh
        return fresh

    def shared(self, text: bytes, place: tzinfo) -> tuple[Shape, Portal] | None:
        """The shape of a query string whose translation serves all that differ in literals only, and a portal for it;
        None where there is none. Raises ProxyError."""
        shape = self._texts.shape(text)
        if shape is None:
            return None
        self._store.check_open()
        try:
            [piece] = self._texts.pieces(shape.text.encode())
            plan = self._store.plan(piece, shape.types)
        except ProxyError:
            self._texts.leave_alone(shape)
            return None
        types = plan.parameter_types
        return shape, Portal(plan, [parameter(types[i], 0, value, place) for i, value in enumerate(shape.values)], ())

    def _plan(self, piece: Piece, types: tuple[int, ...]) -> Plan:
        """A plan that is late where PostgreSQL would look at nothing but the grammar yet. Raises ProxyError."""
        if not piece.text:
            return Plan(piece, None, self._store.facts)
        try:
            return self._store.plan(piece, types)
        except ProxyError as problem:
            if problem.code in _EARLY or not piece.is_utility:
                raise
            return Plan(piece, None, self._store.facts)
