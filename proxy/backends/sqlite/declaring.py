"""What a cursor may be declared for."""

from __future__ import annotations

from proxy.backends.sqlite.commands import DeclareCommand, InvalidCursorDefinition
from proxy.backends.sqlite.plan import Plan
from proxy.errors import FeatureNotSupported, SyntaxProblem


def check(command: DeclareCommand, plan: Plan) -> None:
    """Raises ProxyError unless the query of that plan can have such a cursor."""
    translation = plan.translation
    if translation is None or translation.tag != "SELECT" or not translation.returns_rows:
        raise SyntaxProblem("a cursor can only be declared for a query")
    if translation.steps:
        raise FeatureNotSupported("DECLARE CURSOR must not contain data-modifying statements in WITH")
    if translation.volatile:
        raise FeatureNotSupported("a cursor over nextval() or setval() is not supported on SQLite")
    if translation.locks:
        _check_locking(command)


def _check_locking(command: DeclareCommand) -> None:
    """Raises ProxyError for what a cursor of a SELECT … FOR UPDATE cannot be."""
    detail = "Holdable cursors must be READ ONLY." if command.hold else "Scrollable cursors must be READ ONLY."
    if command.insensitive:
        raise InvalidCursorDefinition(
            "DECLARE INSENSITIVE CURSOR with a locking clause is not valid",
            detail="Insensitive cursors must be READ ONLY.",
        )
    if command.hold or command.scroll:
        word = "DECLARE CURSOR WITH HOLD" if command.hold else "DECLARE SCROLL CURSOR"
        raise FeatureNotSupported(f"{word} with a locking clause is not supported", detail=detail)
