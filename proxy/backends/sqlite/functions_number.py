"""Arithmetic that SQLite does otherwise: exact numerics, overflow, division by zero."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import EXACT, RANGES, fit_numeric, numeric_text


class OutOfRange(ProxyError):
    """A number that its type cannot hold."""

    sqlstate = "22003"


class DivisionByZero(ProxyError):
    """A division by zero."""

    sqlstate = "22012"


def fit(value: int, oid: int) -> int:
    """The integer, if the type can hold it."""
    low, high = RANGES.get(oid, RANGES[t.INT8])
    if not isinstance(value, int) or not low <= value <= high:
        raise OutOfRange(f"{t.format_type(oid)} out of range")
    return value


def int8(operator: str, a: int, b: int) -> int:
    """Arithmetic of bigint."""
    return fit({"+": a + b, "-": a - b, "*": a * b, "abs": abs(a)}[operator], t.INT8)


def divide(operator: str, a: int, b: int, oid: int) -> int:
    """Integer division and remainder, both cut towards zero."""
    if b == 0:
        raise DivisionByZero("division by zero")
    quotient = abs(a) // abs(b)
    if (a < 0) != (b < 0):
        quotient = -quotient
    return fit(quotient, oid) if operator == "/" else a - b * quotient


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal:
    """A stored numeric as Python's."""
    return Decimal(text)


def _scale(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def numeric(operator: str, left: str, right: str | int = 0) -> str:
    """Arithmetic of numeric with PostgreSQL's scale of the result."""
    a = number(str(left))
    if operator in ("round", "trunc"):
        places = max(-2000, min(2000, int(right)))
        rounding = ROUND_HALF_UP if operator == "round" else ROUND_DOWN
        if places < 0:
            return numeric_text(
                a.quantize(Decimal(1).scaleb(-places), rounding, EXACT).quantize(Decimal(1), context=EXACT)
            )
        return numeric_text(a.quantize(Decimal(1).scaleb(-places), rounding, EXACT))
    if operator in ("ceil", "floor"):
        return numeric_text(a.quantize(Decimal(1), ROUND_CEILING if operator == "ceil" else ROUND_FLOOR, EXACT))
    if operator == "abs":
        return numeric_text(a.copy_abs())
    if operator == "sign":
        return str((a > 0) - (a < 0))
    b = number(str(right))
    if operator == "+":
        return numeric_text(EXACT.add(a, b))
    if operator == "-":
        return numeric_text(EXACT.subtract(a, b))
    if operator == "*":
        return numeric_text(EXACT.multiply(a, b))
    if b == 0:
        raise DivisionByZero("division by zero")
    if operator == "%":
        scale = max(_scale(a), _scale(b))
        return numeric_text(EXACT.remainder(a, b).quantize(Decimal(1).scaleb(-scale), context=EXACT))
    return numeric_text(quotient(a, b))


def _leading(value: Decimal) -> tuple[int, int]:
    """Weight and first digit in base 10,000, as PostgreSQL keeps a numeric."""
    if value == 0:
        return 0, 0
    exponent = value.adjusted()
    weight = exponent // 4
    digits = value.as_tuple().digits
    taken = exponent - weight * 4 + 1
    return weight, int("".join(map(str, digits[:taken])).ljust(taken, "0"))


def quotient(a: Decimal, b: Decimal) -> Decimal:
    """a / b rounded to at least 16 significant digits, by PostgreSQL's rule for the scale."""
    weight_a, first_a = _leading(a)
    weight_b, first_b = _leading(b)
    weight = weight_a - weight_b - (1 if first_a <= first_b else 0)
    scale = min(max(16 - weight * 4, _scale(a), _scale(b), 0), 1000)
    return EXACT.divide(a, b).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, EXACT)


def float8(operator: str, a: float, b: float = 0.0) -> float:
    """Arithmetic of double precision; overflow, underflow and division by zero are errors."""
    if operator == "neg":
        return -a
    if operator == "ceil":
        return float(math.ceil(a)) if math.isfinite(a) else a
    if operator == "floor":
        return float(math.floor(a)) if math.isfinite(a) else a
    if operator == "round":
        return float(Decimal(a).quantize(Decimal(1), ROUND_HALF_EVEN, EXACT)) if math.isfinite(a) else a
    if operator == "trunc":
        return float(math.trunc(a)) if math.isfinite(a) else a
    if operator == "sqrt":
        if a < 0:
            raise ProxyError("cannot take square root of a negative number", sqlstate="2201F")
        return math.sqrt(a)
    if operator == "/":
        if b == 0:
            raise DivisionByZero("division by zero")
        result = a / b
    else:
        result = {"+": a + b, "-": a - b, "*": a * b}[operator]
    if math.isnan(result):
        raise FeatureNotSupported("NaN is not supported by the SQLite backend")
    if math.isinf(result) and math.isfinite(a) and math.isfinite(b):
        raise OutOfRange("value out of range: overflow")
    if result == 0 and operator in "*/" and a != 0 and math.isfinite(b) and (b != 0):
        raise OutOfRange("value out of range: underflow")
    return result


def compare_numeric(a: str, b: str) -> int:
    """The order of stored numerics."""
    left, right = number(a), number(b)
    return (left > right) - (left < right)


def fit_modifier(value: Any, oid: int, modifier: int, explicit: int) -> Any:
    """The value cut or checked to the length, precision or scale of its column."""
    if oid == t.NUMERIC:
        return fit_numeric(value, modifier)
    if oid in (t.VARCHAR, t.BPCHAR):
        length = modifier - 4
        if len(value) > length:
            if not explicit and value[length:].strip(" "):
                raise ProxyError(f"value too long for type {t.format_type(oid, modifier)}", sqlstate="22001")
            value = value[:length]
        return value.ljust(length) if oid == t.BPCHAR else value
    if modifier >= 6:
        return value
    raise FeatureNotSupported(f"the type {t.format_type(oid, modifier)} is not supported by the SQLite backend")


def to_hex(value: int, bits: int) -> str:
    """to_hex()."""
    return f"{value & ((1 << bits) - 1):x}"


NUMBER_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_fit": fit,
    "pg_int8": int8,
    "pg_divide": divide,
    "pg_numeric": numeric,
    "pg_float8": float8,
    "pg_fit_modifier": fit_modifier,
    "pg_to_hex": to_hex,
    "pg_random": random.random,
    "pi": lambda: math.pi,
}
