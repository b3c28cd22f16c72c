"""What names mean where: typed expressions, row sources, scopes, and the parameters of the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.names import name_in_string
from proxy.sql.schema import DomainType, SchemaFacts, TableFacts
from proxy.sql.translation import Step
from proxy.sql.transpile_grammar import quoted
from proxy.wire.defined import EnumType


class UndefinedColumn(ProxyError):
    """A name that no column in reach has."""

    sqlstate = "42703"


class UndefinedTable(ProxyError):
    """A name that no table in reach has."""

    sqlstate = "42P01"


class UndefinedFunction(ProxyError):
    """No function or operator of that name takes such arguments."""

    sqlstate = "42883"


class DatatypeMismatch(ProxyError):
    """An expression of one type where another is required."""

    sqlstate = "42804"


class GroupingProblem(ProxyError):
    """A column outside the groups, or an aggregate where none may be."""

    sqlstate = "42803"


@dataclass(frozen=True, slots=True)
class Typed:
    """SQLite SQL with its PostgreSQL type. A string literal or a parameter of no type yet is `UNKNOWN`."""

    sql: str
    type: int
    modifier: int = -1
    name: str = "?column?"
    literal: str | None = None
    parameter: int | None = None
    origin: tuple[int, int] = (0, 0)
    """Table oid and column number where it is a plain column."""
    weak: bool = False
    """The name is only the type's of a cast: another cast or a CASE around it gives a better one."""

    @property
    def comparable(self) -> str:
        """The SQL with the collation under which the type compares as in PostgreSQL."""
        collation = t.collation(self.type)
        if collation is None:
            # A COLLATE anywhere inside would count for the whole, though it belongs to another comparison.
            return f"({self.sql} COLLATE BINARY)" if "COLLATE" in self.sql else self.sql
        return f"({self.sql} COLLATE {collation})"


@dataclass(slots=True)
class Source:
    """One entry of FROM: its alias and its columns, by the names SQLite knows them under."""

    alias: str
    columns: tuple[Typed, ...]
    table: TableFacts | None = None
    hidden: set[str] = field(default_factory=set)
    """Columns that a USING has merged into another source's."""
    scalar: bool = False
    """A function that returns single values: its alias means the value."""

    def find(self, name: str) -> list[Typed]:
        """Its columns of that name."""
        return [column for column in self.columns if column.name == name]


class Scope:
    """The names one query level can see, and those of the levels around it."""

    def __init__(self, parent: Scope | None = None) -> None:
        self.parent = parent
        self.sources: list[Source] = []
        self.tables: dict[str, tuple[Typed, ...]] = dict(parent.tables) if parent is not None else {}
        """WITH queries in reach: name → columns."""
        self.ungrouped: list[tuple[Source, Typed]] = []
        self.groups: list[str] = []
        self.nulled: frozenset[str] = frozenset()
        """Grouping keys that the grouping set at hand leaves out."""
        self.windows: dict[str, exp.Window] = {}
        """WINDOW clause: name → definition."""
        self.windows_refused = False
        self.recursive = ""
        """The WITH RECURSIVE query that this one is the body of."""
        self.aggregates = 0
        self.aggregates_refused: str | None = None
        self.inside: Scope | None = None
        """The query in whose FROM this one stands."""
        self.outer_reached = False
        """Whether a column of an outer level was used."""

    def resolve(self, table: str, name: str) -> Typed:
        """The column that `table.name` or `name` means here. Raises 42703, 42702 or 42P01."""
        scope: Scope | None = self
        crossed: list[Scope] = []
        while scope is not None:
            found = scope._own(table, name)
            if found is not None:
                for inner in crossed:
                    reached: Scope | None = inner
                    while reached is not None:
                        reached.outer_reached = True
                        reached = reached.inside
                source, column = found
                scope.ungrouped.append((source, column))
                return column
            crossed.append(scope)
            scope = scope.parent
        if not table:
            for source in self.sources:
                if source.scalar and source.alias == name:
                    return replace(source.columns[0], name=name)
        if not table and any(source.alias == name for source in self.sources):
            raise FeatureNotSupported(f'the whole row "{name}" as a value is not supported by the SQLite backend')
        if table:
            raise UndefinedTable(f'missing FROM-clause entry for table "{table}"')
        raise UndefinedColumn(f'column "{name}" does not exist')

    def _own(self, table: str, name: str) -> tuple[Source, Typed] | None:
        if table:
            for source in self.sources:
                if source.alias == table:
                    found = source.find(name)
                    if not found:
                        raise UndefinedColumn(f"column {table}.{name} does not exist")
                    return source, found[0]
            return None
        matches = [(s, c) for s in self.sources if name not in s.hidden for c in s.find(name)]
        if len(matches) > 1:
            raise UndefinedColumn(f'column reference "{name}" is ambiguous', sqlstate="42702")
        return matches[0] if matches else None

    def source(self, alias: str) -> Source:
        """The source of that alias at this level. Raises 42P01."""
        for source in self.sources:
            if source.alias == alias:
                return source
        raise UndefinedTable(f'missing FROM-clause entry for table "{alias}"')


class Parameters:
    """The types of $1, $2 … as the statement gives them away."""

    def __init__(self, declared: tuple[int, ...]) -> None:
        self.types: dict[int, int] = {n: oid for n, oid in enumerate(declared, 1) if oid not in (0, t.UNKNOWN)}
        self.count = len(declared)
        self._untyped: set[int] = set()
        """Those that stand where a value of any type may, before anything gave them one."""

    def use(self, number: int) -> Typed:
        """The parameter as an expression."""
        self.count = max(self.count, number)
        return Typed(f"?{number}", self.types.get(number, t.UNKNOWN), parameter=number)

    def fix(self, number: int, oid: int) -> None:
        """The parameter has this type, unless it has one already."""
        self.types.setdefault(number, oid)

    def leave(self, number: int) -> None:
        """The parameter stands where a value of any type may, which gives it none."""
        self._untyped.add(number)

    def all(self) -> tuple[int, ...]:
        """The type of each, text where nothing said otherwise. Raises 42P18 for one that stands where any may, and
        42P08 where another place gives it a type after that."""
        for number in sorted(self._untyped):
            if number not in self.types:
                raise ProxyError(f"could not determine data type of parameter ${number}", sqlstate="42P18")
            raise ProxyError(f"inconsistent types deduced for parameter ${number}", sqlstate="42P08")
        return tuple(self.types.get(number, t.TEXT) for number in range(1, self.count + 1))


@dataclass(slots=True)
class Context:
    """What is the same for the whole statement."""

    schema: SchemaFacts
    parameters: Parameters
    search_path: tuple[str, ...]
    catalogs: SchemaFacts
    reads_catalogs: bool = False
    volatile: bool = False
    """A function that changes something (nextval) is called."""
    counter: int = 0
    captured: dict[str, tuple[str, tuple[Typed, ...]]] = field(default_factory=dict)
    """WITH queries that change rows and run before the statement: their temporary tables and columns."""
    steps: list[Step] = field(default_factory=list)
    """What runs before the statement proper."""
    overriding: str = ""
    """OVERRIDING SYSTEM or USER VALUE of an INSERT."""

    def parameter(self, number: int) -> Typed:
        """The parameter as an expression; one that names an object is looked up in the catalogs."""
        typed = self.parameters.use(number)
        if isinstance(typed.type, DomainType):
            typed = replace(typed, type=typed.type.base)
        if typed.type not in t.IDENTIFIERS or typed.type == t.OID:
            return typed
        self.reads_catalogs = True
        return replace(typed, sql=f"pg_reg({typed.type}, {typed.sql})")

    def find_type(self, schema: str, name: str) -> EnumType | DomainType | None:
        """The enum or domain that the name means under the search path."""
        for candidate in (schema,) if schema else self.search_path:
            found = self.schema.types.get((candidate, name))
            if found is not None:
                return found
        return None

    def domain_at(self, origin: tuple[int, int]) -> DomainType | None:
        """The domain of the column that an expression is."""
        for table in self.schema.tables.values() if origin[0] else ():
            if table.oid == origin[0]:
                return self.schema.domain_of(table.columns[origin[1] - 1].domain)
        return None

    def refuse_domain(self, typed: Typed, what: str) -> None:
        """Raises 0A000 for a column of a domain where the domain would show."""
        domain = self.domain_at(typed.origin)
        if domain is not None:
            raise FeatureNotSupported(f"{what} of the domain {domain.name} is not supported by the SQLite backend")

    def fresh(self) -> str:
        """A name nothing else in the statement has."""
        self.counter += 1
        return f"onedsn_{self.counter}"

    def find_table(self, schema: str, name: str) -> TableFacts:
        """The table or view that the name means under the search path. Raises 42P01."""
        if schema == "pg_temp":
            schema = ""
        for candidate in (schema,) if schema else ("pg_temp", "pg_catalog", *self.search_path):
            if candidate in ("pg_catalog", "information_schema"):
                found = self.catalogs.tables.get((candidate, name))
                if found is not None:
                    self.reads_catalogs = True
                    return found
                continue
            found = self.schema.tables.get((candidate, name))
            if found is not None:
                return found
            if (candidate, name) in self.schema.sequences:
                raise FeatureNotSupported(f"the sequence {name} as a table is not supported by the SQLite backend")
        shown = f"{schema}.{name}" if schema else name
        raise UndefinedTable(f'relation "{shown}" does not exist')

    def check_sequence(self, written: str) -> None:
        """A string that names a sequence names something that is there. Raises 42P01."""
        name = name_in_string(written)
        if name is None or name.schema in ("pg_catalog", "information_schema"):
            return
        places = (name.schema,) if name.schema else ("pg_temp", *self.search_path)
        if any(
            (place, name.name) in known for place in places for known in (self.schema.sequences, self.schema.tables)
        ):
            return
        # What is no sequence is said to be none when the statement runs.
        if any(index.name == name.name for table in self.schema.tables.values() for index in table.indexes):
            return
        raise UndefinedTable(f'relation "{written}" does not exist')


def unique(names: Sequence[str]) -> list[str]:
    """The names with a number added where one repeats, so that each stands for one column."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        result.append(name if seen[name.lower()] == 1 else f"{name}:{seen[name.lower()]}")
    return result


def table_sql(table: TableFacts) -> str:
    """The table as SQLite names it."""
    if table.temporary or table.shadowed:
        return f"{'temp' if table.temporary else 'main'}.{quoted(table.sqlite_name)}"
    return quoted(table.sqlite_name)
