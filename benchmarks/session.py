"""What a session costs by itself: microseconds per transaction, both directions, without sockets and without a server.

    python -m benchmarks.session [transactions]

It is compiled where the modules are (`make compile`), and says so. Three kinds of work: the seven statements of TPC-B
by the simple protocol, four statements of an ORM with other literals each time, and a prepared execution.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from proxy.compiled import is_compiled
from proxy.pool.link import Link
from proxy.session.session import Session
from proxy.wire import backend, frontend
from tests.session.stage import Stage

ROUNDS = 5
Transaction = list[bytes]
"""Messages of the client; each is answered before the next is sent."""

UPDATED = backend.command_complete("UPDATE 1")
SELECTED = (
    backend.row_description((backend.Column("abalance", 23),))
    + backend.data_row((b"12345",))
    + backend.command_complete("SELECT 1")
)


def tpcb() -> Transaction:
    aid, bid, tid, delta = (random.randrange(100_000) for _ in range(4))
    texts = (
        "BEGIN;",
        f"UPDATE pgbench_accounts SET abalance = abalance + {delta} WHERE aid = {aid};",
        f"SELECT abalance FROM pgbench_accounts WHERE aid = {aid};",
        f"UPDATE pgbench_tellers SET tbalance = tbalance + {delta} WHERE tid = {tid};",
        f"UPDATE pgbench_branches SET bbalance = bbalance + {delta} WHERE bid = {bid};",
        "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) "
        f"VALUES ({tid}, {bid}, {aid}, {delta}, CURRENT_TIMESTAMP);",
        "END;",
    )
    return [frontend.query(text.encode()) for text in texts]


def orm() -> Transaction:
    number, other = random.randrange(10_000_000), random.randrange(2_000_000)
    texts = (
        'SELECT "shop_order"."id", "shop_order"."user_id", "shop_order"."status", "shop_order"."total", '
        '"shop_order"."note" FROM "shop_order" WHERE ("shop_order"."status" = \'paid\' AND '
        f'"shop_order"."id" = {number} AND NOT ("shop_order"."note" = \'n{number}\' AND "shop_order"."note" IS NOT '
        'NULL)) ORDER BY "shop_order"."id" ASC LIMIT 21;',
        'SELECT "pgbench_accounts"."aid", "pgbench_accounts"."bid", "pgbench_accounts"."abalance" FROM '
        f'"pgbench_accounts" WHERE "pgbench_accounts"."aid" IN ({other}, 3, 5, 8) LIMIT 21;',
        'SELECT COUNT(*) AS "__count" FROM "shop_order" INNER JOIN "pgbench_branches" ON ("shop_order"."user_id" '
        f'= "pgbench_branches"."bid") WHERE ("shop_order"."id" = {number});',
        f'UPDATE "shop_order" SET "status" = \'sent\', "total" = {number}.50 WHERE "shop_order"."id" = {number};',
    )
    return [frontend.query(text.encode()) for text in texts]


def prepared() -> Transaction:
    value = str(random.randrange(100_000)).encode()
    return [frontend.bind(b"", b"point", (value,), (0,), (0,)) + frontend.execute() + frontend.SYNC]


class Conversation:
    """One session on a server that answers nothing by itself."""

    def __init__(self) -> None:
        self.stage = Stage(Path(tempfile.mkdtemp()), size=4)
        self.session: Session = self.stage.session()[0]

    def prepare(self) -> None:
        text = b"SELECT abalance FROM pgbench_accounts WHERE aid = $1"
        self.stage.say(self.session, frontend.parse(b"point", text) + frontend.SYNC)

    def warm_up(self, work: Callable[[], Transaction]) -> None:
        """The statements are known from then on; after it nothing is sent any more."""
        for _ in range(5):
            for message in work():
                self.stage.say(self.session, message)
            if self.session.transaction.is_open:
                # The stage's servers know no other word for it.
                self.stage.say(self.session, frontend.query(b"COMMIT"))
        for link in self._links():
            link._write_to_server = _unsent
        self.session._write_to_client = _unsent

    def _links(self) -> list[Link]:
        return [server.receiver for name in ("default", "replica1") for server in self.stage.servers(name)]

    def run(self, transactions: list[Transaction]) -> float:
        """Seconds for all of them."""
        links, session = self._links(), self.session
        begun = False
        begin = time.perf_counter()
        for transaction in transactions:
            for message in transaction:
                session.client_data(message)
                for link in links:
                    while link.queue:
                        link.replies(self._answer(message, is_first=not begun))
                        begun = session.transaction.is_open
        return time.perf_counter() - begin

    def _answer(self, message: bytes, *, is_first: bool) -> bytes:
        session = self.session
        if message[:1] == b"B":
            return backend.BIND_COMPLETE + SELECTED + backend.READY_IDLE
        if message[5:8] == b"END":
            return backend.command_complete("COMMIT") + backend.READY_IDLE
        said = SELECTED if message[5:11] == b"SELECT" else UPDATED
        if not session.transaction.is_open:
            return said + backend.READY_IDLE
        # The first statement is behind the BEGIN that was held back.
        began = backend.PARSE_COMPLETE + backend.BIND_COMPLETE + backend.command_complete("BEGIN") if is_first else b""
        return began + said + backend.READY_IN_TRANSACTION


def _unsent(_: bytes) -> None: ...


def measure(name: str, work: Callable[[], Transaction], count: int) -> str:
    conversation = Conversation()
    if work is prepared:
        conversation.prepare()
    conversation.warm_up(work)
    transactions = [work() for _ in range(count)]
    best = min(conversation.run(transactions) for _ in range(ROUNDS))
    return f"{name:30} {best / count * 1e6:8.1f} µs"


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else 2000
    print("compiled" if is_compiled() else "interpreted")
    print(measure("TPC-B, 7 statements", tpcb, count))
    print(measure("ORM, 4 statements", orm, count))
    print(measure("prepared, 1 execution", prepared, count))


if __name__ == "__main__":
    main(sys.argv[1:])
