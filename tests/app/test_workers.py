"""Several worker processes behind one port: they are one server to clients and operators, and fail one by one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from proxy.net import module_command
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server, free_port

Row = dict[str, object]


class Workers:
    """A served proxy with two workers over one PostgreSQL server."""

    def __init__(self, served: ProxyProcess, http: int) -> None:
        self.served = served
        self.http = http

    def ask(self, command: str) -> list[Row]:
        """What the console answers, from whichever worker the connection came to."""
        with psycopg.connect(self.served.url("onedsn"), autocommit=True) as connection:
            cursor = connection.execute(command)
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()] if names else []

    def session(self, worker: int, **options: object) -> psycopg.Connection[tuple[object, ...]]:
        """A client of this very worker."""
        for attempt in range(200):
            name = f"{worker}-{attempt}-{time.monotonic_ns()}"
            connection = psycopg.connect(
                self.served.url("shop"),
                autocommit=True,
                application_name=name,
                **options,  # type: ignore[arg-type]
            )
            connection.execute("SELECT 1")
            (row,) = [row for row in self.ask("SHOW CLIENTS") if row["application"] == name]
            if row["worker"] == worker:
                return connection
            connection.close()
        raise AssertionError(f"no connection ever came to worker {worker}")

    def clients(self) -> list[Row]:
        """Those of shop, on any worker."""
        return [row for row in self.ask("SHOW CLIENTS") if row["dsn_database"] == "shop"]

    def process_ids(self) -> dict[object, int]:
        return {row["worker"]: int(str(row["process_id"])) for row in self.ask("SHOW WORKERS")}

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=10) as answer:
            return bytes(answer.read())


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process_id}/status").read_text()


def rules(server: Server, extra: str = "") -> str:
    return (
        f'databases: {{default: "{server.url}"}}\nrouters:\n  - {{name: all, read: default, write: default{extra}}}\n'
    )


@pytest.fixture
def workers(tmp_path: Path, primary: Server) -> Iterator[Workers]:
    http = free_port()
    settings = f"workers: 2\nhttp: {{port: {http}}}\npool: {{size: 7}}\nlimits: {{clients: 12}}\ndrain_timeout: 5s\n"
    with running_proxy(tmp_path, {"shop.yaml": rules(primary), "server.yaml": settings}) as served:
        found = Workers(served, http)
        until(lambda: 0 not in found.process_ids().values())
        yield found


def test_both_workers_serve_and_the_console_shows_the_clients_of_all(workers: Workers) -> None:
    with workers.session(1) as first, workers.session(2) as second:
        assert first.execute("SELECT 1").fetchone() == second.execute("SELECT 1").fetchone() == (1,)
        rows = workers.ask("SHOW CLIENTS")
        assert {row["worker"] for row in rows if row["dsn_database"] == "shop"} == {1, 2}
        assert len({row["id"] for row in rows}) == len(rows)


def test_a_pool_is_divided_among_the_workers(workers: Workers) -> None:
    assert sorted(row["size"] for row in workers.ask("SHOW POOLS")) == [3, 4]  # type: ignore[type-var]


def test_a_cancel_request_reaches_its_session_on_the_other_worker(workers: Workers) -> None:
    """Cancel requests are connections of their own: about half of these come to the worker without the session."""
    with workers.session(1) as first, workers.session(2) as second:
        for turn in range(8):
            cancelled, other = (first, second) if turn % 2 else (second, first)
            outcomes: list[str] = []

            def sleep(connection: psycopg.Connection[tuple[object, ...]], outcomes: list[str] = outcomes) -> None:
                try:
                    connection.execute("SELECT pg_sleep(20)")
                except psycopg.errors.QueryCanceled:
                    outcomes.append("cancelled")

            thread = threading.Thread(target=sleep, args=(cancelled,))
            thread.start()
            until(
                lambda: any(
                    row["state"] == "active" for row in workers.ask("SHOW CLIENTS") if row["dsn_database"] == "shop"
                )
            )
            other.cancel()
            while thread.is_alive():
                # A request that overtakes its statement cancels nothing, as with a server.
                cancelled.cancel()
                thread.join(0.2)
            assert outcomes == ["cancelled"]
            assert other.execute("SELECT 1").fetchone() == (1,)


def test_a_dead_worker_is_replaced_and_takes_only_its_own_clients_with_it(workers: Workers) -> None:
    stays, goes = workers.session(1), workers.session(2)
    before = workers.process_ids()
    stays.execute("SELECT 1")
    os.kill(before[2], signal.SIGKILL)
    with pytest.raises(psycopg.OperationalError):
        goes.execute("SELECT 1")
    assert stays.execute("SELECT 2").fetchone() == (2,)
    until(lambda: workers.process_ids().get(2) not in (before[2], 0))
    assert workers.process_ids()[1] == before[1]
    with workers.session(2) as again:
        assert again.execute("SELECT 3").fetchone() == (3,)
    started = {row["worker"]: row["started"] for row in workers.ask("SHOW WORKERS")}
    assert started == {1: 1, 2: 2}
    stays.close()


def test_what_a_dead_worker_counted_stays_counted(workers: Workers) -> None:
    with workers.session(2) as connection:
        for _ in range(50):
            connection.execute("SELECT 1 FROM pg_class LIMIT 1")

    def counted() -> float:
        lines = [
            line
            for line in workers.get("/metrics").decode().splitlines()
            if line.startswith("onedsn_clients_opened_total")
        ]
        return float(lines[0].split()[-1])

    before = counted()
    process_ids = workers.process_ids()
    os.kill(process_ids[2], signal.SIGKILL)
    until(lambda: workers.process_ids().get(2) not in (process_ids[2], 0))
    assert counted() >= before > 0


def test_no_worker_outlives_its_supervisor(workers: Workers) -> None:
    process_ids = list(workers.process_ids().values())
    assert all(map(is_alive, process_ids))
    assert workers.served.process is not None
    workers.served.process.kill()
    workers.served.process.wait()
    until(lambda: not any(map(is_alive, process_ids)))


def test_sigterm_drains_all_workers(workers: Workers) -> None:
    process_ids = list(workers.process_ids().values())
    with workers.session(1) as in_transaction, workers.session(2) as idle:
        in_transaction.execute("BEGIN")
        in_transaction.execute("SELECT 1")
        assert workers.served.process is not None
        workers.served.process.send_signal(signal.SIGTERM)
        workers.served.wait_for_log("draining")
        with pytest.raises(psycopg.OperationalError):
            until(lambda: idle.execute("SELECT 1") is None)
        assert in_transaction.execute("SELECT 5").fetchone() == (5,)
        in_transaction.execute("COMMIT")
        assert workers.served.process.wait(20) == 0
    assert not any(map(is_alive, process_ids))


def test_a_reload_holds_on_all_workers_or_on_none(workers: Workers, primary: Server) -> None:
    def routers() -> set[object]:
        return {row["router"] for row in workers.ask("SHOW ROUTERS")}

    workers.served.write("shop.yaml", rules(primary).replace("name: all", "name: everything"))
    workers.served.reload()
    workers.served.wait_for_log('"reloaded"')
    assert routers() == {"everything"}
    workers.served.write("shop.yaml", "databases: nonsense\n")
    workers.served.reload()
    workers.served.wait_for_log("reload refused")
    assert routers() == {"everything"}
    with pytest.raises(psycopg.Error, match=r"shop\.yaml"):
        workers.ask("RELOAD")


PICKY = """\
import os
from pathlib import Path

if Path(__file__).with_name("picky").read_text() == str(os.getpid()):
    raise RuntimeError("not in this process")

class Picky:
    def db_for_read(self, model, **hints):
        return None
"""


def test_one_worker_that_cannot_load_the_rules_keeps_all_from_changing(workers: Workers, primary: Server) -> None:
    folder = workers.served.folder
    (folder / "picky_router.py").write_text(PICKY)
    (folder / "picky").write_text(str(workers.process_ids()[2]))
    python = "  - {name: picky, python: picky_router:Picky}\n"
    workers.served.write("shop.yaml", rules(primary).replace("name: all", "name: everything") + python)
    with pytest.raises(psycopg.Error, match="not in this process"):
        workers.ask("RELOAD")
    assert {row["router"] for row in workers.ask("SHOW ROUTERS")} == {"all"}


def test_a_replaced_worker_serves_the_rules_in_force_whatever_the_files_say_now(workers: Workers) -> None:
    workers.served.write("shop.yaml", "databases: nonsense\n")
    before = workers.process_ids()
    os.kill(before[1], signal.SIGKILL)
    until(lambda: workers.process_ids().get(1) not in (before[1], 0))
    with workers.session(1) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_pause_and_resume_hold_for_all_workers_and_for_those_to_come(workers: Workers) -> None:
    def paused() -> set[object]:
        return {row["paused"] for row in workers.ask("SHOW DATABASES")}

    with workers.session(1), workers.session(2):
        workers.ask("PAUSE default")
        assert paused() == {True}
        before = workers.process_ids()
        os.kill(before[2], signal.SIGKILL)
        until(lambda: workers.process_ids().get(2) not in (before[2], 0))
        metrics = workers.get("/metrics").decode()
        assert 'onedsn_database_paused{database="default",dsn_database="shop"} 1.0' in metrics
        assert workers.ask("RESUME default") == []
        assert paused() == {False}


@pytest.mark.parametrize(("pause", "resume"), [("PAUSE", "RESUME default"), ("PAUSE default", "RESUME shop.default")])
def test_a_worker_to_come_is_not_paused_where_the_pause_was_ended_in_other_words(
    workers: Workers, pause: str, resume: str
) -> None:
    workers.ask(pause)
    workers.ask(resume)
    before = workers.process_ids()
    os.kill(before[2], signal.SIGKILL)
    until(lambda: workers.process_ids().get(2) not in (before[2], 0))
    assert {row["paused"] for row in workers.ask("SHOW DATABASES") if row["database"] == "default"} == {False}
    with workers.session(2) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_kill_ends_a_client_on_whichever_worker_it_is(workers: Workers) -> None:
    for worker in (1, 2):
        with workers.session(worker) as connection:
            (row,) = [
                row for row in workers.ask("SHOW CLIENTS") if row["worker"] == worker and row["dsn_database"] == "shop"
            ]
            workers.ask(f"KILL {row['id']}")
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
    with pytest.raises(psycopg.Error, match="there is no client 5"):
        workers.ask("KILL 5")


def test_the_limit_of_clients_holds_for_all_workers_together_and_not_for_operators(workers: Workers) -> None:
    clients: list[psycopg.Connection[tuple[object, ...]]] = []

    def comes_in() -> bool:
        """One more; those of the fixture that have said goodbye are counted until that is heard."""
        try:
            clients.append(psycopg.connect(workers.served.url("shop"), autocommit=True))
        except psycopg.OperationalError:
            return False
        return True

    try:
        for _ in range(12):
            until(comes_in)
        with pytest.raises(psycopg.OperationalError, match="too many clients"):
            psycopg.connect(workers.served.url("shop"))
        assert len(workers.clients()) == 12
        clients.pop().close()
        until(lambda: len(workers.clients()) == 11)
        until(comes_in)
    finally:
        for client in clients:
            client.close()


def test_the_http_port_speaks_for_all_workers(workers: Workers) -> None:
    metrics = workers.get("/metrics").decode()
    assert "onedsn_workers 2.0" in metrics
    assert 'onedsn_pool_size{database="default",dsn_database="shop"} 7.0' in metrics
    assert json.loads(workers.get("/readyz")) == {"status": "ready"}
    assert {row["worker"] for row in json.loads(workers.get("/state"))["workers"]} == {1, 2}


def test_drain_by_the_console_ends_the_server(workers: Workers) -> None:
    workers.ask("DRAIN")
    assert workers.served.process is not None
    assert workers.served.process.wait(20) == 0


def test_a_second_server_is_told_that_the_port_is_taken(workers: Workers, tmp_path: Path, primary: Server) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    other = ProxyProcess(folder)
    other.port = workers.served.port
    other.write("shop.yaml", rules(primary))
    other.write("server.yaml", "workers: 2\n")
    assert other.run_to_its_end() == 2
    assert "cannot listen" in other.log.read_text()


def test_rules_that_cannot_be_used_are_told_before_anything_is_served(tmp_path: Path) -> None:
    served = ProxyProcess(tmp_path)
    served.write("shop.yaml", 'databases: {default: "sqlite:///:memory:"}\n')
    served.write("server.yaml", "workers: 2\n")
    assert served.run_to_its_end() == 2
    assert "a database in memory is in one process" in served.log.read_text()


def test_auto_is_one_worker_where_a_database_is_in_memory(tmp_path: Path) -> None:
    files = {"shop.yaml": 'databases: {default: "sqlite:///:memory:"}\n', "server.yaml": "workers: auto\n"}
    with running_proxy(tmp_path, files) as served, served.connect("onedsn") as connection:
        assert len(connection.execute("SHOW WORKERS").fetchall()) == 1


def test_listening_on_an_sqlite_file_that_several_workers_share_is_refused(tmp_path: Path) -> None:
    files = {"shop.yaml": f'databases: {{default: "sqlite:///{tmp_path}/shop.db"}}\n', "server.yaml": "workers: 2\n"}
    with running_proxy(tmp_path, files) as served, served.connect("shop") as connection:
        connection.execute("CREATE TABLE book (id integer PRIMARY KEY)")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="needs one worker"):
            connection.execute("LISTEN news")
        connection.execute("NOTIFY news")
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (0,)


def test_writers_on_two_workers_share_an_sqlite_file_and_lose_nothing(tmp_path: Path) -> None:
    files = {"shop.yaml": f'databases: {{default: "sqlite:///{tmp_path}/shop.db"}}\n', "server.yaml": "workers: 2\n"}
    with running_proxy(tmp_path, files) as served:
        with served.connect("shop") as connection:
            connection.execute("CREATE TABLE counted (id integer PRIMARY KEY, n integer NOT NULL)")
            connection.execute("INSERT INTO counted VALUES (1, 0)")

        def count() -> None:
            with served.connect("shop") as connection:
                for _ in range(25):
                    connection.execute("UPDATE counted SET n = n + 1 WHERE id = 1")

        threads = [threading.Thread(target=count) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with served.connect("shop") as connection:
            assert connection.execute("SELECT n FROM counted").fetchone() == (200,)


def test_a_package_called_proxy_in_the_working_directory_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "proxy").mkdir()
    (tmp_path / "proxy" / "__init__.py").write_text("raise RuntimeError('somebody else')\n")
    command, environment = module_command("proxy.compiled")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_one_worker_has_defined_the_others_know_before_they_look_by_themselves(
    tmp_path: Path, primary: Server
) -> None:
    url = primary.url_of(primary.create_database())
    with psycopg.connect(url, autocommit=True) as direct:
        direct.execute("CREATE TABLE author (id int PRIMARY KEY); INSERT INTO author VALUES (1)")
        direct.execute("CREATE TABLE book (id int, author_id int)")
    texts = {
        "shop.yaml": f'databases: {{default: "{url}"}}\n'
        "relations:\n  - {from: book.author_id, to: author.id, check: verify}\n",
        "server.yaml": f"workers: 2\nhttp: {{port: {free_port()}}}\ncatalog_interval: 1h\n",
    }
    with running_proxy(tmp_path, texts) as served:
        workers = Workers(served, 0)
        until(lambda: 0 not in workers.process_ids().values())
        with workers.session(1) as first, workers.session(2) as second:
            second.execute("INSERT INTO book VALUES (7, 1)")
            first.execute("DROP TABLE book; CREATE TABLE book (author_id int, id int)")

            def is_refused() -> bool:
                try:
                    with second.transaction(force_rollback=True):
                        second.execute("INSERT INTO book VALUES (7, 1)")
                except psycopg.errors.ForeignKeyViolation:
                    return True
                return False

            until(is_refused)
