"""The web page: one file without outside parts, and the JSON it asks for every two seconds."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files

from proxy.admin.rows import (
    ClientRow,
    Console,
    DatabaseRow,
    PoolRow,
    RouteRow,
    RouterRow,
    Row,
    StatementRow,
    StatRow,
    VersionRow,
    WorkerRow,
)
from proxy.errors import ProxyError
from proxy.telemetry.http import Handler, Request, Response, json_response

# What the page draws, by its name there.
DRAWN: tuple[tuple[str, type[Row]], ...] = (
    ("version", VersionRow),
    ("workers", WorkerRow),
    ("databases", DatabaseRow),
    ("pools", PoolRow),
    ("clients", ClientRow),
    ("routers", RouterRow),
    ("routes", RouteRow),
    ("statements", StatementRow),
    ("stats", StatRow),
)


MOST_ROWS = 500
"""Of one kind; `counts` says how many there are."""


async def state(console: Console) -> dict[str, object]:
    """What the page draws."""
    rows = {name: await console.rows(kind) for name, kind in DRAWN}
    counts = {name: len(found) for name, found in rows.items()}
    return {**{name: [asdict(row) for row in found[:MOST_ROWS]] for name, found in rows.items()}, "counts": counts}


def security(page: str) -> Mapping[str, str]:
    """The page runs its own script and style and no other, loads nothing from elsewhere, and is in nobody's frame."""

    def allowed(tag: str) -> str:
        text = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"

    return {
        "Content-Security-Policy": f"default-src 'none'; style-src {allowed('style')}; script-src {allowed('script')}; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Referrer-Policy": "no-referrer",
    }


def page_routes(console: Console) -> Mapping[str, Handler]:
    """The page, its state, and the decision for a statement, which is never run."""
    page = files("proxy.admin").joinpath("page.html").read_text(encoding="utf-8")
    headers = security(page)

    async def show(_request: Request) -> Response:
        return Response(200, page.encode(), "text/html; charset=utf-8", headers)

    async def answer_state(_request: Request) -> Response:
        return json_response(await state(console))

    async def explain(request: Request) -> Response:
        sql = request.body.decode("utf-8", "replace")
        if request.method != "POST" or not sql.strip():
            return json_response({"error": "POST a statement as the body"}, 400)
        try:
            return json_response(await console.explain(request.query.get("database", ""), sql))
        except ProxyError as error:
            return json_response({"error": error.message, "sqlstate": error.code, "hint": error.hint}, 422)

    return {"/": show, "/state": answer_state, "/explain": explain}
