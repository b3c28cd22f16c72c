"""Lint with the catalogs at hand: tables that no router claims, that exist twice, or that already cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from proxy.errors import ProxyError
from proxy.routing.check_relations import misfits
from proxy.routing.deliberation import Catalogs, Deliberation, Home
from proxy.routing.findings import Finding, with_keys
from proxy.routing.guard import common_databases
from proxy.routing.route import Context, Mode
from proxy.routing.rules import Rules
from proxy.sql.catalog import Catalog, Table
from proxy.sql.statement import Kind, Statement, TableName, TableReference

_SYSTEM = ("pg_catalog", "information_schema", "pg_toast")
_PROBE = Context(user="onedsn")


def lint_catalogs(rules: Rules, catalogs: Catalogs) -> list[Finding]:
    """What the databases hold that the rules do not fit."""
    failed: list[Finding] = []
    whole = {name: catalog for name, catalog in catalogs.items() if not rules.databases[name].is_replica}
    sources = {name: _answerable(rules, catalog, failed) for name, catalog in whole.items()}
    findings = [
        *failed,
        *_unclaimed(rules, sources),
        *_held_twice(rules, sources),
        *_not_where_it_is_written(rules, sources),
        *_foreign_keys_across(rules, sources),
        *_views_across(rules, sources),
        *_relations_without_columns(rules, whole, known := _where_written(rules, whole)),
        *misfits(rules, known),
    ]
    return with_keys(rules, findings)


def _answerable(rules: Rules, catalog: Catalog, failed: list[Finding]) -> Catalog:
    """What is left without the tables for which a Python router fails; each of its answers is told once."""
    bad: set[TableName] = set()
    for name in {*catalog.tables, *(read for table in _tables(catalog) for read in table.reads)}:
        if name.schema in _SYSTEM:
            continue
        try:
            for mode in (Mode.READ, Mode.WRITE):
                _home(rules, name, mode)
        except ProxyError as error:
            bad.add(name)
            if all(error.message != finding.message for finding in failed):
                failed.append(_finding(rules, "router_failed", error.message))
    if not bad:
        return catalog
    tables = {name: table for name, table in catalog.tables.items() if not bad & {name, *table.reads}}
    keys = tuple(key for key in catalog.foreign_keys if not bad & {key.table, key.parent})
    return replace(catalog, tables=tables, foreign_keys=keys)


def _where_written(rules: Rules, catalogs: Catalogs) -> dict[TableName, Table]:
    """Each table as it is where the rules write it, or, where it is not there or nobody can say, as some database
    has it."""
    found: dict[TableName, Table] = {}
    for catalog in catalogs.values():
        for table in _tables(catalog):
            found.setdefault(table.name, table)
    for name in found:
        try:
            database = rules.source(_home(rules, name).databases[0])
        except ProxyError:
            continue  # Told as `router_failed`.
        if database in catalogs:
            found[name] = catalogs[database].tables.get(name, found[name])
    return found


def _tables(catalog: Catalog) -> Iterable[Table]:
    for name, table in catalog.tables.items():
        if name.schema not in _SYSTEM:
            yield table


def _home(rules: Rules, name: TableName, mode: Mode = Mode.WRITE) -> Home:
    statement = Statement(Kind.WRITE, "UPDATE", 0, 0, writes=(TableReference(name),))
    deliberation = Deliberation(statement, _PROBE, rules)
    return deliberation.home(deliberation.resolve(name), mode)


def _finding(rules: Rules, kind: str, message: str, line: int = 1) -> Finding:
    return Finding(str(rules.path), line, kind, message)


def _unclaimed(rules: Rules, catalogs: Catalogs) -> Iterable[Finding]:
    if len(catalogs) < 2:
        return
    for database, catalog in catalogs.items():
        for table in _tables(catalog):
            if not table.is_view and _home(rules, table.name).router is None and database != rules.default:
                message = (
                    f'no router claims {table.name} of database "{database}"; it is looked for on "{rules.default}"'
                )
                yield _finding(rules, "unclaimed_table", message)


def _held_twice(rules: Rules, catalogs: Catalogs) -> Iterable[Finding]:
    holders: dict[TableName, list[str]] = {}
    for database, catalog in catalogs.items():
        for table in _tables(catalog):
            holders.setdefault(table.name, []).append(database)
    for name, databases in holders.items():
        if len(databases) > 1:
            message = f"{name} is on {', '.join(databases)}; the rules write it on {_home(rules, name).databases[0]}"
            yield _finding(rules, "table_twice", message)


def _not_where_it_is_written(rules: Rules, catalogs: Catalogs) -> Iterable[Finding]:
    for database, catalog in catalogs.items():
        for table in _tables(catalog):
            home = _home(rules, table.name)
            target = rules.source(home.databases[0])
            elsewhere = catalogs.get(target)
            if home.router is None or table.is_view or elsewhere is None or table.name in elsewhere.tables:
                continue
            message = f'{table.name} is on "{database}", but router "{home.router}" writes it on "{target}", without it'
            yield _finding(rules, "misplaced_table", message)


def _foreign_keys_across(rules: Rules, catalogs: Catalogs) -> Iterable[Finding]:
    declared = {(relation.child.table.name, relation.child.columns) for relation in rules.relations}
    for database, catalog in catalogs.items():
        for key in catalog.foreign_keys:
            child, parent = _home(rules, key.table), _home(rules, key.parent)
            if common_databases((child, parent), rules) or (key.table.name, key.columns) in declared:
                continue
            message = (
                f'foreign key "{key.name}" of database "{database}" has its ends on "{child.databases[0]}" '
                f'({key.table}) and "{parent.databases[0]}" ({key.parent}); declare it under relations:'
            )
            yield _finding(rules, "foreign_key_crosses", message)


def _views_across(rules: Rules, catalogs: Catalogs) -> Iterable[Finding]:
    for database, catalog in catalogs.items():
        for view in _tables(catalog):
            homes = [_home(rules, name, Mode.READ) for name in view.reads if name.schema not in _SYSTEM]
            if view.is_view and homes and not common_databases(homes, rules):
                where = ", ".join(f'{home.table} on "{home.databases[0]}"' for home in homes)
                yield _finding(rules, "view_crosses", f'view {view.name} of database "{database}" reads {where}')


def _relations_without_columns(rules: Rules, catalogs: Catalogs, known: Mapping[TableName, Table]) -> Iterable[Finding]:
    for relation in rules.relations:
        for end in (relation.child, *relation.parents.values()):
            table = known.get(TableName(end.table.name, end.table.schema or "public"))
            if table is None:
                if len(catalogs) == sum(not database.is_replica for database in rules.databases.values()):
                    yield _finding(rules, "relation_without_table", f"{end.table} is on no database", relation.line)
                continue
            for column in end.columns:
                if column not in table.columns:
                    message = f"{end.table} has no column {column}"
                    yield _finding(rules, "relation_without_column", message, relation.line)
