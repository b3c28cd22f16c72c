"""An analysis as the JSON record that `onedsn explain` prints."""

from __future__ import annotations

from proxy.sql.statement import Analysis, Kind, Statement


def analysis_record(analysis: Analysis) -> dict[str, object]:
    """`{"statements": […]}`, plain values only; empty statements are left out. `problem` where there is one."""
    record: dict[str, object] = {
        "statements": [statement_record(each) for each in analysis.statements if each.kind is not Kind.EMPTY]
    }
    if not record["statements"]:
        record["statements"] = [statement_record(each) for each in analysis.statements]
    if analysis.problem is not None:
        record["problem"] = analysis.problem
    return record


def statement_record(statement: Statement) -> dict[str, object]:
    """One statement: names as SQL would have to write them, each once."""
    return {
        "kind": statement.kind.value,
        "reads": list(dict.fromkeys(str(each.table) for each in statement.reads)),
        "writes": list(dict.fromkeys(str(each.table) for each in statement.writes)),
        "functions": list(statement.functions),
        "pins": list(statement.pins),
        "unknown": statement.unknown,
    }
