"""What calling a function does: changes something, pins the session, or neither."""

from __future__ import annotations

from typing import Final

from proxy.sql.builtins import READING, WRITING
from proxy.sql.catalog import Facts, Volatility
from proxy.sql.statement import TableName

SEQUENCE_WRITERS: Final = frozenset(("nextval", "setval"))
SEQUENCE_READERS: Final = frozenset(("currval", "pg_sequence_last_value", "pg_get_sequence_data"))
REGCLASS_ARGUMENTS: Final = frozenset(
    """
    regclass to_regclass pg_relation_size pg_table_size pg_total_relation_size pg_indexes_size
    pg_relation_filenode pg_relation_filepath pg_get_serial_sequence table_to_xml table_to_xmlschema
    table_to_xml_and_xmlschema pg_partition_tree pg_partition_ancestors pg_partition_root
    pg_relation_is_updatable pg_relation_is_publishable pg_column_is_updatable pg_extension_config_dump
    pg_get_replica_identity_index pg_index_column_has_property pg_index_has_property pg_nextoid
    brin_desummarize_range brin_summarize_new_values brin_summarize_range gin_clean_pending_list
    """.split()  # noqa: SIM905
)
"""Functions whose first argument, as a string, names a relation."""

_PINS: Final = {
    "pg_advisory_lock": "advisory lock",
    "pg_advisory_lock_shared": "advisory lock",
    "pg_try_advisory_lock": "advisory lock",
    "pg_try_advisory_lock_shared": "advisory lock",
    "pg_backend_pid": "backend process id",
    "currval": "sequence value",
    "lastval": "sequence value",
    "setseed": "random seed",
    "pg_replication_origin_session_setup": "replication origin",
}
_RUNS_SQL: Final = frozenset(
    """
    query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema ts_stat
    """.split()  # noqa: SIM905
)
"""They run SQL, or read what it opened, that no reading of this statement shows."""


def bare_name(function: str) -> str | None:
    """The name without a written pg_catalog; None when another schema was written."""
    if function.startswith("pg_catalog."):
        return function[11:]
    return None if "." in function else function


def pins(function: str) -> str | None:
    """Why a call of `function` ties the session to its server connection."""
    name = bare_name(function)
    return None if name is None else _PINS.get(name)


def hides_tables(function: str) -> bool:
    """Whether `function` runs SQL that it gets as a string."""
    return bare_name(function) in _RUNS_SQL


def writes(function: str, name: TableName, facts: Facts | None) -> bool:
    """Whether a call may change anything. What nobody knows may."""
    bare = bare_name(function)
    if bare in WRITING:
        return True
    if bare in READING:
        return False
    known = facts.function(name) if facts is not None else None
    if known is None:
        return True
    return bool(known.writes) or (known.volatility is Volatility.VOLATILE and not known.pure)
