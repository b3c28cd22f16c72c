"""Which modules may be compiled, and whether they are."""

from __future__ import annotations

import importlib

MODULES = (
    "proxy/backends/sqlite/repeated.py",
    "proxy/backends/sqlite/rows.py",
    "proxy/pool/entry.py",
    "proxy/pool/holder.py",
    "proxy/pool/lane.py",
    "proxy/pool/link.py",
    "proxy/pool/opening.py",
    "proxy/pool/pool.py",
    "proxy/pool/statements.py",
    "proxy/session/answered.py",
    "proxy/session/arrival.py",
    "proxy/session/branches.py",
    "proxy/session/bringing.py",
    "proxy/session/columns.py",
    "proxy/session/commands.py",
    "proxy/session/contexts.py",
    "proxy/session/copying.py",
    "proxy/session/drain.py",
    "proxy/session/elsewhere.py",
    "proxy/session/endings.py",
    "proxy/session/exchange.py",
    "proxy/session/extended.py",
    "proxy/session/greeting.py",
    "proxy/session/instance.py",
    "proxy/session/intake.py",
    "proxy/session/laying.py",
    "proxy/session/leases.py",
    "proxy/session/local.py",
    "proxy/session/lookahead.py",
    "proxy/session/messages.py",
    "proxy/session/movable.py",
    "proxy/session/outgoing.py",
    "proxy/session/plan.py",
    "proxy/session/planner.py",
    "proxy/session/prepared.py",
    "proxy/session/ride.py",
    "proxy/session/session.py",
    "proxy/session/settings.py",
    "proxy/session/several_end.py",
    "proxy/session/simple.py",
    "proxy/session/steps.py",
    "proxy/session/study.py",
    "proxy/session/transaction.py",
    "proxy/session/variables.py",
    "proxy/session/waiting.py",
    "proxy/session/whole.py",
    "proxy/sql/normalize.py",
    "proxy/wire/backend.py",
    "proxy/wire/codes.py",
    "proxy/wire/frontend.py",
)


def is_compiled() -> bool:
    """Whether the hot modules of this installation were compiled by mypyc."""
    module = importlib.import_module("proxy.pool.link")
    return not str(module.__file__).endswith(".py")
