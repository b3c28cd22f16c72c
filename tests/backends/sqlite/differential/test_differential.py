"""PostgreSQL and SQLite, both behind the proxy, give the same answers, or SQLite refuses with 0A000."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.backends.sqlite.differential import floats
from tests.backends.sqlite.differential.expressions import literal_table, query
from tests.backends.sqlite.differential.outcome import Outcome, Run
from tests.backends.sqlite.differential.parameters import PARAMETERIZED
from tests.backends.sqlite.differential.statements import SETUP, statements
from tests.proxying import running_proxy
from tests.servers import Server

CASES = Path(__file__).with_name("cases")


@dataclass
class Pair:
    """The same tables on both engines, each reached through the proxy."""

    postgresql: Run
    sqlite: Run


@dataclass
class Score:
    """How many scripts agree or are refused, and what differs."""

    same: int = 0
    refused: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)

    def count(self, name: str, theirs: list[Outcome], ours: list[Outcome]) -> None:
        for one in zip(ours, theirs, strict=False):
            if one[0].is_refused and not one[1].is_refused:
                self.refused.append(name)
                return
        if "ORDER BY" not in name.upper():
            theirs, ours = [one.sorted() for one in theirs], [one.sorted() for one in ours]
        if theirs == ours:
            self.same += 1
            return
        shown = next(pair for pair in zip(theirs, ours, strict=False) if pair[0] != pair[1])
        self.different.append(f"{name}\n  postgresql {shown[0]}\n  sqlite     {shown[1]}")

    def check(self, most_refused: int) -> None:
        text = f"{self.same} agree, {len(self.refused)} are refused, {len(self.different)} differ"
        print(text)
        assert not self.different, text + "\n" + "\n".join(self.different[:25])
        assert len(self.refused) <= most_refused, text + "\n" + "\n".join(self.refused)


@pytest.fixture(scope="module")
def pair(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("differential")
    with psycopg.connect(primary.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS differential WITH (FORCE)")
        connection.execute(
            "CREATE DATABASE differential TEMPLATE template0"
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
        )
    urls = {"pg": primary.url_of("differential"), "lite": f"sqlite:///{folder}/differential.db"}
    files = {f"{name}.yaml": f'databases:\n  default: {{url: "{url}"}}\n' for name, url in urls.items()}
    with running_proxy(folder, files) as proxy:
        postgresql, sqlite = proxy.connect("pg"), proxy.connect("lite")
        for connection in (postgresql, sqlite):
            connection.execute("SET TIME ZONE 'UTC'")
            for sql in (*SETUP, *literal_table()):
                connection.execute(sql.encode())
        yield Pair(Run(postgresql), Run(sqlite))
        postgresql.close()
        sqlite.close()


def scripts(path: Path) -> list[list[str]]:
    """The scripts of a case file: paragraphs, each of statements that end with a semicolon at a line's end."""
    found = []
    for paragraph in path.read_text().split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("--")]
        script = [part.strip() for part in "\n".join(lines).replace(";\n", ";\0").split("\0")]
        script = [part.removesuffix(";") for part in script if part]
        if script:
            found.append(script)
    return found


def test_generated_statements_have_the_same_answer_in_both_protocols_and_formats(pair: Pair) -> None:
    score = Score()
    for sql in statements():
        script = [sql]
        theirs, ours = pair.postgresql.simple(script), pair.sqlite.simple(script)
        score.count(sql, theirs, ours)
        if not ours[0].is_refused:
            score.count(sql, pair.postgresql.extended(script, binary=True), pair.sqlite.extended(script, binary=True))
    score.check(most_refused=95)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.sql")), ids=lambda path: path.stem)
def test_statements_of_applications_have_the_same_answer(pair: Pair, path: Path) -> None:
    score = Score()
    for script in scripts(path):
        name = ";\n".join(script)
        theirs, ours = pair.postgresql.simple(script), pair.sqlite.simple(script)
        score.count(name, theirs, ours)
        score.count(name, pair.postgresql.extended(script, binary=True), pair.sqlite.extended(script, binary=True))
    score.check(most_refused=MOST_REFUSED.get(path.stem, 0))


def test_describe_tells_the_same_before_anything_runs(pair: Pair) -> None:
    alike = 0
    different = []
    files = (scripts(path) for path in sorted(CASES.glob("*.sql")))
    for script in [*([sql] for sql in statements()), *itertools.chain.from_iterable(files)]:
        ours = pair.sqlite.described(script)
        if any(one.is_refused for one in ours):
            continue
        theirs = pair.postgresql.described(script)
        if ours == theirs:
            alike += 1
            continue
        at = next(i for i, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other)
        if script[at] not in DESCRIBED_OTHERWISE:
            shown = ";\n".join(script[: at + 1])
            different.append(f"{shown}\n  postgresql {theirs[at]}\n  sqlite     {ours[at]}")
    assert not different, "\n".join(different[:25])
    assert alike > 4900


DESCRIBED_OTHERWISE = {
    # The error comes with Parse and not with Execute, or the other way round; it is the same.
    "INSERT INTO kind (word) VALUES ('p') ON CONFLICT (item_id) DO NOTHING",
    "INSERT INTO u VALUES (1, 2, 'q') ON CONFLICT (c) DO NOTHING",
    "insert into mv values (2)",
    # A column that was dropped leaves no gap in the numbers of those behind it.
    "select * from item where id = 1",
    # Which table's column a key of grouping sets is.
    "select good, small, count(*), grouping(good), grouping(good, small) from item group by grouping sets"
    " ((good, small), (good), ()) order by 1, 2, 3, 4, 5",
}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 'NaN'::numeric",
        "SELECT 'Infinity'::numeric",
        "SELECT 'NaN'::float8",
        "SELECT 'infinity'::float8 - 'infinity'::float8",
        "SELECT '4713-01-01 BC'::date",
        "SELECT '10000-01-01'::date",
        "SELECT date '9999-12-31' + 1",
        "SELECT timestamp '9999-12-31 23:00' + interval '2 hours'",
        "SELECT date '0001-01-01' - 1",
        "SELECT make_date(10000, 1, 1)",
        "SELECT make_date(-1, 1, 1)",
        "SELECT to_date('12000', 'YYYY')",
        "SELECT to_timestamp(1e12)",
        "SELECT 'now'::timestamptz > '2000-01-01'",
        "SELECT ROW(1, 2)",
        "SELECT t FROM (SELECT 1 AS a) t",
        "CREATE TYPE composite AS (a int, b text)",
        "SELECT int4range(1, 5)",
        "SELECT '[1,5)'::int4range",
        "CREATE TABLE ranges (r tstzrange)",
        "SELECT '1.2.3.4'::inet",
        "SELECT ts_lexize('english_stem', 'stars')",
    ],
)
def test_what_postgresql_can_and_a_file_cannot_is_refused(pair: Pair, statement: str) -> None:
    assert not pair.postgresql.simple([statement])[0].sqlstate
    assert pair.sqlite.simple([statement])[0].sqlstate == "0A000"
    assert pair.sqlite.extended([statement])[0].sqlstate == "0A000"


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32))
def test_any_expression_has_the_same_value_or_is_refused(pair: Pair, seed: int) -> None:
    sql = query(random.Random(seed))
    ours = pair.sqlite.simple([sql])
    if not ours[0].is_refused:
        assert ours == pair.postgresql.simple([sql]), sql


@pytest.mark.parametrize("seed", range(12))
def test_floating_point_numbers_keep_every_digit(pair: Pair, seed: int) -> None:
    score = Score()
    for script in floats.scripts(random.Random(seed)):
        name = ";\n".join(script)
        score.count(name, pair.postgresql.simple(script), pair.sqlite.simple(script))
        score.count(name, pair.postgresql.extended(script, binary=True), pair.sqlite.extended(script, binary=True))
    score.check(most_refused=0)


MOST_REFUSED: dict[str, int] = {}
"""By case file; the rest have an answer for everything."""


@pytest.mark.parametrize(("statement", "values"), PARAMETERIZED)
def test_parameters_get_postgresqls_types_and_give_the_same_rows(
    pair: Pair, statement: str, values: Sequence[str | None]
) -> None:
    assert pair.sqlite.described_alone(statement) == pair.postgresql.described_alone(statement)
    data = [None if value is None else value.encode() for value in values]
    for binary in (False, True):
        theirs = pair.postgresql.extended([statement], data, binary=binary)
        assert pair.sqlite.extended([statement], data, binary=binary) == theirs
