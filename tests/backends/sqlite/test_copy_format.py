"""COPY's formats, read in every chunking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.backends.sqlite.copy_format import BadCopyFormat, CopyFormat, RowReader, copy_format, head, line, tail

FIELDS = st.one_of(st.none(), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
ROWS = st.lists(st.lists(FIELDS, min_size=2, max_size=2), max_size=5)
FORMATS = (
    CopyFormat(),
    CopyFormat(delimiter="|", null="NULL"),
    CopyFormat("csv", ",", ""),
    CopyFormat("csv", ";", "NULL", header=True, quote="'", escape="\\"),
    CopyFormat("binary"),
)


def read(form: CopyFormat, data: bytes, size: int) -> list[list[bytes | None]]:
    reader = RowReader(form, ("a", "b"))
    rows = [row for i in range(0, len(data), size) for row in reader.feed(data[i : i + size])]
    return rows + list(reader.finish())


@pytest.mark.parametrize("form", FORMATS)
@given(rows=ROWS, size=st.integers(1, 9))
def test_what_was_written_is_read_back_however_it_is_cut(
    form: CopyFormat, rows: list[list[str | None]], size: int
) -> None:
    encoded = [[None if field is None else field.encode() for field in row] for row in rows]
    data = head(form, ("a", "b")) + b"".join(line(form, row, ("a", "b")) for row in encoded) + tail(form)
    assert read(form, data, size) == encoded


def test_escapes_of_the_text_format_are_undone() -> None:
    assert read(CopyFormat(), b"a\\tb\\n\\x41\\101\t\\N\n", 3) == [[b"a\tb\nAA", None]]


def test_the_end_marker_ends_the_rows() -> None:
    assert read(CopyFormat(), b"1\t2\n\\.\n3\t4\n", 100) == [[b"1", b"2"]]


def test_a_quoted_empty_string_is_not_null_in_csv() -> None:
    assert read(CopyFormat("csv", ",", ""), b'"",\n', 100) == [[b"", None]]


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"1\n", 'missing data for column "b"'), (b"1\t2\t3\n", "extra data after last expected column")],
)
def test_a_row_with_the_wrong_number_of_fields_is_told(data: bytes, message: str) -> None:
    with pytest.raises(BadCopyFormat, match=message):
        read(CopyFormat(), data, 100)


def test_an_open_quote_at_the_end_is_told() -> None:
    with pytest.raises(BadCopyFormat, match="unterminated CSV quoted field"):
        read(CopyFormat("csv", ",", ""), b'1,"2\n', 100)


def test_an_unknown_option_is_a_syntax_error() -> None:
    with pytest.raises(Exception, match='option "colour" not recognized'):
        copy_format({"colour": "red"}, into=True)
