"""COPY FROM by the extended protocol where columns are verified, with and without a Sync ahead of the data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from psycopg import pq

from proxy.wire import frontend
from tests.drivers.conversation import COPY_DONE, Conversation, batch, copy_data
from tests.proxying import ProxyProcess
from tests.relations.kept import Connection, rows

COPY = b"COPY book (id, editor_id) FROM STDIN"


def loads(connection: Connection, statement: bytes, *parts: bytes, failure: bytes | None = None) -> pq.abc.PGresult:
    """As libpq does it with PQexecParams: Sync goes ahead of the data, and behind it once more."""
    server = connection.pgconn
    begun = server.exec_params(statement, None)
    if begun.status != pq.ExecStatus.COPY_IN:
        return begun
    for part in parts:
        server.put_copy_data(part)
    server.put_copy_end(failure)
    results = []
    while (result := server.get_result()) is not None:
        results.append(result)
    return results[-1]


def code(result: pq.abc.PGresult) -> str:
    return (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()


def test_rows_whose_parents_are_there_are_loaded(app: Connection) -> None:
    data = b"".join(b"%d\t%d\n" % (number, 1 + number % 3) for number in range(1, 20_001))
    ended = loads(app, COPY, *(data[start : start + 10_000] for start in range(0, len(data), 10_000)))
    assert ended.command_status == b"COPY 20000"
    assert rows(app, "SELECT count(*) FROM book") == [(20_000,)]
    assert loads(app, b"COPY badge FROM STDIN (FORMAT csv)", b'1,"1"\n2,\n').command_status == b"COPY 2"
    assert rows(app, "SELECT id, person_id FROM badge ORDER BY id") == [(1, 1), (2, None)]


def test_a_missing_parent_ends_it_with_the_line_and_nothing_is_loaded(app: Connection) -> None:
    for statement in (COPY, b"COPY badge FROM STDIN"):
        ended = loads(app, statement, b"1\t1\n2\t77\n", b"3\t1\n")
        assert code(ended) == "23503"
        assert b", line 2" in (ended.error_field(pq.DiagnosticField.CONTEXT) or b"")
        assert app.info.transaction_status == pq.TransactionStatus.IDLE
    assert [rows(app, f"SELECT count(*) FROM {table}") for table in ("book", "badge")] == [[(0,)], [(0,)]]


def test_inside_a_transaction_it_fails_that_and_counts_what_was_written_before(app: Connection) -> None:
    with app.transaction():
        app.execute("INSERT INTO person (id, name) VALUES (50, 'new')")
        assert loads(app, b"COPY badge FROM STDIN", b"1\t50\n").command_status == b"COPY 1"
    app.execute("BEGIN")
    assert code(loads(app, b"COPY badge FROM STDIN", b"2\t78\n")) == "23503"
    assert app.info.transaction_status == pq.TransactionStatus.INERROR
    app.execute("ROLLBACK")
    assert rows(app, "SELECT id, person_id FROM badge") == [(1, 50)]


def test_what_the_server_or_the_client_refuses_is_told_once_and_the_session_goes_on(app: Connection) -> None:
    assert code(loads(app, COPY, b"1\t1\nx\ty\n")) == "22P02"
    assert code(loads(app, COPY, b"1\t1\n", failure=b"changed my mind")) == "57014"
    assert code(loads(app, b"COPY book (id, nothing, editor_id) FROM STDIN", b"1\t1\n")) == "42703"
    assert loads(app, COPY, b"1\t1\n").command_status == b"COPY 1"
    assert rows(app, "SELECT id FROM book") == [(1,)]


BEGIN = frontend.bind(b"", b"load", ()) + frontend.execute()
COPY_BADGE = b"COPY badge FROM STDIN"
LOAD = frontend.parse(b"load", COPY_BADGE)
ONCE = frontend.bind(b"", b"", ()) + frontend.execute()


def data(line: bytes) -> bytes:
    return copy_data(line) + COPY_DONE + frontend.SYNC


@contextmanager
def talking(proxy: ProxyProcess, pair: str) -> Iterator[Conversation]:
    with closing(Conversation(proxy.port, pair, user="app")) as talk:
        yield talk


def test_a_client_that_sends_no_sync_ahead_of_its_data_hears_the_same(
    app: Connection, proxy: ProxyProcess, pair: str
) -> None:
    with talking(proxy, pair) as talk:
        assert talk.say(LOAD + frontend.describe(b"S", b"load") + frontend.SYNC, "Z") == "1tnZ(I)"
        for line, said in (
            (b"1\t1\n", "C<COPY 1>Z(I)"),
            (b"2\t2\n", "C<COPY 1>Z(I)"),
            (b"3\t77\n", "E[23503]Z(I)"),
            (b"1\t1\n", "E[23505]Z(I)"),
            (b"4\t\\N\n", "C<COPY 1>Z(I)"),
        ):
            assert talk.say(BEGIN + frontend.FLUSH, "G") == "2G"
            assert talk.say(data(line), "Z") == said
    assert rows(app, "SELECT id FROM badge ORDER BY id") == [(1,), (2,), (4,)]


def test_a_client_that_waits_for_nothing_at_all_hears_the_same(app: Connection, proxy: ProxyProcess, pair: str) -> None:
    with talking(proxy, pair) as talk:
        for line, said in (
            (b"1\t1\n", "12GC<COPY 1>Z(I)"),
            (b"2\t77\n", "12GE[23503]Z(I)"),
            (b"1\t1\n", "12GE[23505]Z(I)"),
            (b"3\t\\N\n", "12GC<COPY 1>Z(I)"),
        ):
            whole = frontend.parse(b"", COPY_BADGE) + ONCE + data(line)
            for byte in whole[:-1]:
                talk.send(bytes([byte]))
            assert talk.say(whole[-1:], "Z") == said
    assert rows(app, "SELECT id FROM badge ORDER BY id") == [(1,), (3,)]


def test_other_statements_behind_it_are_refused_by_name(app: Connection, proxy: ProxyProcess, pair: str) -> None:
    with talking(proxy, pair) as talk:
        said = talk.say(LOAD + BEGIN + batch("SELECT 1") + frontend.SYNC, "Z")
        assert said == "12E[0A000]Z(I)"
        assert talk.say(batch("SELECT 1") + frontend.SYNC, "Z").endswith("C<SELECT 1>Z(I)")


def test_a_client_that_ends_while_it_copies_leaves_nothing(app: Connection, proxy: ProxyProcess, pair: str) -> None:
    with talking(proxy, pair) as talk:
        talk.send(LOAD + BEGIN + frontend.FLUSH)
        assert talk.until("G") == "12G"
        talk.send(copy_data(b"1\t1\n"))
    assert rows(app, "SELECT * FROM badge") == []
