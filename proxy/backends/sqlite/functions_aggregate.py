"""Aggregates that SQLite lacks or adds up otherwise; each serves as a window function too."""

from __future__ import annotations

import json
import math
import operator
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from proxy.backends.sqlite.functions_array import built
from proxy.backends.sqlite.functions_interval import average, interval, made, parts, span
from proxy.backends.sqlite.functions_number import float4, float8, number, quotient, root
from proxy.backends.sqlite.functions_order import comparer, sort_key
from proxy.errors import ProxyError
from proxy.sql import types as t
from proxy.sql.literals import EXACT, numeric_text
from proxy.wire.values import wrapped


class _Collected:
    """Keeps what is in the frame, oldest first."""

    def __init__(self) -> None:
        self.items: deque[Any] = deque()

    def step(self, *arguments: Any) -> None:
        """A row enters; NULL does not count."""
        if arguments[0] is not None:
            self.items.append(arguments if len(arguments) > 1 else arguments[0])

    def inverse(self, *arguments: Any) -> None:
        """The oldest row leaves."""
        if arguments[0] is not None:
            self.items.popleft()

    def value(self) -> Any:
        """The result so far."""
        raise NotImplementedError

    def finalize(self) -> Any:
        """The result."""
        return self.value()


class _Exact:
    """The sum and count of exact numbers."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.count = 0

    def step(self, value: str | int | None) -> None:
        """A row enters."""
        if value is not None:
            self.total = EXACT.add(self.total, number(str(value)))
            self.count += 1

    def inverse(self, value: str | int | None) -> None:
        """A row leaves."""
        if value is not None:
            self.total = EXACT.subtract(self.total, number(str(value)))
            self.count -= 1

    def value(self) -> str | None:
        """The result so far."""
        raise NotImplementedError

    def finalize(self) -> str | None:
        """The result."""
        return self.value()


class ExactSum(_Exact):
    """sum(bigint), sum(numeric)."""

    def value(self) -> str | None:
        """The sum, with the largest scale among its values."""
        return numeric_text(self.total) if self.count else None


class ExactAverage(_Exact):
    """avg() of exact numbers."""

    def value(self) -> str | None:
        """The mean with the scale of a division."""
        return numeric_text(quotient(self.total, Decimal(self.count))) if self.count else None


class FloatSum(_Collected):
    """sum(double precision), added in the order of the rows."""

    def value(self) -> float | None:
        """The sum."""
        if not self.items:
            return None
        total = 0.0
        for item in self.items:
            total = float8("+", total, item)
        return total


class FloatAverage(FloatSum):
    """avg(double precision)."""

    def value(self) -> float | None:
        """The mean."""
        total = super().value()
        return None if total is None else total / len(self.items)


class RealSum(_Collected):
    """sum(real)."""

    def value(self) -> float | None:
        """The sum, rounded to single precision at each step."""
        if not self.items:
            return None
        total = 0.0
        for item in self.items:
            total = float4("+", total, item)
        return total


class StringAggregate(_Collected):
    """string_agg(): each value but the first after its own delimiter."""

    def value(self) -> Any:
        """The joined text or bytes."""
        if not self.items:
            return None
        empty: Any = b"" if isinstance(self.items[0][0], bytes) else ""
        return empty.join((delimiter or empty if n else empty) + text for n, (text, delimiter) in enumerate(self.items))


class IntervalSum(_Collected):
    """sum(interval)."""

    def total(self) -> tuple[int, int, int]:
        """Months, days and microseconds together."""
        found = [parts(item) for item in self.items]
        return sum(f[0] for f in found), sum(f[1] for f in found), sum(f[2] for f in found)

    def value(self) -> str | None:
        """The sum."""
        return made(*self.total()) if self.items else None


class IntervalAverage(IntervalSum):
    """avg(interval)."""

    def value(self) -> str | None:
        """The mean."""
        return average(self.total(), len(self.items)) if self.items else None


class _Bits(_Collected):
    """A bitwise operator over all values."""

    combine: Callable[[int, int], int]

    def value(self) -> int | None:
        """All values combined."""
        if not self.items:
            return None
        result = self.items[0]
        for item in list(self.items)[1:]:
            result = type(self).combine(result, item)
        return int(result)


class BitAnd(_Bits):
    """bit_and()."""

    combine = staticmethod(operator.and_)


class BitOr(_Bits):
    """bit_or()."""

    combine = staticmethod(operator.or_)


class BitXor(_Bits):
    """bit_xor()."""

    combine = staticmethod(operator.xor)


class _Named(_Collected):
    """An aggregate whose first argument says which one of its family it is."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ""

    def step(self, *arguments: Any) -> None:
        """A row enters."""
        self.name = arguments[0]
        super().step(*arguments[1:])

    def inverse(self, *arguments: Any) -> None:
        """The oldest row leaves."""
        super().inverse(*arguments[1:])


class Spread(_Named):
    """stddev(), variance() … of exact numbers."""

    def value(self) -> str | None:
        """The result with the scale that PostgreSQL's division gives."""
        sample = not self.name.endswith("_pop")
        count = len(self.items)
        if count < (2 if sample else 1):
            return None
        values = [number(str(item)) for item in self.items]
        total, squares = Decimal(0), Decimal(0)
        for value in values:
            total = EXACT.add(total, value)
            squares = EXACT.add(squares, EXACT.multiply(value, value))
        above = EXACT.subtract(EXACT.multiply(Decimal(count), squares), EXACT.multiply(total, total))
        if above <= 0:
            return "0"
        below = Decimal(count * (count - 1 if sample else count))
        result = quotient(above, below)
        if self.name.startswith("var"):
            return numeric_text(result)
        return numeric_text(root(result, -int(result.as_tuple().exponent)))


class FloatSpread(_Named):
    """stddev(), variance() … of double precision, by the Youngs-Cramer sums that PostgreSQL keeps."""

    def value(self) -> float | None:
        """The result."""
        sample = not self.name.endswith("_pop")
        if len(self.items) < (2 if sample else 1):
            return None
        count = total = squares = 0.0
        for item in self.items:
            count += 1
            total += item
            if count > 1:
                rest = item * count - total
                squares += rest * rest / (count * (count - 1))
        result = squares / (count - 1 if sample else count)
        return result if self.name.startswith("var") else math.sqrt(result)


class ArrayAggregate(_Named):
    """array_agg(): the first argument is the element's type; NULL counts."""

    def step(self, *arguments: Any) -> None:
        """A row enters."""
        self.name = arguments[0]
        self.items.append(arguments[1])

    def inverse(self, *arguments: Any) -> None:
        """The oldest row leaves."""
        self.items.popleft()

    def value(self) -> str | None:
        """The array; NULL over no rows."""
        return built(int(self.name), *self.items) if self.items else None


class AnyValue(_Collected):
    """any_value(): the first that is not NULL."""

    def value(self) -> Any:
        """The value."""
        return self.items[0] if self.items else None


class NestedArrayAggregate(_Collected):
    """array_agg() of arrays."""

    def value(self) -> str | None:
        """The array of one more dimension."""
        if not self.items:
            return None
        lists = [json.loads(item) for item in self.items]
        if len({len(one) for one in lists}) > 1:
            raise ProxyError("cannot accumulate arrays of different dimensionality", sqlstate="2202E")
        return json.dumps(lists, separators=(",", ":"), ensure_ascii=False)

    def step(self, *arguments: Any) -> None:
        """A row enters."""
        if arguments[0] is None:
            raise ProxyError("cannot accumulate null arrays", sqlstate="22004")
        super().step(*arguments)


class RowsAggregate(_Collected):
    """All rows, each a list of stored values with their types before them: what a correlated subquery gives its outer
    query. JSON, as `pg_item` reads it."""

    def step(self, *arguments: Any) -> None:
        """A row enters, NULLs and all."""
        self.items.append(arguments)

    def inverse(self, *arguments: Any) -> None:
        """The oldest row leaves."""
        self.items.popleft()

    def value(self) -> str:
        """The rows; an empty list for none."""
        rows = [
            [None if row[n + 1] is None else wrapped(row[n], row[n + 1]) for n in range(0, len(row), 2)]
            for row in self.items
        ]
        return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


def percentile(name: str, fraction: float | None, oid: int, values: list[Any]) -> Any:
    """percentile_cont() and percentile_disc() of sorted values."""
    if fraction is None or not values:
        return None
    if not 0 <= fraction <= 1:
        raise ProxyError(f"percentile value {fraction:g} is not between 0 and 1", sqlstate="22003")
    if name == "percentile_disc":
        return values[max(math.ceil(fraction * len(values)) - 1, 0)]
    place = fraction * (len(values) - 1)
    low, high = math.floor(place), math.ceil(place)
    if low == high:
        return values[low]
    if oid == t.INTERVAL:
        return interval("+", values[low], interval("*", interval("-", values[high], values[low]), place - low))
    return values[low] + (place - low) * (values[high] - values[low])


class Ordered:
    """Any aggregate with ORDER BY or DISTINCT inside, or WITHIN GROUP: collects, sorts, and gives the rows on.

    The first argument is JSON: name, number of arguments, their types for DISTINCT, and the keys' order.
    """

    aggregates: ClassVar[dict[str, tuple[int, type[Any]]]] = {}
    type_of: ClassVar[Callable[[int], int]] = int
    """An oid as one that knows what it stands for."""

    def __init__(self) -> None:
        self.specification: dict[str, Any] = {}
        self.rows: list[tuple[Any, ...]] = []

    def step(self, specification: str, *values: Any) -> None:
        """A row enters."""
        if not self.specification:
            self.specification = json.loads(specification)
            known = type(self).type_of
            for key in self.specification["order"]:
                key[0] = known(key[0])
            if "distinct" in self.specification:
                self.specification["distinct"] = [known(oid) for oid in self.specification["distinct"]]
        self.rows.append(values)

    def finalize(self) -> Any:
        """The aggregate over the sorted rows."""
        if not self.specification:
            return None
        count = self.specification["arguments"]
        rows = self.rows
        for place, (oid, descending, nulls_first) in reversed(list(enumerate(self.specification["order"], count))):
            rows = sorted_by(rows, place, oid, descending, nulls_first)
        if "distinct" in self.specification:
            rows = self._distinct(rows, count)
        name = self.specification["name"]
        if name in ("percentile_cont", "percentile_disc", "mode"):
            return self._within_group(name, rows, count)
        inner: Any = type(self).aggregates[name][1]()
        for row in rows:
            inner.step(*row[:count])
        return inner.finalize()

    def _distinct(self, rows: list[tuple[Any, ...]], count: int) -> list[tuple[Any, ...]]:
        kinds = [(place, oid) for place, oid in enumerate(self.specification["distinct"]) if oid]
        ordered = rows
        if not self.specification["order"]:
            for place, oid in reversed(kinds):
                ordered = sorted_by(ordered, place, oid, False, False)
        kept: list[tuple[Any, ...]] = []
        seen: set[Any] = set()
        for row in ordered:
            key = tuple(_identity(oid, row[place]) for place, oid in kinds)
            if key not in seen:
                seen.add(key)
                kept.append(row)
        return kept

    def _within_group(self, name: str, rows: list[tuple[Any, ...]], count: int) -> Any:
        oid, _, _ = self.specification["order"][0]
        values = [row[count] for row in rows if row[count] is not None]
        if name == "mode":
            best, most, run, last = None, 0, 0, None
            compare = comparer(oid)
            for value in values:
                run = run + 1 if last is not None and compare(last, value) == 0 else 1
                last = value
                if run > most:
                    best, most = value, run
            return best
        fraction = rows[0][0] if rows else None
        return percentile(name, fraction, oid, values)


def _identity(oid: int, value: Any) -> Any:
    """Equal for values that PostgreSQL holds for equal."""
    if value is None or oid not in (t.NUMERIC, t.INTERVAL, t.BPCHAR, t.JSONB):
        return value
    if oid == t.NUMERIC:
        return Decimal(value)
    return span(value) if oid == t.INTERVAL else value.rstrip(" ") if oid == t.BPCHAR else value


def sorted_by(
    rows: list[tuple[Any, ...]], place: int, oid: int, descending: bool, nulls_first: bool
) -> list[tuple[Any, ...]]:
    """The rows by one key, stable, with NULLs where they are asked for."""
    key = sort_key(oid)
    nulls = [row for row in rows if row[place] is None]
    rest = sorted((row for row in rows if row[place] is not None), key=lambda row: key(row[place]), reverse=descending)
    return nulls + rest if nulls_first else rest + nulls


AGGREGATES: dict[str, tuple[int, type[Any]]] = {
    "pg_sum": (1, ExactSum),
    "pg_avg": (1, ExactAverage),
    "pg_sum_float": (1, FloatSum),
    "pg_sum_real": (1, RealSum),
    "pg_avg_float": (1, FloatAverage),
    "pg_sum_interval": (1, IntervalSum),
    "pg_avg_interval": (1, IntervalAverage),
    "pg_bit_and": (1, BitAnd),
    "pg_bit_or": (1, BitOr),
    "pg_bit_xor": (1, BitXor),
    "pg_spread": (2, Spread),
    "pg_spread_float": (2, FloatSpread),
    "pg_string_agg": (2, StringAggregate),
    "pg_any_value": (1, AnyValue),
    "pg_array_agg": (2, ArrayAggregate),
    "pg_array_agg_nested": (1, NestedArrayAggregate),
    "pg_rows_agg": (-1, RowsAggregate),
}
