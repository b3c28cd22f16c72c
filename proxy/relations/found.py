"""Foreign keys of the catalogs whose ends the rules have moved to different sources: relations nobody declared."""

from __future__ import annotations

from proxy.routing.deliberation import Catalogs, Deliberation, Home
from proxy.routing.guard import common_databases
from proxy.routing.route import Context, Mode
from proxy.routing.rules import Columns, Relation, Rules
from proxy.routing.shape import Action
from proxy.sql.catalog import ForeignKey
from proxy.sql.statement import Kind, Statement, TableName, TableReference


def moved_apart(rules: Rules, catalogs: Catalogs) -> tuple[Relation, ...]:
    """One relation for each such foreign key that `relations:` does not declare already, each once.

    Raises what a Python router raises when it is asked about the tables.
    """
    declared = {(relation.child.table.name, relation.child.columns) for relation in rules.relations}
    found: dict[tuple[TableName, tuple[str, ...]], Relation] = {}
    for catalog in catalogs.values():
        for key in catalog.foreign_keys:
            if (key.table.name, key.columns) in declared or (key.table, key.columns) in found:
                continue
            if not common_databases((_home(rules, key.table), _home(rules, key.parent)), rules):
                found[key.table, key.columns] = _relation(rules, key)
    return tuple(found.values())


def _home(rules: Rules, name: TableName) -> Home:
    statement = Statement(Kind.WRITE, "INSERT", 0, 0, writes=(TableReference(name),))
    deliberation = Deliberation(statement, Context(user="onedsn"), rules)
    return deliberation.home(deliberation.resolve(name), Mode.WRITE)


def _relation(rules: Rules, key: ForeignKey) -> Relation:
    return Relation(
        child=Columns(key.table, key.columns),
        parents={"": Columns(key.parent, key.parent_columns)},
        check=rules.check,
        on_delete=Action(key.on_delete),
        on_update=Action(key.on_update),
    )
