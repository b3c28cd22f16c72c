"""Which modules may be compiled, and whether they are."""

from __future__ import annotations

import importlib

MODULES = (
    "proxy/pool/lane.py",
    "proxy/pool/link.py",
    "proxy/session/extended.py",
    "proxy/session/instance.py",
    "proxy/session/plan.py",
    "proxy/session/session.py",
    "proxy/session/transaction.py",
)


def is_compiled() -> bool:
    """Whether the hot modules of this installation were compiled by mypyc."""
    module = importlib.import_module("proxy.pool.link")
    return not str(module.__file__).endswith(".py")
