"""The page is whole in itself, and shows what the console knows."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields

import pytest

from proxy.admin.page import DRAWN, page_routes, state
from proxy.admin.rows import ClientRow, DatabaseRow, PoolRow, Row, StatRow, VersionRow, WorkerRow
from proxy.telemetry.http import Request
from tests.admin.fake_console import FakeConsole


def request(path: str, method: str = "GET", body: bytes = b"", **query: str) -> Request:
    return Request(method, path, query, {}, body)


async def page() -> tuple[str, Mapping[str, str]]:
    answer = await page_routes(FakeConsole())["/"](request("/"))
    return answer.body.decode(), answer.headers


async def test_the_page_loads_nothing_from_elsewhere() -> None:
    text, _ = await page()
    assert "<title>onedsn</title>" in text
    assert re.findall(r"""\b(?:src|href)\s*=\s*["'](?!#)|@import|https?://|url\(""", text) == []


async def test_the_page_may_run_its_own_script_and_style_and_nothing_else() -> None:
    text, headers = await page()
    policy = headers["Content-Security-Policy"]
    for tag in ("script", "style"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"\son\w+=|\sstyle=", text) == []


KINDS: dict[str, type[Row]] = {
    "database": DatabaseRow,
    "pool": PoolRow,
    "client": ClientRow,
    "worker": WorkerRow,
    "version": VersionRow,
    "stat": StatRow,
}


@pytest.mark.parametrize("word", KINDS)
async def test_the_fields_that_the_page_reads_exist(word: str) -> None:
    text, _ = await page()
    read = set(re.findall(rf"\b{word}\.(\w+)", text.partition("<script>")[2]))
    assert read
    assert read <= {field.name for field in fields(KINDS[word])}


async def test_the_tables_of_the_page_have_columns_that_exist() -> None:
    text, _ = await page()
    tables = re.findall(r'^  \["[^"]+", "(\w+)", (\[.*?\]), (?:null|"\w+")\],$', text, re.MULTILINE)
    assert len(tables) == 5
    kinds = dict(DRAWN)
    for name, columns in tables:
        assert set(json.loads(columns)) <= {field.name for field in fields(kinds[name])}, name
    assert set(re.findall(r"\bstate\.(\w+)", text)) <= set(await state(FakeConsole()))


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
