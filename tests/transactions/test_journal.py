"""The journal: decisions that stay, and who is alive to end what it began."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from proxy.errors import ConfigurationProblem
from proxy.transactions.journal import Journal, JournalFailed, branch_name, parse_branch
from proxy.transactions.protocol import Note


async def opened(path: Path) -> Journal:
    journal = Journal(path)
    await journal.ensure_open()
    return journal


async def test_a_decision_is_there_after_the_journal_was_opened_again(tmp_path: Path) -> None:
    first = await opened(tmp_path / "journal")
    name = first.next_name()
    assert await first.decide(name, ["shop/a", "shop/b"], 1.0)
    await first.close()
    second = await opened(tmp_path / "journal")
    [entry] = await second.entries()
    assert (entry.name, entry.note, entry.participants) == (name, Note.COMMIT, ("shop/a", "shop/b"))
    await second.forget(name)
    assert await second.entry(name) is None
    await second.close()


async def test_only_the_first_decision_counts(tmp_path: Path) -> None:
    one, other = await opened(tmp_path / "journal"), await opened(tmp_path / "journal")
    assert one.mark == other.mark
    fenced, decided = one.next_name(), one.next_name()
    assert await other.abort(fenced, ["shop/a"], 1.0) is Note.ABORT
    assert not await one.decide(fenced, [], 1.0)
    assert await one.decide(decided, [], 1.0)
    assert await other.abort(decided, [], 1.0) is Note.COMMIT
    await one.close()
    await other.close()


async def test_an_intention_is_settled_by_what_the_last_database_says(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "journal")
    for note in (Note.COMMIT, Note.ABORT):
        name = journal.next_name()
        await journal.intend(name, ["shop/a", "shop/file"], "shop/file", 1.0)
        assert await journal.abort(name, [], 1.0) is Note.LAST
        await journal.settle_last(name, note)
        entry = await journal.entry(name)
        assert entry is not None
        assert (entry.note, entry.last) == (note, "shop/file")
    await journal.close()


async def test_a_process_is_alive_until_its_journal_is_closed(tmp_path: Path) -> None:
    one, other = await opened(tmp_path / "journal"), await opened(tmp_path / "journal")
    assert one.is_alive(one.process)
    assert one.is_alive(other.process)
    await other.close()
    assert not one.is_alive(other.process)
    assert not one.is_alive("00000000")
    await one.close()


async def test_the_lock_of_a_dead_process_says_so_and_goes(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "journal")
    left = tmp_path / "journal-0badcafe.alive"
    left.touch()
    assert not journal.is_alive("0badcafe")
    assert not left.exists()
    await journal.close()


def test_the_name_of_a_part_tells_its_transaction_journal_and_process() -> None:
    found = parse_branch(branch_name("onedsn_01234567_89abcdef_12", 3))
    assert found is not None
    assert (found.name, found.journal, found.process) == ("onedsn_01234567_89abcdef_12", "01234567", "89abcdef")
    for other in ("onedsn_1_2_3_4", "mine", "onedsn_01234567_89abcdef_12"):
        assert parse_branch(other) is None


async def test_a_journal_that_cannot_be_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationProblem, match="cannot be the journal"):
        await opened(tmp_path / "no" / "folder")
    (tmp_path / "text").write_text("this is no database at all, and long enough to be seen as none" * 20)
    with pytest.raises(ConfigurationProblem, match="cannot be the journal"):
        await opened(tmp_path / "text")


async def test_a_journal_of_a_newer_version_or_another_database_is_left_alone(tmp_path: Path) -> None:
    newer, other = tmp_path / "newer", tmp_path / "other"
    await (await opened(newer)).close()
    for path, statement in ((newer, "PRAGMA user_version = 99"), (other, "CREATE TABLE orders (id int)")):
        with sqlite3.connect(path) as file:
            file.execute(statement)
        file.close()
        with pytest.raises(ConfigurationProblem, match=r"version 99|other tables"):
            await opened(path)
        with sqlite3.connect(path) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_schema")}
        file.close()
        assert path is newer or tables == {"orders"}


async def test_a_full_disk_is_told_and_leaves_nothing_decided(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "journal")
    database = journal._open_database
    [(pages,)] = await database.execute_fetchall("PRAGMA page_count")
    await database.execute(f"PRAGMA max_page_count = {pages}")
    names = [journal.next_name() for _ in range(200)]
    decided: list[str] = []

    async def decide_all() -> None:
        for name in names:
            await journal.decide(name, ["shop/a" * 50], 1.0)
            decided.append(name)

    with pytest.raises(JournalFailed, match="full"):
        await decide_all()
    assert [entry.name for entry in await journal.entries()] == decided
    await journal.forget(decided[0])
    assert await journal.decide(names[-1], [], 1.0)
    await journal.close()


async def test_a_closed_journal_decides_nothing(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "journal")
    await journal.close()
    with pytest.raises(JournalFailed):
        await journal.decide("onedsn_01234567_89abcdef_1", [], 1.0)
