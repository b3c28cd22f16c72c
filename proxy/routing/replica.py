"""Which one of several acceptable databases answers a read."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def choose(databases: Sequence[str], load: Callable[[str], int], healthy: Callable[[str], bool]) -> str:
    """The least busy of the healthy ones, the earliest where they are equally busy.

    With none healthy it is the first: its error tells the client more than a guess would.
    """
    able = [database for database in databases if healthy(database)]
    return min(able, key=load) if able else databases[0]
