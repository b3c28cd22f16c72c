"""Aggregates that SQLite lacks or adds up otherwise; each serves as a window function too."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from typing import Any

from proxy.backends.sqlite.functions_number import float8, number, quotient
from proxy.sql.literals import EXACT, numeric_text


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


class StringAggregate(_Collected):
    """string_agg(): each value but the first after its own delimiter."""

    def value(self) -> str | None:
        """The joined text."""
        if not self.items:
            return None
        return "".join((delimiter or "" if n else "") + text for n, (text, delimiter) in enumerate(self.items))


AGGREGATES: dict[str, tuple[int, type[Any]]] = {
    "pg_sum": (1, ExactSum),
    "pg_avg": (1, ExactAverage),
    "pg_sum_float": (1, FloatSum),
    "pg_avg_float": (1, FloatAverage),
    "pg_string_agg": (2, StringAggregate),
}
