"""What clients say to a server in one conversation each; what they hear must not depend on a proxy between."""

from __future__ import annotations

from typing import Final

from proxy.wire import frontend
from proxy.wire.frontend import FLUSH, SYNC, TERMINATE
from tests.drivers.conversation import COPY_DONE, batch, copy_data, function_call, query

Step = tuple[bytes, str]
"""What is said, and the codes of the messages that end the reply."""


def q(text: str) -> Step:
    return query(text), "Z"


def _inserts(*values: bytes) -> bytes:
    return b"".join(
        frontend.bind(b"", b"ins", (value,)) + frontend.describe(b"P", b"") + frontend.execute() for value in values
    )


def _run(name: bytes) -> bytes:
    """Executes a statement without describing it."""
    return frontend.bind(b"", name, ()) + frontend.execute() + SYNC


LO_OPEN: Final = 952
LO_CREAT: Final = 957

_INSERT: Final = frontend.parse(b"ins", b"insert into u(a) values ($1) returning a") + SYNC

CONVERSATIONS: Final[dict[str, list[Step]]] = {
    "an error in a pipeline that had no Sync yet": [
        (_INSERT, "Z"),
        q("begin"),
        (_inserts(b"1", b"2", b"1", b"3"), "E"),
        (batch("commit") + SYNC, "Z"),
        q("rollback"),
    ],
    "an error after a Flush": [
        (batch("select 1/0") + FLUSH, "E"),
        (batch("select 2") + SYNC, "Z"),
        q("select 1"),
    ],
    "errors in the middle of a query string": [
        q("select 1; select 1/0; select 2"),
        q("create table zz (a int); insert into zz values (1); select 1/0"),
        q("select count(*) from zz"),
        q("begin; select 1/0; commit"),
        q("select 1"),
        q("rollback"),
        q("begin; insert into u(a) values (77); commit; select 1/0"),
        q("select a from u where a = 77"),
    ],
    "AND CHAIN": [
        q("begin isolation level repeatable read read only"),
        q("select 1"),
        q("commit and chain"),
        q("show transaction_isolation"),
        q("rollback and chain"),
        q("insert into u(a) values (1)"),
        q("rollback"),
        q("commit and chain"),
        q("begin read only"),
        q("commit and chain"),
        q("insert into u(a) values (9)"),
        q("rollback"),
    ],
    "AND CHAIN after a failure": [
        q("set default_transaction_read_only = on"),
        q("begin isolation level repeatable read, read write, deferrable"),
        q("select 1/0"),
        q("commit and chain"),
        q("show transaction_isolation"),
        q("show transaction_read_only"),
        q("savepoint x"),
        q("select 1/0"),
        q("rollback and chain"),
        q("show transaction_deferrable"),
        (batch("select 1/0") + SYNC, "Z"),
        (batch("commit and chain") + SYNC, "Z"),
        (batch("show transaction_isolation") + SYNC, "Z"),
        q("commit"),
        q("show transaction_isolation"),
    ],
    "transactions that are misspelt": [
        q("begin transaction isolation level nonsense"),
        q("select 1"),
        q("start"),
        q("begin read only,"),
        q("begin isolation level repeatable read read only, not deferrable"),
        q("commit nonsense"),
        q("commit"),
        q("begin"),
        q("savepoint a b"),
        q("rollback and no chain"),
        q("begin"),
        q("rollback to savepoint a b"),
        q("rollback work"),
        (batch("begin nonsense") + SYNC, "Z"),
        q("abort transaction and chain please"),
    ],
    "an empty transaction that is prepared": [
        q("begin"),
        (batch("prepare transaction 'nothing'") + SYNC, "Z"),
        (batch("rollback prepared 'nothing'") + SYNC, "Z"),
        (batch("begin") + SYNC, "Z"),
        (batch("savepoint a") + SYNC, "Z"),
        (batch("prepare transaction 'nothing'") + SYNC, "Z"),
        (batch("commit prepared 'nothing'") + SYNC, "Z"),
        q("begin"),
        q("prepare transaction 'nothing'"),
        q("commit prepared 'nothing'"),
        (batch("prepare transaction 'nothing'") + SYNC, "Z"),
        q("begin"),
        (batch("commit prepared 'nothing'") + SYNC, "Z"),
        q("rollback"),
        q("begin"),
        q("rollback prepared 'nothing'"),
        q("rollback"),
        (batch("rollback prepared 'nothing'") + SYNC, "Z"),
        q("select 1"),
    ],
    "nested savepoints": [
        q("begin"),
        q("savepoint a"),
        q("savepoint b"),
        q("select 1/0"),
        q("rollback to b"),
        q("release b"),
        q("rollback to c"),
        q("select 1"),
        q("rollback to a"),
        q("select 1"),
        q("commit"),
        q("savepoint x"),
        q("release x"),
        q("rollback to x"),
    ],
    "the words of transactions": [
        q("start transaction isolation level serializable, read only, deferrable"),
        q("show transaction_isolation"),
        q("begin"),
        q("end"),
        q("commit"),
        q("abort"),
        q("begin transaction read write"),
        q("set transaction isolation level serializable"),
        q("select 1"),
        q("set transaction isolation level read committed"),
        q("rollback"),
        q("set transaction read only"),
        q("set session characteristics as transaction read only"),
        q("insert into u(a) values (2)"),
        q("set session characteristics as transaction read write"),
    ],
    "COMMIT of a failed transaction": [
        q("begin"),
        q("select 1/0"),
        (batch("select 1") + SYNC, "Z"),
        (batch("commit") + SYNC, "Z"),
        q("begin"),
        q("nonsense"),
        q("commit"),
    ],
    "a table altered under a statement": [
        q("create table alt (a int); insert into alt values (1)"),
        (frontend.parse(b"told", b"select * from alt") + frontend.describe(b"S", b"told") + SYNC, "Z"),
        (frontend.parse(b"new", b"update alt set a = 7 returning *") + SYNC, "Z"),
        (_run(b"told"), "Z"),
        (_run(b"new"), "Z"),
        q("alter table alt add column b text"),
        (_run(b"told"), "Z"),
        (_run(b"told"), "Z"),
        (_run(b"new"), "Z"),
        q("select * from alt"),
        q("begin"),
        (_run(b"told"), "Z"),
        q("select 1"),
        q("rollback"),
        (frontend.close(b"S", b"told") + frontend.parse(b"told", b"select * from alt") + SYNC, "Z"),
        (_run(b"told") + _run(b"told"), "ZZ"),
        q("alter table alt drop column b"),
        (frontend.parse(b"", b"select * from alt") + frontend.describe(b"S", b"") + SYNC, "Z"),
        (_run(b""), "Z"),
        q("alter table alt alter column a type text"),
        (_run(b"new"), "Z"),
        q("drop table alt"),
        (_run(b"new"), "Z"),
        q("create table alt (a int)"),
        (_run(b"new"), "Z"),
    ],
    "a portal in portions": [
        q("begin"),
        (
            frontend.parse(b"", b"select generate_series(1, 10)")
            + frontend.bind(b"p", b"", ())
            + frontend.execute(b"p", 3)
            + SYNC,
            "Z",
        ),
        (frontend.execute(b"p", 3) + SYNC, "Z"),
        (frontend.execute(b"p", 0) + SYNC, "Z"),
        (frontend.close(b"P", b"p") + SYNC, "Z"),
        (frontend.execute(b"p", 0) + SYNC, "Z"),
        q("rollback"),
    ],
    "PREPARE of SQL": [
        q("prepare q as select $1::int"),
        q("execute q(1)"),
        (batch("execute q(2)") + SYNC, "Z"),
        q("deallocate q"),
        q("execute q(1)"),
        q("deallocate nope"),
        q("deallocate all"),
    ],
    "EXECUTE of what the protocol prepared": [
        (frontend.parse(b"pp", b"select 1") + SYNC, "Z"),
        q("execute pp"),
        (batch("execute pp") + SYNC, "Z"),
        (frontend.parse(b"ex", b"execute pp") + frontend.describe(b"S", b"ex") + SYNC, "Z"),
        (frontend.bind(b"", b"ex", ()) + frontend.execute() + SYNC, "Z"),
        (frontend.close(b"S", b"ex") + SYNC, "Z"),
        q("select name, statement, parameter_types, from_sql from pg_prepared_statements"),
        (batch("select name from pg_prepared_statements") + SYNC, "Z"),
        (batch("select name from pg_prepared_statements", b"self") + SYNC, "Z"),
        q("deallocate pp"),
        (frontend.bind(b"", b"pp", ()) + frontend.execute() + SYNC, "Z"),
        (frontend.parse(b"pp", b"select 1") + SYNC, "Z"),
        q("discard all"),
        (frontend.bind(b"", b"pp", ()) + frontend.execute() + SYNC, "Z"),
    ],
    "Bind of what SQL prepared": [
        q("prepare sp as select 1"),
        (frontend.bind(b"", b"sp", ()) + frontend.describe(b"P", b"") + frontend.execute() + SYNC, "Z"),
        (frontend.describe(b"S", b"sp") + SYNC, "Z"),
        (frontend.close(b"S", b"sp") + SYNC, "Z"),
        q("execute sp"),
    ],
    "names twice": [
        (frontend.parse(b"d", b"select 1") + frontend.parse(b"d", b"select 2") + SYNC, "Z"),
        (
            frontend.close(b"S", b"d")
            + frontend.parse(b"d", b"select 3")
            + frontend.bind(b"", b"d", ())
            + frontend.execute()
            + SYNC,
            "Z",
        ),
        q("begin"),
        (frontend.parse(b"", b"select 1") + frontend.bind(b"dp", b"", ()) + SYNC, "Z"),
        (frontend.bind(b"dp", b"", ()) + SYNC, "Z"),
        q("rollback"),
    ],
    "a cursor WITH HOLD": [
        q("begin"),
        q("declare c cursor with hold for select generate_series(1, 5)"),
        q("commit"),
        q("fetch 2 from c"),
        q("fetch all from c"),
        q("close c"),
        q("fetch 1 from c"),
        (batch("declare d cursor with hold for select generate_series(1, 5)") + SYNC, "Z"),
        (frontend.describe(b"P", b"d") + SYNC, "Z"),
        (frontend.execute(b"d", 2) + SYNC, "Z"),
        (frontend.close(b"P", b"d") + SYNC, "Z"),
        q("fetch 1 from d"),
    ],
    "temporary tables": [
        q("create temp table t1 (a int)"),
        q("insert into t1 values (1)"),
        q("select * from t1"),
        q("drop table t1"),
        q("select * from t1"),
        q("begin"),
        q("create temp table t2 (a int) on commit drop"),
        q("insert into t2 values (1)"),
        q("commit"),
        q("select * from t2"),
    ],
    "COPY and its failures": [
        q("create table cp (a int)"),
        (query("copy cp from stdin"), "G"),
        (copy_data(b"1\n2\n") + COPY_DONE, "Z"),
        (query("copy cp from stdin"), "G"),
        (copy_data(b"x\n") + COPY_DONE, "Z"),
        (query("copy cp from stdin"), "G"),
        (frontend.copy_fail("no"), "Z"),
        q("copy cp to stdout"),
        q("copy nope from stdin"),
        (batch("copy cp from stdin") + SYNC, "G"),
        (copy_data(b"1\n2\n") + COPY_DONE + SYNC, "Z"),
        (batch("copy cp from stdin") + copy_data(b"3\n") + copy_data(b"4\n") + COPY_DONE + SYNC, "Z"),
        (batch("copy cp from stdin") + copy_data(b"z\n") + COPY_DONE + batch("select 1") + SYNC, "Z"),
        (batch("copy nope from stdin") + copy_data(b"5\n") + COPY_DONE + SYNC, "Z"),
        (batch("select 2") + copy_data(b"6\n") + COPY_DONE + SYNC, "Z"),
        (batch("copy cp from stdin") + copy_data(b"7\n") + frontend.copy_fail("no") + SYNC, "Z"),
        (
            (batch("copy cp from stdin") + copy_data(b"8\n") + COPY_DONE) * 2
            + copy_data(b"9\n")
            + batch("select count(*) from cp")
            + SYNC,
            "Z",
        ),
        (query("begin") + batch("copy cp from stdin") + copy_data(b"10\n") + COPY_DONE + SYNC, "Z"),
        q("commit"),
        q("select * from cp order by 1"),
        (batch("copy cp from stdin") + FLUSH, "G"),
        (copy_data(b"y\n") + COPY_DONE, "E"),
        (SYNC, "Z"),
        q("select count(*) from cp"),
    ],
    "settings and their reports": [
        q("begin"),
        q("set local timezone to 'Europe/Rome'"),
        q("commit"),
        q("set timezone to 'Europe/Rome'"),
        q("begin"),
        q("set timezone to 'UTC'"),
        q("rollback"),
        q("show timezone"),
        q("set client_encoding to 'LATIN1'"),
        q("reset client_encoding"),
        q("set bogus to 1"),
        q("set my.x = 'y'"),
        q("show my.x"),
        q("reset all"),
        q("show timezone"),
        q("select set_config('timezone', 'Asia/Tokyo', false)"),
        q("show timezone"),
        q("set local timezone to 'UTC'"),
    ],
    "roles": [
        q("create role r1"),
        q("set role r1"),
        q("select current_user"),
        q("reset role"),
        q("set session authorization r1"),
        q("set role r1"),
        q("select session_user"),
        q("reset session authorization"),
        q("select session_user"),
        q("drop role r1"),
    ],
    "nothing, and what is not there": [
        q(""),
        q(";;"),
        q("select"),
        (batch("") + SYNC, "Z"),
        (frontend.bind(b"", b"nope", ()) + SYNC, "Z"),
        (frontend.execute(b"nope") + SYNC, "Z"),
        (frontend.describe(b"S", b"nope") + SYNC, "Z"),
        (frontend.close(b"S", b"nope") + frontend.close(b"P", b"nope") + SYNC, "Z"),
        (SYNC, "Z"),
    ],
    "a batch is one transaction": [
        (batch("insert into u(a) values (501)") + batch("select 1/0") + SYNC, "Z"),
        q("select 1 from u where a = 501"),
        (batch("insert into u(a) values (502)") + SYNC + batch("select a from u where a = 502") + SYNC, "Z"),
        (b"", "Z"),
    ],
    "function calls": [
        q("begin"),
        (function_call(LO_CREAT, -1), "Z"),
        q("select count(*) from pg_largeobject_metadata"),
        (function_call(LO_OPEN, 1, 131072), "Z"),
        (function_call(LO_CREAT, -1), "Z"),
        q("rollback"),
        q("begin"),
        q("select 1"),
        (batch("select 2") + FLUSH, "C"),
        (function_call(LO_CREAT, -1), "Z"),
        (SYNC, "Z"),
        q("rollback"),
    ],
    "locks and large objects": [
        q("select pg_advisory_lock(5)"),
        q("select pg_advisory_unlock(5)"),
        q("select pg_advisory_unlock_all()"),
        q("begin"),
        q("select lo_creat(-1) > 0"),
        q("commit"),
        q("unlisten *"),
        q("vacuum u"),
        (batch("vacuum u") + SYNC, "Z"),
    ],
}

START_UPS: Final[dict[str, dict[str, str]]] = {
    "an encoding by another name": {"client_encoding": "utf_8"},
    "a style and a zone": {"DateStyle": "german", "TimeZone": "europe/rome", "application_name": "x"},
    "a setting by a reserved word": {"some.var": "yay", "options": "-c any.thing=1"},
    "options": {"options": "-c search_path=pg_catalog,public -c extra_float_digits=1 --work-mem=1MB"},
    "an encoding that is none": {"client_encoding": "nonsense"},
    "a setting that is none": {"options": "-c nonsense=1"},
    "a value that is none": {"TimeZone": "Nowhere/Else"},
}

FAREWELLS: Final[dict[str, list[bytes]]] = {
    "a query": [query("select 1")],
    "a query, then another and Terminate": [query("select 1") + query("insert into u(a) values (900)") + TERMINATE],
    "a batch": [batch("select 1") + SYNC],
    "a transaction that is not ended": [query("begin") + query("insert into u(a) values (901)")],
    "a batch that is flushed": [batch("insert into u(a) values (902) returning a") + FLUSH],
    "a batch that is flushed and fails": [batch("select 1/0") + FLUSH],
    "a batch that is flushed in a transaction": [query("begin") + batch("insert into u(a) values (903)") + FLUSH],
    "a batch without its Sync": [batch("insert into u(a) values (904)")],
    "data to copy": [query("copy cq from stdin"), copy_data(b"1\n") + COPY_DONE],
    "data to copy that comes at once": [
        query("copy cq from stdin") + copy_data(b"2\n") + COPY_DONE + query("select 5")
    ],
    "data to copy by a batch": [batch("copy cq from stdin") + SYNC, copy_data(b"3\n") + COPY_DONE + SYNC],
    "data to copy by a batch that is flushed": [batch("copy cq from stdin") + FLUSH, copy_data(b"5\n") + COPY_DONE],
    "data to copy by a batch that was not flushed": [batch("copy cq from stdin") + copy_data(b"10\n") + COPY_DONE],
    "data to copy by a batch that is flushed, then its Sync": [
        batch("copy cq from stdin") + FLUSH,
        copy_data(b"6\n") + COPY_DONE + SYNC,
    ],
    "data to copy by a batch that is flushed, in a transaction": [
        query("begin") + batch("copy cq from stdin") + FLUSH,
        copy_data(b"7\n") + COPY_DONE,
    ],
    "data to copy by a batch, then Terminate": [
        batch("copy cq from stdin") + FLUSH,
        copy_data(b"8\n") + COPY_DONE + TERMINATE,
    ],
    "data to copy by a batch, given up": [
        batch("copy cq from stdin") + FLUSH,
        copy_data(b"9\n") + frontend.copy_fail("no more"),
    ],
    "data to copy without an end": [query("copy cq from stdin"), copy_data(b"4\n")],
    "half a message": [query("select 1") + query("select 2")[:-3]],
    "nothing": [b""],
}
"""What a client says, at once but for what it waits a moment before it says, before it closes its half."""
