"""Which clients keep their server connection: by server, by database and by user, the nearest word counts."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

USERS = """
users:
  app: {authentication: trust, admin: true}
  keeper: {authentication: trust, pool_mode: session}
  sharer: {authentication: trust, pool_mode: transaction}
"""


def keeps(proxy: ProxyProcess, database: str, user: str, on: str = "default") -> bool:
    """Whether a client at rest holds one of the two connections there are to this database."""
    with psycopg.connect(proxy.url(f"{database}@{on}", user), autocommit=True) as client:
        client.execute("SELECT 1")
        with proxy.connect("onedsn") as console:
            cursor = console.execute("SHOW POOLS")
            names = [column.name for column in cursor.description or ()]
            pools = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        [pool] = [pool for pool in pools if (pool["dsn_database"], pool["database"]) == (database, on)]
        return bool(pool["in_use"])


@pytest.fixture
def urls(primary: Server) -> tuple[str, str]:
    return primary.url_of(primary.create_database()), primary.url_of(primary.create_database())


def rules(urls: tuple[str, str], modes: tuple[str, str]) -> str:
    one, two = (f'{{url: "{url}"{mode}}}' for url, mode in zip(urls, modes, strict=True))
    return f"databases:\n  default: {one}\n  other: {two}\n"


@pytest.mark.parametrize(
    ("server", "database", "user", "expected"),
    [
        ("", "", "app", False),
        ("", "", "keeper", True),
        ("", ", pool_mode: session", "app", True),
        ("", ", pool_mode: session", "sharer", False),
        ("mode: session, ", "", "app", True),
        ("mode: session, ", "", "sharer", False),
        ("mode: session, ", ", pool_mode: transaction", "app", False),
        ("mode: session, ", ", pool_mode: transaction", "keeper", True),
    ],
)
def test_the_nearest_word_says_whether_a_client_keeps_its_connection(
    urls: tuple[str, str], tmp_path: Path, server: str, database: str, user: str, *, expected: bool
) -> None:
    files = {"shop.yaml": rules(urls, (database, "")), "server.yaml": f"pool: {{{server}size: 2}}\n{USERS}"}
    with running_proxy(tmp_path, files) as proxy:
        assert keeps(proxy, "shop", user) == expected


def test_of_two_databases_one_may_be_kept_and_the_other_shared(urls: tuple[str, str], tmp_path: Path) -> None:
    files = {"shop.yaml": rules(urls, (", pool_mode: session", "")), "server.yaml": "pool: {size: 2}\n"}
    with running_proxy(tmp_path, files) as proxy, proxy.connect("shop") as client:
        assert keeps(proxy, "shop", "app", "default")
        assert not keeps(proxy, "shop", "app", "other")
        kept = client.execute("SELECT pg_backend_pid() /* onedsn: using=default */").fetchone()
        client.execute("SELECT 1 /* onedsn: using=other */")
        with proxy.connect("shop") as neighbour:
            assert neighbour.execute("SELECT pg_backend_pid() /* onedsn: using=default */").fetchone() != kept
        assert client.execute("SELECT pg_backend_pid() /* onedsn: using=default */").fetchone() == kept


def test_a_kept_connection_is_clean_for_the_next_client(urls: tuple[str, str], tmp_path: Path) -> None:
    files = {"shop.yaml": rules(urls, (", pool_mode: session", "")), "server.yaml": "pool: {size: 1}\n"}
    with running_proxy(tmp_path, files) as proxy:
        with proxy.connect("shop") as client:
            client.execute("CREATE TEMP TABLE mine (a int)")
            client.execute("SET work_mem = '1MB'")
            client.execute("SELECT pg_advisory_lock(7)")
        with proxy.connect("shop") as client:
            assert client.execute("SHOW work_mem").fetchone() != ("1MB",)
            assert client.execute("SELECT to_regclass('mine')").fetchone() == (None,)
            assert client.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)


def test_a_reload_reaches_clients_that_keep_their_connection(urls: tuple[str, str], tmp_path: Path) -> None:
    before = rules(urls, (", pool_mode: session", ""))
    with running_proxy(tmp_path, {"shop.yaml": before}) as proxy, proxy.connect("shop") as client:
        for url in urls:
            with psycopg.connect(url, autocommit=True) as direct:
                direct.execute("CREATE TABLE thing AS SELECT current_database() AS home")
        first = client.execute("SELECT home FROM thing").fetchone()
        proxy.write("shop.yaml", before + "routers: [{name: all, read: other, write: other}]\n")
        proxy.reload()
        proxy.wait_for_log("reloaded")
        second = client.execute("SELECT home FROM thing").fetchone()
        assert [first, second] == [(url.rpartition("/")[2],) for url in urls]
        proxy.log.write_text("")
        proxy.write("shop.yaml", rules((urls[1], urls[0]), (", pool_mode: session", "")))
        proxy.reload()
        proxy.wait_for_log("reloaded")
        assert client.execute("SELECT home FROM thing").fetchone() == second


def test_a_reload_reaches_clients_that_are_pinned_where_their_database_stays(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    before = rules(urls, ("", ""))
    with running_proxy(tmp_path, {"shop.yaml": before}) as proxy, proxy.connect("shop") as client:
        client.execute("LISTEN news")
        proxy.write("shop.yaml", before + "routers: [{name: all, tables: [thing], read: other, write: other}]\n")
        proxy.reload()
        proxy.wait_for_log("reloaded")
        assert "other" in str(client.execute("EXPLAIN (ROUTE) SELECT * FROM thing").fetchall())
        client.execute("NOTIFY news, 'heard'")
        assert [note.payload for note in client.notifies(timeout=10, stop_after=1)] == ["heard"]


def say(client: psycopg.Connection[tuple[object, ...]], *texts: str) -> None:
    """One text as a query string, several in one batch."""
    if len(texts) == 1:
        client.execute(texts[0])  # type: ignore[call-overload]
        return
    with client.pipeline():
        for text in texts:
            client.execute(text)  # type: ignore[call-overload]


def held_locks(primary: Server) -> int:
    [(count,)] = primary.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    return int(count)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT pg_advisory_lock(1), x / 0 FROM generate_series(1, 2) AS x",
        "SELECT pg_advisory_lock(1); SELECT 1 / 0",
        "BEGIN; SELECT pg_advisory_lock(1); SELECT 1 / 0",
    ],
)
@pytest.mark.parametrize("in_batch", [False, True])
def test_a_lock_that_a_failed_statement_has_taken_is_its_clients_and_ends_with_it(
    primary: Server, tmp_path: Path, text: str, *, in_batch: bool
) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: {{url: "{url}"}}}}\n', "server.yaml": "pool: {size: 1}\n"}
    with running_proxy(tmp_path, files) as proxy:
        with proxy.connect("shop") as client, pytest.raises(psycopg.errors.DivisionByZero):
            say(client, *(text.split(";") if in_batch else [text]))
        with proxy.connect("shop") as another:
            # It has the only connection there is.
            another.execute("SELECT 1")
            assert held_locks(primary) == 0


@pytest.mark.parametrize("keeps_it", [False, True])
def test_what_a_query_string_has_prepared_before_it_failed_is_its_clients_alone(
    primary: Server, tmp_path: Path, *, keeps_it: bool
) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: {{url: "{url}"}}}}\n', "server.yaml": "pool: {size: 1}\n"}
    with running_proxy(tmp_path, files) as proxy:
        with proxy.connect("shop") as client:
            with pytest.raises(psycopg.errors.DivisionByZero):
                client.execute("PREPARE mine AS SELECT 1; SELECT 1 / 0")
            if keeps_it:
                assert client.execute("EXECUTE mine").fetchone() == (1,)
        with proxy.connect("shop") as another, pytest.raises(psycopg.errors.InvalidSqlStatementName):
            another.execute("EXECUTE mine")


def test_who_has_deallocated_all_that_it_prepared_keeps_its_connection_no_more(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: {{url: "{url}"}}}}\n'}
    with running_proxy(tmp_path, files) as proxy, proxy.connect("shop") as client:
        client.execute("PREPARE one AS SELECT 1")
        client.execute("PREPARE two AS SELECT 2")
        client.execute("DEALLOCATE one")
        assert client.execute("SHOW onedsn.pins").fetchone() == ("prepared statement",)
        client.execute("DEALLOCATE two")
        assert client.execute("SHOW onedsn.pins").fetchone() == ("",)


PROBE = """
SELECT current_setting('work_mem'), session_user, current_user, (SELECT count(*) FROM pg_listening_channels()),
       (SELECT count(*) FROM pg_class WHERE relname = 'mine' AND pg_table_is_visible(oid)),
       (SELECT count(*) FROM pg_cursors), (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine')
"""
Step = str | tuple[str, ...]
"""A query string, or statements of one batch."""
SET = "SET work_mem = '7MB'"
FAILING: list[list[Step]] = [
    [f"{SET}; COMMIT; SELECT 1 / 0"],
    [f"BEGIN; {SET}; COMMIT; SELECT 1 / 0"],
    [f"BEGIN; {SET}; COMMIT AND CHAIN; SELECT 1 / 0", "ROLLBACK"],
    ["LISTEN a; COMMIT; SELECT 1 / 0"],
    ["CREATE TEMP TABLE mine (a int); COMMIT; SELECT 1 / 0"],
    ["BEGIN; DECLARE mine CURSOR WITH HOLD FOR SELECT 1; COMMIT; SELECT 1 / 0"],
    ["BEGIN; SET ROLE pg_monitor; COMMIT; SELECT 1 / 0"],
    ["SET SESSION AUTHORIZATION pg_monitor; COMMIT; SELECT 1 / 0"],
    ["DO $$ BEGIN PERFORM set_config('work_mem', '7MB', false); COMMIT; PERFORM 1 / 0; END $$"],
    ["PREPARE mine AS SELECT 1; SELECT 1 / 0"],
    [f"{SET}; SELECT 1 / 0"],
    ["BEGIN", SET, "COMMIT; SELECT 1 / 0"],
    ["BEGIN", SET, "ROLLBACK; SELECT 1 / 0"],
    ["BEGIN", SET, "SELECT 1 / 0", "ROLLBACK"],
    ["BEGIN", SET, "INSERT INTO late VALUES (1)", "COMMIT"],
    ["BEGIN", SET, "INSERT INTO late VALUES (1)", "COMMIT; SELECT 1"],
    ["BEGIN", SET, ("COMMIT", "SELECT 1 / 0")],
    ["BEGIN", SET, ("ROLLBACK", "SELECT 1 / 0")],
    [(SET, "SELECT 1 / 0")],
    [("BEGIN", SET, "COMMIT", "SELECT 1 / 0")],
    [("BEGIN", "LISTEN a", "COMMIT", "SELECT 1 / 0")],
    [("BEGIN", "SET ROLE pg_monitor", "COMMIT", "SELECT 1 / 0")],
]


def probed(url: str, *steps: Step) -> object:
    """What a client finds after these, of which one fails."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as client:
        failures = 0
        for step in steps:
            try:
                say(client, *((step,) if isinstance(step, str) else step))
            except psycopg.Error:
                failures += 1
        assert failures == (list(steps) in FAILING)
        return client.execute(PROBE).fetchone()  # type: ignore[arg-type]


def test_what_was_committed_before_a_failure_is_its_clients_and_nobody_elses(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: {{url: "{url}"}}}}\n', "server.yaml": "pool: {size: 1}\n"}
    with psycopg.connect(url, autocommit=True) as direct:
        direct.execute("CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO late VALUES (1)")
    clean = probed(url)
    with running_proxy(tmp_path, files) as proxy:
        through = proxy.url("shop", "postgres")
        for steps in FAILING:
            assert probed(through, *steps) == probed(url, *steps), steps
            assert probed(through) == clean, steps


UNSEEN = [
    "UPDATE pg_settings SET setting = '7MB' WHERE name = 'work_mem'",
    "EXPLAIN ANALYZE SELECT set_config('work_mem', '7MB', false)",
    "CREATE TABLE made AS SELECT set_config('work_mem', '7MB', false); DROP TABLE made",
    "DO $$ BEGIN EXECUTE 'SET work_mem = ''7MB'''; END $$",
    "DO $$ BEGIN EXECUTE 'LISTEN ' || 'a'; END $$",
    "DO $$ BEGIN EXECUTE 'CREATE TEMP TABLE mine (a int)'; END $$",
    "INSERT INTO watched VALUES (1)",
    "INSERT INTO watched VALUES (1) RETURNING a",
]


def test_what_no_statement_shows_is_its_clients_and_nobody_elses(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: {{url: "{url}"}}}}\n', "server.yaml": "pool: {size: 1}\n"}
    with psycopg.connect(url, autocommit=True) as direct:
        direct.execute("""
            CREATE TABLE watched (a int);
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM set_config('work_mem', '7MB', false); RETURN NEW; END $$;
            CREATE TRIGGER watching BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION watch()
        """)
    clean = probed(url)
    with running_proxy(tmp_path, files) as proxy:
        through = proxy.url("shop", "postgres")
        with proxy.connect("onedsn") as console:
            cursor = console.execute("SHOW DATABASES")
            at = [column.name for column in cursor.description or ()].index("known_tables")
            known = (console.execute("SHOW DATABASES").fetchone() for _ in range(20_000))
            assert any(row is not None and row[at] is not None for row in known), "the catalogs were never read"
        for text in UNSEEN:
            assert probed(through, text) == probed(url, text), text
            assert probed(through) == clean, text
