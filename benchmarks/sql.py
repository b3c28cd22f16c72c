"""What reading SQL costs: microseconds per statement of our parts, of sqlglot and of PostgreSQL's own parser.

    python benchmarks/sql.py [rounds]

The statements are those of tests/sql/cases, and one ORM statement of about 500 bytes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pglast
import sqlglot

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from proxy.sql.analyze import analyze  # noqa: E402
from proxy.sql.head import boundaries, classify  # noqa: E402
from proxy.sql.normalize import normalize, shape  # noqa: E402
from proxy.sql.tokens import tokenize  # noqa: E402
from tests.sql.corpus import cases  # noqa: E402

ORM = (
    'SELECT "shop_order"."id", "shop_order"."number", "shop_order"."placed_at", "shop_order"."customer_id", '
    '"shop_order"."total", "shop_customer"."id", "shop_customer"."name", "shop_customer"."email" FROM "shop_order" '
    'INNER JOIN "shop_customer" ON ("shop_order"."customer_id" = "shop_customer"."id") WHERE ("shop_customer"."name" '
    "LIKE 'Smith%' AND \"shop_order\".\"placed_at\" >= '2024-01-31 00:00:00+00:00'::timestamptz AND NOT "
    '("shop_order"."status" IN (\'open\', \'sent\'))) ORDER BY "shop_order"."placed_at" DESC LIMIT 21'
)


def head(sql: str) -> None:
    """Boundaries and kinds, without a look into the bodies."""
    tokens = tokenize(sql)
    for first, last in boundaries(tokens):
        classify(tokens, first, last)


def normalize_warm(sql: str) -> None:
    """The shape by which the plan of a statement is found."""
    shape(sql.encode())


def normalize_cold(sql: str) -> None:
    """The same, and whether its literals may matter, which is asked once a shape."""
    normalize(sql.encode())


class WarmPlans:
    """What a session does with a statement whose shape was seen before."""

    def __init__(self, statements: Sequence[str]) -> None:
        self.plans: dict[bytes, object] = {}
        for sql in statements:
            self.plans[shape(sql.encode())] = sql

    def look_up(self, sql: str) -> None:
        """With literals that were never seen: the text itself is not in the cache, its shape is."""
        if self.plans.get(shape(sql.encode())) is None:
            raise LookupError(f"no plan for {sql!r}")


def parts(known: Sequence[str]) -> list[tuple[str, Callable[[str], object]]]:
    return [
        ("head", head),
        ("normalize", normalize_warm),
        ("normalize, cold", normalize_cold),
        ("analyze, cold", analyze),
        ("plan, warm", WarmPlans(known).look_up),
        ("sqlglot.parse", lambda sql: sqlglot.parse(sql, dialect="postgres")),
        ("pglast.parse_sql", pglast.parse_sql),
    ]


def microseconds(part: Callable[[str], object], statements: Sequence[str], rounds: int) -> tuple[float, int]:
    """The best round's time per statement, and how many statements the part refused."""
    best, refused = float("inf"), 0
    for _ in range(rounds):
        refused = 0
        begin = time.perf_counter()
        for sql in statements:
            try:
                part(sql)
            except (sqlglot.errors.SqlglotError, pglast.parser.ParseError):
                refused += 1
        best = min(best, time.perf_counter() - begin)
    return best / len(statements) * 1e6, refused


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    sqlglot.logger.disabled = True
    corpus = [case.sql for case in cases()][::5]
    other_literals = [ORM.replace("Smith", f"Smith{i}").replace("2024-01-31", f"2024-02-{i:02}") for i in range(1, 29)]
    measure(f"{len(corpus)} statements of the corpus", corpus, rounds, known=corpus)
    measure(f"ORM, {len(ORM)} bytes, each time with other literals", other_literals * 8, rounds, known=[ORM])


def measure(title: str, statements: Sequence[str], rounds: int, *, known: Sequence[str]) -> None:
    print(f"\n{title}")
    for name, part in parts(known):
        each, refused = microseconds(part, statements, rounds)
        print(f"  {name:18} {each:10.1f} µs" + (f"   ({refused} refused)" if refused else ""))


if __name__ == "__main__":
    main()
