"""A transaction runs on one database: what stays there, and what is refused inside it."""

from __future__ import annotations

from proxy.errors import FeatureNotSupported
from proxy.routing.deliberation import Deliberation, Home, Refused


def in_transaction(
    deliberation: Deliberation, home: Home, databases: tuple[str, ...], *, stays: bool, two_phase: bool
) -> tuple[str, ...]:
    """`databases`, or the transaction's own. `stays` is a statement that any database of the same source may run.
    Raises Refused."""
    bound = deliberation.context.bound
    if bound is None:
        return databases
    if bound in databases:
        return (bound,)
    same_source = deliberation.rules.share_source(bound, databases[0])
    if same_source and stays and not home.is_explicit:
        return (bound,)
    if two_phase and not same_source:
        return databases
    by = deliberation.context.bound_by
    detail = f"The transaction was bound by: {by}. " if by else ""
    what = f"{home.table}: {home.who}" if home.table.name else home.who
    raise Refused(
        FeatureNotSupported(
            f'the transaction runs on database "{bound}", this statement belongs on database "{databases[0]}"',
            detail=f"{detail}{what[:1].upper() if not home.table.name else what[:1]}{what[1:]}.",
            hint="End the transaction first, or give the tables one database; transactions: two_phase in the rules "
            "file allows several sources in one transaction.",
        ),
        "transaction",
        # It quotes the statement that bound this very transaction.
        cacheable=False,
    )
