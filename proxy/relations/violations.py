"""The errors of declared relations, in PostgreSQL's words where PostgreSQL has words for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.relations.declared import Duty
from proxy.routing.guard import crossing
from proxy.routing.rules import Relation

MISSING: Final = ("42703", "42P01")
"""What a database says of a column or a table that it does not have."""


class ForeignKeyViolation(ProxyError):
    """A row would refer to a parent that is not there, or a parent would go while rows refer to it."""

    sqlstate = "23503"


def constraint_name(relation: Relation) -> str:
    """As PostgreSQL would name the foreign key."""
    return f"{relation.child.table.name}_{'_'.join(relation.child.columns)}_fkey"


def missing_parent(
    duty: Duty, values: Sequence[str], found_on: str | None = None, line: int | None = None
) -> ForeignKeyViolation:
    """`found_on` is another database that has the key, for the HINT; `line` that of a COPY."""
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
        where=None if line is None else f"COPY {child.name}, line {line}",
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
    """Nobody can tell which values the statement writes, neither before nor after it has run."""
    return FeatureNotSupported(
        f"the value that {duty.relation.child} gets here cannot be verified",
        detail=f"It refers to {duty.parent_columns}, and this statement does not show what it writes.",
        hint="Write the rows with INSERT, UPDATE or COPY of that table as a statement of its own, not by a view.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )


def columns_not_known(duty: Duty) -> ProxyError:
    """COPY without a list of columns, or without one of them, into a table that no catalog has shown yet."""
    return FeatureNotSupported(
        f"the value that {duty.relation.child} gets here cannot be verified",
        detail=f"The columns of {duty.child.table} and their defaults are not known: the catalogs are read again soon "
        f"after a table is made.",
        hint="Name the relation's columns in the COPY, or try again in a moment.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )


def cannot_be_kept(duty: Duty) -> ProxyError:
    """The rows of a parent may go or change their key, and nobody can ask beforehand which."""
    return FeatureNotSupported(
        f"rows of {duty.parent_columns.table} cannot change here while {duty.relation.child} may refer to them",
        detail="Which rows this statement deletes, or which keys it changes, cannot be asked before it runs.",
        hint="Use DELETE FROM or UPDATE of that table as a statement of its own, with values that are expressions and "
        "without WHERE CURRENT OF.",
        table=duty.parent.table.name,
        schema=duty.parent.table.schema,
        constraint=constraint_name(duty.relation),
    )


def end_missing(about: str, database: str, error: ProxyError) -> ProxyError:
    """The database does not have what a relation of the rules speaks of; it said `error`."""
    return ProxyError(
        f"a relation of the rules cannot be kept: {error.message}",
        detail=f'It was asked for {about} on database "{database}".',
        hint="Correct relations: in the rules file; `onedsn check --live` names the ends that are not there.",
        sqlstate=error.code,
    )


def keys_not_known(duty: Duty, columns: Sequence[str]) -> ProxyError:
    """Several rows of a parent get keys that nobody can compute beforehand: which row got which is not told."""
    return FeatureNotSupported(
        f"rows of {duty.parent_columns.table} cannot change here while {duty.relation.child} may refer to them",
        detail=f"Several rows get values of {', '.join(columns)} that only the statement itself computes.",
        hint="Change one row at a time, or by an expression without such functions, DEFAULT and subqueries of several "
        "columns.",
        table=duty.parent.table.name,
        schema=duty.parent.table.schema,
        constraint=constraint_name(duty.relation),
    )


def cannot_be_prepared(duty: Duty) -> ProxyError:
    """A PREPARE or EXECUTE of SQL whose statement, or whose values, are not seen here."""
    return FeatureNotSupported(
        f"the relation of {duty.relation.child} to {duty.parent_columns} cannot be kept by what SQL's PREPARE makes",
        detail="PREPARE shares its query string with others, EXECUTE stands inside another statement, or one is longer "
        "than 8 kB.",
        hint="Send them one by one, or prepare the statement by the protocol, as drivers do.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )


def cannot_follow(duty: Duty, why: str) -> ProxyError:
    """An action of the relation that cannot be carried out truthfully."""
    return FeatureNotSupported(
        f"{duty.relation.child} cannot follow {duty.parent_columns}: {why}",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
        constraint=constraint_name(duty.relation),
    )


def cannot_be_truncated(duty: Duty) -> ProxyError:
    """As PostgreSQL refuses it for its own foreign keys."""
    parent, child = duty.parent.table, duty.child.table
    return FeatureNotSupported(
        "cannot truncate a table referenced in a foreign key constraint",
        detail=f'Table "{child.name}" of database "{duty.child.databases[0]}" references "{parent.name}".',
        hint=f'Delete the rows with DELETE FROM "{parent.name}", which keeps the relation.',
        table=parent.name,
        schema=parent.schema,
        constraint=constraint_name(duty.relation),
    )


class ParentsChanged(ProxyError):
    """Between the look at the children and the statement others have changed which rows it touches."""

    sqlstate = "40001"


def parents_changed(table: str) -> ParentsChanged:
    return ParentsChanged(
        f"could not serialize access: rows of {table} have changed while those that refer to them were looked at",
        hint="The transaction might succeed if retried.",
    )
