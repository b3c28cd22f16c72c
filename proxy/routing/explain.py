"""The record of a decision as everyone reads it: EXPLAIN (ROUTE), `onedsn explain`, the console, the log."""

from __future__ import annotations

from typing import TypedDict

from proxy.errors import ProxyError
from proxy.routing.route import Answer, Route, TableRoute


class AskedRecord(TypedDict):
    router: str
    answer: str


class TableRecord(TypedDict):
    table: str
    mode: str
    database: str | None
    databases: list[str]
    router: str | None
    reason: str
    asked: list[AskedRecord]


class RefusalRecord(TypedDict):
    refusal: str | None
    sqlstate: str
    message: str
    detail: str | None
    hint: str | None


class PartRecord(TypedDict):
    database: str
    statement: str


class RouteRecord(TypedDict):
    mode: str
    database: str | None
    databases: list[str]
    balanced: bool
    fallback: str | None
    reason: str
    router: str | None
    tables: list[TableRecord]
    skipped: list[str]
    parts: list[PartRecord]
    refused: str | None
    error: RefusalRecord | None


def not_understood(problem: str) -> str:
    """What is added for people, where a part of the statement could not be read."""
    return f"Not understood: {problem}. What is not understood is taken for a write."


def route_record(route: Route) -> RouteRecord:
    """Plain values for JSON, the same for the same route. `refused` is the word of the refusal, `error` its text."""
    return {
        "mode": route.mode.value,
        "database": route.databases[0] if route.databases else None,
        "databases": list(route.databases),
        "balanced": route.balanced,
        "fallback": route.fallback,
        "reason": route.reason,
        "router": route.router,
        "tables": [_table_record(table) for table in route.tables],
        "skipped": list(route.skip),
        "parts": [{"database": part.database, "statement": part.text} for part in route.parts],
        "refused": route.refusal,
        "error": None if route.refused is None else _refusal_record(route.refused, route.refusal),
    }


def _table_record(table: TableRoute) -> TableRecord:
    return {
        "table": table.table,
        "mode": table.mode.value,
        "database": table.databases[0] if table.databases else None,
        "databases": list(table.databases),
        "router": table.router,
        "reason": table.reason,
        "asked": [{"router": answer.router, "answer": answer_text(answer)} for answer in table.asked],
    }


def _refusal_record(error: ProxyError, word: str | None) -> RefusalRecord:
    return {
        "refusal": word,
        "sqlstate": error.code,
        "message": error.message,
        "detail": error.detail,
        "hint": error.hint,
    }


def answer_text(answer: Answer) -> str:
    return answer.said or ", ".join(answer.databases) or "no opinion"


def route_text(route: Route) -> str:
    """The record as text, one line for each thing said."""
    return "\n".join(route_lines(route))


def route_lines(route: Route) -> list[str]:
    """The record as lines of text, as a plan of EXPLAIN reads."""
    lines = [_headline(route)]
    for table in route.tables:
        where = ", ".join(table.databases) or "nowhere"
        who = f"router {table.router}" if table.router is not None else table.reason
        if table.reason not in ("router", who):
            who = f"{who}, {table.reason}"
        lines.append(f"  ->  {table.mode.value} {table.table or '(no table)'} on {where} ({who})")
        lines.extend(f"        {answer.router}: {answer_text(answer)}" for answer in table.asked)
    lines.extend(f"  On {part.database}: {part.text}" for part in route.parts)
    lines.extend(f"  Skipped: {notice}" for notice in route.skip)
    if route.refused is not None:
        lines.append(f"  {route.refused.severity}:  {route.refused.code}: {route.refused.message}")
        lines.extend(f"  DETAIL:  {text}" for text in (route.refused.detail,) if text)
        lines.extend(f"  HINT:  {text}" for text in (route.refused.hint,) if text)
    return lines


def _headline(route: Route) -> str:
    if route.refused is not None:
        return f"Refused: {route.refusal} (mode {route.mode.value})"
    if route.parts:
        return f"Split over {', '.join(part.database for part in route.parts)} (mode {route.mode.value})"
    if route.skip and not route.databases:
        return f"Skipped (mode {route.mode.value})"
    where = ", ".join(route.databases) if route.databases else "any database"
    why = f"router {route.router}" if route.router is not None and route.reason == "router" else route.reason
    line = f"Route to {where} (mode {route.mode.value}, {why})"
    return f"{line}, falls back to {route.fallback}" if route.fallback is not None else line
