"""A running server as its operators have it: who may open the console, what a reload takes up, what is counted."""

from __future__ import annotations

import re
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.server.test_tls import Authority
from tests.servers import free_port

RULES = 'databases: {default: "sqlite:///${FOLDER}/shop.db"}\n'
CROSSING = """\
databases: {default: "sqlite:///${FOLDER}/shop.db", auth: "sqlite:///${FOLDER}/auth.db"}
routers: [{name: auth, tables: [auth_user], read: auth}]
"""
USERS = "users:\n  root: {authentication: trust, admin: true}\n  app: {authentication: trust}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLDER", str(tmp_path))


def status(http: int, path: str, **headers: str) -> int:
    try:
        asked = urllib.request.Request(f"http://127.0.0.1:{http}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def metrics(http: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{http}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def test_only_admin_users_open_the_console(tmp_path: Path) -> None:
    served = ProxyProcess(tmp_path)
    served.write("shop.yaml", RULES)
    served.write("server.yaml", USERS)
    with starting(served):
        with psycopg.connect(served.url("onedsn", "root"), autocommit=True) as console:
            (row,) = console.execute("SHOW CLIENTS").fetchall()
            assert "root" in row
        with pytest.raises(psycopg.OperationalError, match='user "app" may not open the console'):
            psycopg.connect(served.url("onedsn", "app"))
        with psycopg.connect(served.url("shop", "app"), autocommit=True) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


@contextmanager
def starting(served: ProxyProcess) -> Iterator[None]:
    """For one that user app may not look into."""
    served.launch()
    served.wait_for_log('"listening"')
    try:
        yield
    finally:
        served.stop()


def shown_certificate(port: int) -> bytes:
    """What a new client is shown, after PostgreSQL's request for TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        plain.sendall(b"\0\0\0\x08\x04\xd2\x16\x2f")
        assert plain.recv(1) == b"S"
        with context.wrap_socket(plain) as encrypted:
            found = encrypted.getpeercert(binary_form=True)
    assert found is not None
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_a_reload_takes_up_a_new_certificate_and_a_bad_one_changes_nothing(tmp_path: Path, workers: int) -> None:
    authority = Authority(tmp_path)
    certificate, key = authority.issue("first")
    tls = f"workers: {workers}\nlisten: {{tls: allow, tls_certificate: {certificate}, tls_key: {key}}}\n"
    files = {"shop.yaml": RULES, "server.yaml": tls}
    with running_proxy(tmp_path, files) as served, served.connect("shop", sslmode="require") as stays:
        before = shown_certificate(served.port)
        renewed, renewed_key = authority.issue("renewed")
        certificate.write_bytes(renewed.read_bytes())
        key.write_bytes(renewed_key.read_bytes())
        served.reload()
        served.wait_for_log('"reloaded"')
        after = shown_certificate(served.port)
        assert before != after
        key.write_text("not a key")
        served.write("shop.yaml", RULES.replace("default:", "renamed:"))
        served.reload()
        served.wait_for_log("reload refused")
        assert shown_certificate(served.port) == after
        assert stays.execute("SELECT 1").fetchone() == (1,)
        with served.connect("onedsn") as console:
            assert "renamed" not in str(console.execute("SHOW DATABASES").fetchall())


def test_what_was_counted_goes_on_being_counted_after_a_reload(tmp_path: Path) -> None:
    http = free_port()
    with running_proxy(tmp_path, {"shop.yaml": CROSSING, "server.yaml": f"http: {{port: {http}}}\n"}) as served:
        with served.connect("shop") as connection:
            connection.execute("SELECT 1")
            with pytest.raises(psycopg.errors.FeatureNotSupported):
                connection.execute("SELECT 1 FROM orders JOIN auth_user ON true")

        def counted() -> list[str]:
            names = "statements|refusals|plans_made|server_connections_opened"
            return re.findall(rf"^onedsn_(?:{names})_total.* [1-9].*$", metrics(http), re.MULTILINE)

        before = counted()
        assert len(before) == 4
        served.write("shop.yaml", CROSSING.replace("name: auth", "name: people"))
        served.reload()
        served.wait_for_log('"reloaded"')
        assert counted() == before


def test_settings_that_a_reload_cannot_change_are_named(tmp_path: Path) -> None:
    with running_proxy(tmp_path, {"shop.yaml": RULES, "server.yaml": "limits: {clients: 5}\n"}) as served:
        served.write("server.yaml", "limits: {clients: 1}\nworkers: 4\n")
        served.reload()
        served.wait_for_log("these settings change with a restart only")
        assert '"workers"' in served.log.read_text()
        with served.connect("shop"), pytest.raises(psycopg.OperationalError, match="too many clients"):
            served.connect("shop")


@pytest.mark.parametrize("workers", [1, 2])
def test_with_a_token_the_http_port_is_open_to_those_who_show_it(tmp_path: Path, workers: int) -> None:
    http = free_port()
    settings = f"workers: {workers}\nhttp: {{port: {http}, token: correct-horse}}\n"
    with running_proxy(tmp_path, {"shop.yaml": RULES, "server.yaml": settings}) as served:
        served.wait_for_log("metrics, health and page")
        assert status(http, "/metrics") == 401
        assert status(http, "/livez") == 200
        assert status(http, "/metrics", Authorization="Bearer correct-horse") == 200
        with served.connect("onedsn") as console:
            assert "correct-horse" not in str(console.execute("SHOW CONFIG").fetchall())


def test_a_page_of_another_site_gets_nothing(tmp_path: Path) -> None:
    http = free_port()
    with running_proxy(tmp_path, {"shop.yaml": RULES, "server.yaml": f"http: {{port: {http}}}\n"}) as served:
        served.wait_for_log("metrics, health and page")
        assert status(http, "/state") == 200
        assert status(http, "/state", Host="evil.example") == 403
        assert status(http, "/state", **{"Sec-Fetch-Site": "cross-site"}) == 403
