"""The web page: one file without outside parts, and the JSON it asks for every two seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files

from proxy.admin.rows import Console
from proxy.errors import ProxyError
from proxy.telemetry.http import Handler, Request, Response, json_response

# The page loads nothing from elsewhere and is in nobody's frame.
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
}


def state(console: Console) -> dict[str, object]:
    """What the page draws."""
    return {
        "version": console.version(),
        "databases": [asdict(row) for row in console.databases()],
        "pools": [asdict(row) for row in console.pools()],
        "clients": [asdict(row) for row in console.clients()],
        "routers": [asdict(row) for row in console.routers()],
        "statements": [asdict(row) for row in console.statements()],
        "stats": [asdict(row) for row in console.stats()],
    }


def page_routes(console: Console) -> Mapping[str, Handler]:
    """The page, its state, and the decision for a statement, which is never run."""
    page = files("proxy.admin").joinpath("page.html").read_bytes()

    async def show(_request: Request) -> Response:
        return Response(200, page, "text/html; charset=utf-8", SECURITY)

    async def answer_state(_request: Request) -> Response:
        return json_response(state(console))

    async def explain(request: Request) -> Response:
        sql = request.body.decode("utf-8", "replace")
        if request.method != "POST" or not sql.strip():
            return json_response({"error": "POST a statement as the body"}, 400)
        try:
            return json_response(console.explain(request.query.get("database", ""), sql))
        except ProxyError as error:
            return json_response({"error": error.message, "sqlstate": error.code, "hint": error.hint}, 422)

    return {"/": show, "/state": answer_state, "/explain": explain}
