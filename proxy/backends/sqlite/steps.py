"""What runs before a statement proper: changes inside WITH, and the parts of MERGE."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from proxy.sql.translation import Step


def run(connection: sqlite3.Connection, steps: Sequence[Step], values: Sequence[Any]) -> int:
    """Runs the steps in order; how many rows those that count have changed. Raises sqlite3.Error."""
    count = 0
    for step in steps:
        cursor = connection.execute(step.sql, values[: step.parameters])
        if step.into:
            _keep(connection, step, cursor.fetchall())
        elif step.counts:
            cursor.fetchall()
            count += max(cursor.rowcount, 0)
        else:
            cursor.fetchall()
    return count


def _keep(connection: sqlite3.Connection, step: Step, rows: list[tuple[Any, ...]]) -> None:
    """The rows in a temporary table of their own, which the next statement of the same plan replaces."""
    columns = ", ".join(f"c{number}" for number in range(step.width))
    connection.execute(f"DROP TABLE IF EXISTS temp.{step.into}")
    connection.execute(f"CREATE TEMP TABLE {step.into} ({columns})")
    marks = ", ".join("?" * step.width)
    connection.executemany(f"INSERT INTO temp.{step.into} VALUES ({marks})", rows)
