"""The errors of declared relations, in PostgreSQL's words where PostgreSQL has words for them."""

from __future__ import annotations

from collections.abc import Sequence

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.relations.declared import Duty
from proxy.routing.guard import crossing
from proxy.routing.rules import Relation


class ForeignKeyViolation(ProxyError):
    """A row would refer to a parent that is not there, or a parent would go while rows refer to it."""

    sqlstate = "23503"


def constraint_name(relation: Relation) -> str:
    """As PostgreSQL would name the foreign key."""
    return f"{relation.child.table.name}_{'_'.join(relation.child.columns)}_fkey"


def missing_parent(duty: Duty, values: Sequence[str], found_on: str | None = None) -> ForeignKeyViolation:
    """`found_on` is another database that has the key, for the HINT."""
    child, parent = duty.child.table, duty.parent.table
    kind = f" (kind {duty.kind})" if duty.kind else ""
    hint = None
    if found_on is not None:
        hint = f'Database "{found_on}" has that key; a row and what it refers to must be on one database.'
    return ForeignKeyViolation(
        f'insert or update on table "{child.name}" violates foreign key constraint "{constraint_name(duty.relation)}"',
        detail=f"Key ({', '.join(duty.relation.child.columns)})=({', '.join(values)}){kind} is not present in table "
        f'"{parent.name}" of database "{duty.parent.databases[0]}".',
        hint=hint,
        schema=child.schema,
        table=child.name,
        constraint=constraint_name(duty.relation),
    )


def still_referenced(duty: Duty, values: Sequence[str]) -> ForeignKeyViolation:
    """For `on_delete: restrict` and `no action`."""
    child, parent = duty.child.table, duty.parent.table
    name = constraint_name(duty.relation)
    return ForeignKeyViolation(
        f'update or delete on table "{parent.name}" violates foreign key constraint "{name}" on table "{child.name}"',
        detail=f"Key ({', '.join(duty.parent_columns.columns)})=({', '.join(values)}) is still referenced from table "
        f'"{child.name}" of database "{duty.child.databases[0]}".',
        schema=child.schema,
        table=child.name,
        constraint=name,
    )


def crossing_reference(duty: Duty) -> ProxyError:
    """A reference that is not null, to a parent on another source, where `check` is refuse."""
    refusal = crossing(duty.child, duty.parent).error
    columns = duty.relation.child
    return FeatureNotSupported(
        f'{columns} on database "{duty.child.databases[0]}" cannot refer to {duty.parent_columns} on database '
        f'"{duty.parent.databases[0]}"',
        detail=refusal.detail,
        hint="Write NULL, give both tables one database, or let the relation say check: verify.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )


def cannot_be_verified(duty: Duty) -> ProxyError:
    """The value is neither a literal nor a parameter, so nobody can look for its parent before the statement runs."""
    return FeatureNotSupported(
        f"the value that {duty.relation.child} gets here cannot be verified",
        detail=f"It refers to {duty.parent_columns} and is neither a literal nor a parameter.",
        hint="Compute the value first and pass it as a parameter.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )
