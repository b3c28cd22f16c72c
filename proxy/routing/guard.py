"""The relation guard: tables that one statement brings together must be on one database, or be allowed to differ."""

from __future__ import annotations

from collections.abc import Sequence

from proxy.errors import FeatureNotSupported
from proxy.routing.chain import Permission
from proxy.routing.deliberation import TEMPORARY, Deliberation, Home, Refused
from proxy.routing.route import Mode
from proxy.routing.rules import Rules


def common_databases(homes: Sequence[Home], rules: Rules) -> tuple[str, ...]:
    """Where all tables are at home, in the first one's order; else the one source that all of them share."""
    common = tuple(name for name in homes[0].databases if all(name in home.databases for home in homes[1:]))
    if common:
        return common
    sources = [dict.fromkeys(rules.source(name) for name in home.databases) for home in homes]
    return tuple(name for name in sources[0] if all(name in others for others in sources[1:]))


def is_at_home(home: Home, database: str, rules: Rules) -> bool:
    """Whether `database` holds the table's rows: it is one of its databases, or shares a source with one."""
    return any(rules.share_source(database, name) for name in home.databases)


def widened(deliberation: Deliberation, home: Home) -> Home:
    """Inside a write a table is at home wherever it may be read *or* written (what was chosen explicitly stays)."""
    if home.is_explicit or home.reason == TEMPORARY:
        return home
    read = deliberation.home(home.table, Mode.READ)
    databases = tuple(dict.fromkeys((*home.databases, *read.databases)))
    return Home(home.table, databases, home.router or read.router, home.reason if home.router else read.reason)


def agree_to_read(deliberation: Deliberation, homes: Sequence[Home]) -> tuple[str, ...]:
    """The databases that may answer a statement that writes nothing. Raises Refused."""
    rules = deliberation.rules
    common = common_databases(homes, rules)
    if common:
        refuse_forbidden(deliberation, homes, common[0])
        return common
    for i, first in enumerate(homes):
        for second in homes[i + 1 :]:
            if not common_databases((first, second), rules):
                _allow_or_refuse(deliberation, first, second)
    target = homes[0].databases[0]
    _refuse_missing(deliberation, homes, target)
    return homes[0].databases


def agree_on(deliberation: Deliberation, target: str, writer: Home, others: Sequence[Home]) -> None:
    """Every other table of a statement that writes on `target` must be at home there. Raises Refused."""
    rules = deliberation.rules
    strangers = [home for home in others if not is_at_home(home, target, rules)]
    for home in strangers:
        if not is_at_home(widened(deliberation, home), target, rules):
            _allow_or_refuse(deliberation, writer, home)
            _refuse_missing(deliberation, (home,), target)
    refuse_forbidden(deliberation, (writer, *(home for home in others if home not in strangers)), target)


def refuse_forbidden(deliberation: Deliberation, homes: Sequence[Home], target: str) -> None:
    """A router may forbid a relation inside one source too. Raises Refused."""
    if not any(router.judges_relations for router in deliberation.rules.routers):
        return
    for i, first in enumerate(homes):
        for second in homes[i + 1 :]:
            databases = [target if target in home.databases else home.databases[0] for home in (first, second)]
            permission = deliberation.may_relate(first, databases[0], second, databases[1])
            if permission.allowed is False:
                raise crossing(first, second, permission)


def _allow_or_refuse(deliberation: Deliberation, first: Home, second: Home) -> None:
    permission = deliberation.may_relate(first, first.databases[0], second, second.databases[0])
    if permission.allowed is not True:
        raise crossing(first, second, permission)


def _refuse_missing(deliberation: Deliberation, homes: Sequence[Home], target: str) -> None:
    """An allowed relation runs on one database all the same, which must hold the tables. Raises Refused."""
    for home in homes:
        if deliberation.is_missing(home.table, target):
            raise Refused(
                FeatureNotSupported(
                    f'table {home.table} of database "{home.databases[0]}" is not on database "{target}", '
                    f"where this statement would run",
                    detail=f"A router allows the relation; {home.table}: {home.who}.",
                    hint=f'Create {home.table} on "{target}", or read it in a statement of its own.',
                ),
                "cross_database",
            )


def crossing(first: Home, second: Home, permission: Permission | None = None) -> Refused:
    """The refusal of a statement that would relate the two."""
    decided = f"{first.table}: {first.who}; {second.table}: {second.who}"
    if permission is not None and permission.router is not None:
        decided += f'; relation: router "{permission.router}" refuses it'
    elif permission is not None:
        decided += "; relation: no router allows it"
    hint = "Run one part first and pass its keys to the other; or give both tables one database in the rules; or, "
    hint += "where that database holds both tables, let a router say relation: allow."
    if first.is_explicit != second.is_explicit:
        hint = "Run the inner query first and pass its keys; or choose one database for the whole statement."
    return Refused(
        FeatureNotSupported(
            f'table {first.table} on database "{first.databases[0]}" and table {second.table} on database '
            f'"{second.databases[0]}" cannot be used in one statement',
            detail=f"{decided}.",
            hint=hint,
        ),
        "cross_database",
    )
