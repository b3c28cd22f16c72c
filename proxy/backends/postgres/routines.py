"""What functions and triggers touch: by their bodies, by pg_depend, and through the functions that they call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from proxy.sql.bodies import Body, read_body
from proxy.sql.builtins import READING
from proxy.sql.catalog import Function, Volatility
from proxy.sql.statement import TableName

# asyncpg's records, which have no types.
Row = Mapping[str, Any]

_VOLATILITIES: Final = {"i": Volatility.IMMUTABLE, "s": Volatility.STABLE, "v": Volatility.VOLATILE}
_DANGER: Final = (Volatility.IMMUTABLE, Volatility.STABLE, Volatility.VOLATILE)


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> Body:
    """Bodies seldom change from one look at the catalogs to the next."""
    return read_body(text, language)


class Routine:
    """One function; overloads are routines of their own."""

    def __init__(self, row: Row, name: TableName) -> None:
        self.name = name
        self.path: tuple[str, ...] = tuple(row["path"] or ())
        self.volatility = _VOLATILITIES[row["volatility"]]
        text = row["atomic"] or row["body"]
        self.body = _read(_bare(text) if row["atomic"] else text, row["language"]) if text else Body()
        self.changes = (
            self.body.changes if self.body.complete else row["volatility"] == "v" or self._is_seen_to_change()
        )
        self.complete = self.body.complete
        self.pins = set(self.body.pins)
        self.reads: set[TableName] = set()
        self.writes: set[TableName] = set()
        self.calls: set[int] = set(row["calls"] or ())
        """Of an aggregate, what it is made of."""

    def _is_seen_to_change(self) -> bool:
        return bool(self.body.writes)

    def take_over(self, called: Routine) -> bool:
        """Does all that `called` does; answers whether that is news."""
        before = (len(self.reads), len(self.writes), len(self.pins), self.changes, self.complete)
        self.reads |= called.reads
        self.writes |= called.writes
        self.pins |= called.pins
        self.changes = self.changes or called.changes
        self.complete = self.complete and called.complete
        return before != (len(self.reads), len(self.writes), len(self.pins), self.changes, self.complete)


class Routines:
    """All functions of one database that are not PostgreSQL's own."""

    def __init__(
        self,
        rows: Iterable[Row],
        tables: Mapping[int, TableName],
        behind: Mapping[int, set[int]],
        path: tuple[str, ...],
    ) -> None:
        """`behind` are the tables behind each view, `path` is where unqualified names are looked for."""
        self._tables = {name: oid for oid, name in tables.items()}
        self._names = tables
        self._behind = behind
        self._path = path
        self.routines: dict[int, Routine] = {}
        self.changing: set[int] = set()
        """The functions that may change something, PostgreSQL's own among them."""
        by_name: dict[TableName, list[int]] = {}
        for row in rows:
            if not row["ours"]:
                if row["volatility"] == "v" and row["name"] not in READING:
                    self.changing.add(row["oid"])
                continue
            routine = Routine(row, TableName(row["name"], row["schema"]))
            routine.reads |= self._held(row["touches"])
            self.routines[row["oid"]] = routine
            by_name.setdefault(routine.name, []).append(row["oid"])
        for routine in self.routines.values():
            self._look_up(routine, by_name)
        self._follow_calls()
        self.changing |= {oid for oid, routine in self.routines.items() if routine.changes}

    def functions(self) -> dict[TableName, Function]:
        """Overloads together: the most dangerous volatility, every table any of them is known to touch."""
        found: dict[TableName, Function] = {}
        groups: dict[TableName, list[Routine]] = {}
        for routine in self.routines.values():
            groups.setdefault(routine.name, []).append(routine)
        for name, routines in groups.items():
            changes = any(routine.changes for routine in routines)
            complete = all(routine.complete for routine in routines)
            worst = max((routine.volatility for routine in routines), key=_DANGER.index)
            found[name] = Function(
                name,
                # Whatever a function was declared, one that is seen to change something is volatile.
                Volatility.VOLATILE if changes else worst,
                tuple(sorted(set().union(*(routine.reads for routine in routines)), key=str)),
                tuple(sorted(set().union(*(routine.writes for routine in routines)), key=str)),
                complete=complete,
                pure=complete and not changes,
                pins=tuple(sorted(set().union(*(routine.pins for routine in routines)))),
            )
        return found

    def written_by(self, oid: int) -> set[TableName]:
        """The tables that a call of the function `oid`, say by a trigger, writes."""
        routine = self.routines.get(oid)
        return set() if routine is None else routine.writes

    def pinned_by(self, oid: int) -> set[str]:
        """What such a call leaves behind in the session."""
        routine = self.routines.get(oid)
        return set() if routine is None else routine.pins

    def _look_up(self, routine: Routine, by_name: Mapping[TableName, list[int]]) -> None:
        path = routine.path or self._path
        for names, into in ((routine.body.reads, routine.reads), (routine.body.writes, routine.writes)):
            for name in names:
                oid = next((self._tables[each] for each in _qualified(name, path) if each in self._tables), None)
                if oid is None:
                    # A temporary table, or one that is gone: who knows what the body does with it.
                    routine.complete = False
                else:
                    into |= self._held([oid])
        for word in routine.body.functions:
            schema, _, bare = word.rpartition(".")
            for name in _qualified(TableName(bare.strip('"'), schema.strip('"') or None), path):
                if name in by_name:
                    routine.calls.update(by_name[name])
                    break

    def _held(self, oids: Iterable[int]) -> set[TableName]:
        """The tables, or those behind the views, of these object identifiers."""
        found: set[int] = set()
        for oid in oids:
            if oid in self._names:
                found |= self._behind.get(oid) or {oid}
        return {self._names[oid] for oid in found}

    def _follow_calls(self) -> None:
        """What a called function does, its caller does too, at any distance."""
        callers: dict[int, set[int]] = {}
        for oid, routine in self.routines.items():
            for called in routine.calls:
                callers.setdefault(called, set()).add(oid)
        waiting = list(self.routines)
        while waiting:
            current = waiting.pop()
            done = self.routines[current]
            waiting.extend(each for each in callers.get(current, ()) if self.routines[each].take_over(done))


def _qualified(name: TableName, path: Iterable[str]) -> Iterable[TableName]:
    return (name,) if name.schema is not None else (TableName(name.name, schema) for schema in path)


def _bare(text: str) -> str:
    """A body of standard SQL as a list of statements."""
    text = text.strip()
    if text[:6].upper() == "RETURN":
        return "SELECT" + text[6:]
    return text[len("BEGIN ATOMIC") : -len("END")]


def read_path(setting: str) -> tuple[str, ...]:
    """The schemas of a search_path as the server shows it."""
    parts = (part.strip() for part in setting.split(","))
    return tuple(part[1:-1].replace('""', '"') if part[:1] == '"' else part.lower() for part in parts if part)
