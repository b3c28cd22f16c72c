"""What the proxy reads of a server's messages is what was written into them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import ProxyError
from proxy.wire import backend


@given(st.lists(st.none() | st.text(), max_size=5))
def test_the_texts_of_a_row_come_back(values: list[str | None]) -> None:
    row = backend.data_row([None if value is None else value.encode("utf-8", "surrogatepass") for value in values])
    expected = [None if value is None else value.encode("utf-8", "surrogatepass") for value in values]
    found = [None if text is None else text.encode("utf-8", "surrogateescape") for text in backend.texts_of(row)]
    assert found == expected


def test_an_error_comes_back_with_all_that_it_says() -> None:
    said = ProxyError(
        "no", detail="d", hint="h", where="w", schema="s", table="t", column="c", data_type="y", constraint="k",
        sqlstate="23503",
    )  # fmt: skip
    heard = backend.error_of(backend.parse_fields(backend.error_response(said)[5:]))
    assert vars(heard) == vars(said)
    assert backend.error_of({}).message == "the server reported an error"
