"""The keys of a COPY are read however its rows are written and cut, and verified in batches."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import ProxyError
from proxy.relations.copy_check import CopyCheck
from proxy.relations.copy_format import CopyFormat, places, read_format
from proxy.relations.copy_rows import BinaryRows, CsvRows, Fields, Rows, TextRows
from proxy.relations.parameters import text_of_binary
from proxy.routing.deliberation import Catalogs
from proxy.sql.analyze import analyze
from proxy.wire.values import INT4, TEXT
from tests.relations.stage import POSTGRES, SPLIT, Play, holding, load, owed_by

TEXT_FORMAT = read_format("COPY t FROM STDIN")
CSV_FORMAT = read_format("COPY t FROM STDIN (FORMAT csv)")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("COPY t FROM STDIN", CopyFormat("text", b"\t", b"\\N", b'"', b'"', False, ())),
        ('COPY s."T" (a, "B") FROM stdin;', CopyFormat("text", b"\t", b"\\N", b'"', b'"', False, ("a", "B"))),
        (
            "COPY t FROM STDIN WITH (FORMAT csv, HEADER, DELIMITER ';', NULL 'x', QUOTE '''', ESCAPE '!')",
            CopyFormat("csv", b";", b"x", b"'", b"!", True, ()),
        ),
        ("COPY t FROM STDIN (HEADER false, FORMAT 'csv')", CopyFormat("csv", b",", b"", b'"', b'"', False, ())),
        ("COPY t FROM STDIN CSV HEADER DELIMITER AS ';'", CopyFormat("csv", b";", b"", b'"', b'"', True, ())),
        ("COPY t FROM STDIN (FORMAT BINARY)", CopyFormat("binary", b"\t", b"\\N", b'"', b'"', False, ())),
        ("COPY t FROM STDIN BINARY", CopyFormat("binary", b"\t", b"\\N", b'"', b'"', False, ())),
    ],
)
def test_formats_are_read_in_both_spellings(text: str, form: CopyFormat) -> None:
    assert read_format(text) == form


def test_an_option_that_changes_how_values_read_is_refused() -> None:
    for option in ("FORCE_NULL (a)", "DEFAULT 'd'", "ENCODING 'latin1'"):
        with pytest.raises(ProxyError, match="cannot be verified"):
            read_format(f"COPY t FROM STDIN (FORMAT csv, {option})")


def test_wanted_columns_have_their_place_in_the_list_or_in_the_table() -> None:
    assert places(TEXT_FORMAT, ("a", "b", "c"), ("c", "a")) == [2, 0]
    assert places(read_format("COPY t (c, a) FROM STDIN"), ("a", "b", "c"), ("c", "a")) == [0, 1]
    assert places(read_format("COPY t (a) FROM STDIN"), ("a", "b", "c"), ("c", "a")) is None


def read_all(rows: Rows, parts: Sequence[bytes]) -> tuple[Fields, list[int]]:
    """All rows, and the line of the first of each portion that has some."""
    found: Fields = []
    lines: list[int] = []
    for number, part in enumerate(parts):
        portion = rows.read(part, is_end=number == len(parts) - 1)
        if portion:
            lines.append(rows.line)
        found += portion
    return found, lines


def cut_everywhere(data: bytes) -> list[list[bytes]]:
    """Whole, byte by byte, and in two at every position."""
    whole = [[data, b""], [bytes((byte,)) for byte in data] + [b""]]
    return whole + [[data[:position], data[position:], b""] for position in range(len(data) + 1)]


TEXT_DATA = b"1\ta\tx\n\\N\tb\\tb\\\\\ty\\\nz\n3\t\\x41\\101\\\t!\tlast\n4\t\\N\t\n\\.\n9\tnever\tread\n"
TEXT_ROWS: Fields = [(b"1", b"a"), (None, b"b\tb\\"), (b"3", b"AA\t!"), (b"4", None)]


def test_text_rows_are_read_however_they_are_cut() -> None:
    for parts in cut_everywhere(TEXT_DATA):
        assert read_all(TextRows(TEXT_FORMAT, [0, 1]), parts)[0] == TEXT_ROWS


def test_lines_are_counted_from_one_the_header_and_escaped_line_feeds_included() -> None:
    rows = TextRows(read_format("COPY t FROM STDIN (HEADER)"), [0])
    assert rows.read(b"id\tname\n1\ta\\\nb\n", is_end=False) == [(b"1",)]
    assert rows.line == 2
    assert rows.read(b"2\tc\n", is_end=True) == [(b"2",)]
    assert rows.line == 4


def test_windows_line_ends_and_a_last_line_without_one_are_rows() -> None:
    assert read_all(TextRows(TEXT_FORMAT, [1]), [b"1\ta\r\n2\tb\r\n", b"3\tc"])[0] == [(b"a",), (b"b",), (b"c",)]


CSV_DATA = b'id,"na\nme"\n1,"a ""quoted"", b"\n,""\n3,"x\ny"\n"4",plain\n'
CSV_ROWS: Fields = [(b"1", b'a "quoted", b'), (None, b""), (b"3", b"x\ny"), (b"4", b"plain")]


def test_csv_rows_are_read_however_they_are_cut() -> None:
    form = read_format("COPY t FROM STDIN (FORMAT csv, HEADER)")
    for parts in cut_everywhere(CSV_DATA):
        found, lines = read_all(CsvRows(form, [0, 1]), parts)
        assert found == CSV_ROWS
        assert lines[0] == 3


@given(st.lists(st.tuples(st.text("ab,\"\n'"), st.text('xy,"\n')), max_size=6), st.integers(0, 200))
def test_whatever_a_csv_writer_writes_is_read_back(table: list[tuple[str, str]], position: int) -> None:
    output = io.StringIO()
    csv.writer(output, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    data = output.getvalue().encode()
    found, _ = read_all(CsvRows(CSV_FORMAT, [0, 1]), [data[:position], data[position:], b""])
    assert found == [(one.encode(), other.encode()) for one, other in table]


def binary(rows: Sequence[tuple[bytes | None, ...]]) -> bytes:
    data = b"PGCOPY\n\xff\r\n\0" + bytes(8)
    for row in rows:
        data += len(row).to_bytes(2, "big")
        for value in row:
            data += b"\xff\xff\xff\xff" if value is None else len(value).to_bytes(4, "big") + value
    return data + b"\xff\xff"


def test_binary_rows_are_read_however_they_are_cut() -> None:
    data = binary([(b"\0\0\0\7", b"abc"), (None, b""), (b"\xff\xff\xff\xff", None)])
    decode = [partial(text_of_binary, INT4), partial(text_of_binary, TEXT)]
    for parts in cut_everywhere(data):
        found, _ = read_all(BinaryRows([0, 1], decode), parts)
        assert found == [(b"7", b"abc"), (None, b""), (b"-1", None)]


# ---- what is asked

CATALOGS: Catalogs = {
    "default": holding(person=["id", "name"], pet=["id", "owner_id"]),
    "other": holding(book=["id", "title", "editor_id"]),
}


def checked(folder: Path, text: str, check: str = "verify") -> CopyCheck:
    rules = load(
        folder,
        f"{POSTGRES}{SPLIT}check: {check}\n"
        "relations: [{from: book.editor_id, to: person.id}, {from: pet.owner_id, to: person.id}]\n",
    )
    analyze(text)
    _, (owed,) = owed_by(rules, text, CATALOGS)
    return CopyCheck(owed, text)


def test_keys_of_another_database_are_asked_for_while_rows_stream(tmp_path: Path) -> None:
    check = checked(tmp_path, "COPY book FROM STDIN")
    assert not check.is_atomic
    assert [check.add(b"%d\tx\t%d\n" % (number, number)) for number in range(20_000)].count(True) > 0
    played = Play({"= ANY": [(str(number),) for number in range(20_000)]}).of(check.pending())
    assert played.error is None
    assert all(line.startswith("default: SELECT (id)::text FROM person") for line in played.told)
    assert not check.has_pending
    check.add(b"1\tx\t1\n" * 20_000)
    check.end()
    asked_again = Play().of(check.pending())
    assert sum(len(line) for line in asked_again.told) < sum(len(line) for line in played.told)


def test_keys_of_the_own_database_wait_for_its_end_and_an_error_names_the_line(tmp_path: Path) -> None:
    check = checked(tmp_path, "COPY pet (id, owner_id) FROM STDIN")
    assert check.is_atomic
    assert not check.add(b"1\t5\n2\t\\N\n3\t6\n")
    check.end()
    assert not check.has_pending
    played = Play({"VALUES": [("1",)]}).of(check.rest())
    assert "(1, '5'), (2, '6')" in played.told[0]
    assert played.told[0].endswith("FOR KEY SHARE OF parent")
    assert played.error is not None
    assert played.error.where == "COPY pet, line 3"


def test_a_copy_that_loads_no_column_of_a_relation_is_left_alone(tmp_path: Path) -> None:
    assert not checked(tmp_path, "COPY book (id, title) FROM STDIN").is_needed


def test_with_refuse_the_first_reference_across_sources_ends_the_copy(tmp_path: Path) -> None:
    check = checked(tmp_path, "COPY book FROM STDIN", "refuse")
    check.add(b"1\tx\t\\N\n2\tx\t7\n")
    with pytest.raises(ProxyError, match="cannot refer to"):
        check.end()
