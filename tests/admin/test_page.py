"""The page is whole in itself, and shows what the console knows."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from proxy.admin.page import page_routes, state
from proxy.admin.rows import DatabaseRow, PoolRow
from proxy.telemetry.http import Request
from tests.admin.fake_console import FakeConsole


def request(path: str, method: str = "GET", body: bytes = b"", **query: str) -> Request:
    return Request(method, path, query, {}, body)


async def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = (await page_routes(FakeConsole())["/"](request("/"))).body.decode()
    assert "<title>onedsn</title>" in page
    assert re.findall(r"(?:src|href)\s*=|@import|https?://", page) == []


async def test_the_fields_that_the_page_reads_exist() -> None:
    page = (await page_routes(FakeConsole())["/"](request("/"))).body.decode()
    assert set(re.findall(r"\brow\.(\w+)", page)) <= {field.name for field in fields(DatabaseRow)}
    assert set(re.findall(r"\bpool\.(\w+)", page)) <= {field.name for field in fields(PoolRow)}
    assert set(re.findall(r"\bstate\.(\w+)", page)) <= set(await state(FakeConsole()))


async def test_the_state_is_json() -> None:
    answer = json.loads((await page_routes(FakeConsole())["/state"](request("/state"))).body)
    assert answer["databases"][0]["database"] == "replica1"


async def test_a_statement_is_explained_and_not_run() -> None:
    console = FakeConsole()
    tried = request("/explain", "POST", b"DELETE FROM book", database="shop")
    answer = json.loads((await page_routes(console)["/explain"](tried)).body)
    assert answer == {"sql": "DELETE FROM book", "dsn_database": "shop"}
    assert console.done == []


async def test_an_empty_statement_is_a_bad_request() -> None:
    assert (await page_routes(FakeConsole())["/explain"](request("/explain", "POST"))).status == 400
