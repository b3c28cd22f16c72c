"""`python -m benchmarks.session` measures what it says."""

from __future__ import annotations

import pytest

from benchmarks import session


def test_each_kind_of_work_is_carried_out_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    session.main(["3"])
    first, *lines = capsys.readouterr().out.splitlines()
    assert first in ("compiled", "interpreted")
    assert [line.split(",")[0] for line in lines] == ["TPC-B", "ORM", "prepared"]
    assert all(line.endswith(" µs") for line in lines)


@pytest.mark.parametrize("work", [session.tpcb, session.orm])
def test_every_statement_reaches_the_server_and_its_answer_the_client(work: object) -> None:
    conversation = session.Conversation()
    assert callable(work)
    conversation.warm_up(work)
    before = conversation.session.query_count
    said: list[bytes] = []
    conversation.session._write_to_client = said.append
    transaction = work()
    conversation.run([transaction])
    assert conversation.session.query_count - before == len(transaction)
    assert b"".join(said).count(b"Z\0\0\0\5") == len(transaction)
