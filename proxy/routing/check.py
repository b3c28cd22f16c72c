"""Lint: rules that are valid and still cannot mean what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proxy.routing.check_relations import circles
from proxy.routing.findings import Finding, with_keys
from proxy.routing.router import DeclaredRouter, Patterns
from proxy.routing.rules import Rules


def lint(rules: Rules) -> list[Finding]:
    """Every finding, by line."""
    declared = [router for router in rules.routers if isinstance(router, DeclaredRouter)]
    findings = [
        *_without_opinion(rules, declared),
        *_shadowed(rules, declared),
        *_never_matching(rules, declared),
        *_relations_both_ways(rules, declared),
        *_mixed_sources(rules, declared),
        *_writes_to_replicas(rules, declared),
        *_writes_not_migrated(rules, declared),
        *_unused_databases(rules, declared),
        *_relations_across(rules),
        *circles(rules),
    ]
    return with_keys(rules, findings)


def _finding(rules: Rules, line: int, kind: str, message: str) -> Finding:
    return Finding(str(rules.path), line, kind, message)


def _opinions(router: DeclaredRouter) -> dict[str, object]:
    """The opinions it has, by the key that gives them."""
    found = {
        "read": router.reads,
        "write": router.writes,
        "relation": router.relates,
        "migrate": router.migrates,
    }
    return {key: value for key, value in found.items() if value is not None}


def _without_opinion(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for router in routers:
        if not _opinions(router):
            yield _finding(
                rules,
                router.line,
                "never_answers",
                f'router "{router.name}" has none of read, write, relation, migrate and can never answer',
            )


def _shadowed(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    """An opinion on what an earlier router has answered already, for everything the later one covers."""
    for i, later in enumerate(routers):
        shadows: dict[str, str] = {}
        for earlier in routers[:i]:
            if not _covers_all_of(earlier, later):
                continue
            for key in ("read", "write", "migrate"):
                if key in _opinions(earlier) and key in _opinions(later):
                    shadows.setdefault(key, earlier.name)
        lost = [key for key in _opinions(later) if key in shadows]
        if lost:
            whole = (
                "can never answer" if len(lost) == len(_opinions(later)) else f"is never asked to {' or '.join(lost)}"
            )
            by = ", ".join(dict.fromkeys(f'"{shadows[key]}"' for key in lost))
            yield _finding(rules, later.line, "shadowed", f'router "{later.name}" {whole}: {by} answers before it')


def _covers_all_of(earlier: DeclaredRouter, later: DeclaredRouter) -> bool:
    return (
        _includes(earlier.tables, later.tables)
        and _includes(earlier.schemas, later.schemas)
        and _includes(earlier.users, later.users)
        and _includes(earlier.applications, later.applications)
        and (earlier.statements is None or set(later.statements or ("",)) <= set(earlier.statements))
    )


def _includes(wide: Patterns | None, narrow: Patterns | None) -> bool:
    """Whether whatever `narrow` matches is surely matched by `wide` too."""
    if wide is None or wide.words == ("*",):
        return True
    if narrow is None:
        return False
    return all(word in wide.words or _is_matched(wide, word) for word in narrow.words)


def _is_matched(wide: Patterns, word: str) -> bool:
    """`word` seen as a name: a pattern whose wildcards another one swallows whole, `auth_u*` under `auth_*`."""
    if any(c in word for c in "?["):
        return False
    unqualified = Patterns(tuple(each for each in wide.words if "." not in each))
    for sample in ("", "q", "any name that nobody wrote a pattern for"):
        schema, dot, name = word.replace("*", sample).rpartition(".")
        if not (wide.match(name, schema) if dot else unqualified.match(name)):
            return False
    return True


def _never_matching(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for router in routers:
        for key, narrowed in (
            ("tables", router.tables and router.tables.words),
            ("schemas", router.schemas and router.schemas.words),
            ("users", router.users and router.users.words),
            ("applications", router.applications and router.applications.words),
            ("statements", router.statements),
        ):
            if narrowed is not None and not narrowed:
                yield _finding(
                    rules, router.line, "never_answers", f'router "{router.name}": {key} is empty and matches nothing'
                )
        for key, patterns in (("tables", router.tables), ("schemas", router.schemas)):
            for word in () if patterns is None else patterns.words:
                if any(c.isupper() for c in word):
                    yield _finding(
                        rules,
                        router.line,
                        "upper_case",
                        f'router "{router.name}": {key} "{word}" matches only names quoted in SQL; '
                        f'PostgreSQL folds others to "{word.lower()}"',
                    )


def _relations_both_ways(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for i, later in enumerate(routers):
        for earlier in routers[:i]:
            if earlier.relates is None or later.relates is None or earlier.relates is later.relates:
                continue
            shared = earlier.databases & later.databases if earlier.databases and later.databases else {"*"}
            if shared and (_includes(earlier.tables, later.tables) or _includes(later.tables, earlier.tables)):
                says = "allows" if later.relates else "forbids"
                yield _finding(
                    rules,
                    later.line,
                    "relation_contradicted",
                    f'router "{later.name}" {says} relations that "{earlier.name}" answers the other way before it',
                )


def _mixed_sources(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for router in routers:
        sources = dict.fromkeys(rules.source(name) for name in router.reads or ())
        if len(sources) > 1:
            yield _finding(
                rules,
                router.line,
                "mixed_sources",
                f'router "{router.name}" balances reads over different data: {", ".join(sources)}; '
                f"say replica_of where one holds the data of the other",
            )


def _writes_to_replicas(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for router in routers:
        for name in router.writes or ():
            if rules.databases[name].is_replica:
                source = rules.source(name)
                yield _finding(
                    rules,
                    router.line,
                    "write_to_replica",
                    f'router "{router.name}" writes to "{name}", a replica of "{source}"; a standby will refuse that',
                )


def _writes_not_migrated(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    for router in routers:
        if router.writes is None or router.migrates is None:
            continue
        if not {rules.source(name) for name in router.writes} & {rules.source(name) for name in router.migrates}:
            yield _finding(
                rules,
                router.line,
                "written_not_migrated",
                f'router "{router.name}" writes to {", ".join(router.writes)}, where its tables may not be defined',
            )


def _unused_databases(rules: Rules, routers: Sequence[DeclaredRouter]) -> Iterable[Finding]:
    if any(router.is_python for router in rules.routers):
        return
    used = {rules.default}.union(*(router.databases for router in routers))
    for name, database in rules.databases.items():
        if name not in used and not any(rules.databases[each].replica_of == name for each in used):
            yield _finding(
                rules, database.line, "unused_database", f'no router names "{name}"; only an explicit choice reaches it'
            )


def _relations_across(rules: Rules) -> Iterable[Finding]:
    """Two declarations about the same columns contradict or repeat each other."""
    seen: dict[str, int] = {}
    for relation in rules.relations:
        key = str(relation.child)
        if key in seen:
            yield _finding(rules, relation.line, "relation_twice", f"{key} has a relation already, at line {seen[key]}")
        seen.setdefault(key, relation.line)
