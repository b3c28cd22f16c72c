"""Arithmetic that SQLite does otherwise: exact numerics, overflow, division by zero."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.interval_input import fit_interval
from proxy.sql.literals import EXACT, RANGES, OutOfRange, fit_numeric, numeric_text, single
from proxy.wire.moments import (
    time_microseconds,
    time_text,
    timestamp_microseconds,
    timestamp_text,
    timestamptz_text,
)


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
        places = max(-2000, min(16383, int(right)))
        if places >= _scale(a):
            text = numeric_text(a)
            return text + ("" if "." in text or not places else ".") + "0" * (places - _scale(a))
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
    if operator == "div":
        return numeric_text(EXACT.divide_int(a, b))
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
        return math.copysign(float(math.ceil(a)), a) if math.isfinite(a) else a
    if operator == "floor":
        return math.copysign(float(math.floor(a)), a) if math.isfinite(a) else a
    if operator == "round":
        whole = float(Decimal(a).quantize(Decimal(1), ROUND_HALF_EVEN, EXACT)) if math.isfinite(a) else a
        return math.copysign(whole, a)
    if operator == "trunc":
        return math.copysign(float(math.trunc(a)), a) if math.isfinite(a) else a
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


def float4(operator: str, a: float, b: float) -> float:
    """Arithmetic of real."""
    result = single(float8(operator, a, b))
    if result == 0 and operator in "*/" and a != 0 and b != 0 and math.isfinite(b):
        raise OutOfRange("value out of range: underflow")
    return result


def power_float(a: float, b: float) -> float:
    """power() of double precision."""
    if a == 0 and b < 0:
        raise ProxyError("zero raised to a negative power is undefined", sqlstate="2201F")
    if a < 0 and math.isfinite(b) and b != math.floor(b):
        raise ProxyError("a negative number raised to a non-integer power yields a complex result", sqlstate="2201F")
    try:
        result = math.pow(a, b)
    except OverflowError:
        raise OutOfRange("value out of range: overflow") from None
    if result == 0 and a != 0 and math.isfinite(a) and math.isfinite(b):
        raise OutOfRange("value out of range: underflow")
    return result


def power(left: str, right: str) -> str:
    """power() of numeric, where the exponent is a small whole number and the base is whole too."""
    a, b = number(left), number(right)
    if a == 0 and b < 0:
        raise ProxyError("zero raised to a negative power is undefined", sqlstate="2201F")
    if b != b.to_integral_value() or not 0 <= b <= 1000:
        raise FeatureNotSupported("power() of this numeric exponent is not supported by the SQLite backend")
    result = EXACT.power(a, int(b))
    scale = min(max(16 - result.adjusted() if result else 16, _scale(a), _scale(b), 0), 1000)
    return numeric_text(result.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, EXACT))


def square_root(text: str) -> str:
    """sqrt() of numeric."""
    value = number(text)
    if value < 0:
        raise ProxyError("cannot take square root of a negative number", sqlstate="2201F")
    weight = _leading(value)[0]
    significant = weight * 4 // 2 + 1 if weight >= 0 else 1 - (1 - weight * 4) // 2
    scale = min(max(16 - significant, _scale(value), 0), 1000)
    return numeric_text(root(value, scale))


def root(value: Decimal, scale: int) -> Decimal:
    """The square root rounded to so many places."""
    return EXACT.sqrt(value).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, EXACT)


_MATH: dict[str, Callable[[float], float]] = {
    "cbrt": math.cbrt, "exp": math.exp, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "ln": math.log,
    "log": math.log10, "cot": lambda value: 1.0 / math.tan(value), "degrees": lambda value: value / (math.pi / 180.0),
    "radians": lambda value: value * (math.pi / 180.0),
}  # fmt: skip


def mathematics(name: str, value: float) -> float:
    """A function of the C library; its errors in PostgreSQL's words."""
    if name in ("ln", "log") and value <= 0:
        sign = "zero" if value == 0 else "a negative number"
        raise ProxyError(f"cannot take logarithm of {sign}", sqlstate="2201E")
    if name in ("asin", "acos") and not -1 <= value <= 1:
        raise OutOfRange("input is out of range")
    try:
        result = _MATH[name](value)
    except OverflowError:
        if name in ("sinh", "cosh"):
            # These alone say infinity instead of an error.
            return math.copysign(math.inf, value) if name == "sinh" else math.inf
        raise OutOfRange("value out of range: overflow") from None
    except (ValueError, ZeroDivisionError):
        raise FeatureNotSupported(f"{name}() of this value is not supported by the SQLite backend") from None
    if name == "exp" and result == 0 and math.isfinite(value):
        raise OutOfRange("value out of range: underflow")
    return result


def greatest_divisor(a: int, b: int, oid: int) -> int:
    """gcd()."""
    return fit(math.gcd(a, b), oid)


def least_multiple(a: int, b: int, oid: int) -> int:
    """lcm()."""
    return fit(math.lcm(a, b), oid)


def factorial(value: int) -> str:
    """factorial()."""
    if value < 0:
        raise OutOfRange("factorial of a negative number is undefined")
    if value > 5000:
        raise FeatureNotSupported("factorial() of so large a number is not supported by the SQLite backend")
    return str(math.factorial(value))


def trimmed(text: str) -> str:
    """trim_scale()."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def width_bucket(operand: str, low: str, high: str, count: int) -> int:
    """width_bucket()."""
    if count <= 0:
        raise ProxyError("count must be greater than zero", sqlstate="2201G")
    value, first, last = Decimal(operand), Decimal(low), Decimal(high)
    if first == last:
        raise ProxyError("lower bound cannot equal upper bound", sqlstate="2201G")
    if first > last:
        value, first, last = -value, -first, -last
    if value < first:
        return 0
    return fit(count + 1 if value >= last else int((value - first) * count / (last - first)) + 1, t.INT4)


def width_bucket_float(value: float, low: float, high: float, count: int) -> int:
    """width_bucket() of double precision."""
    if count <= 0:
        raise ProxyError("count must be greater than zero", sqlstate="2201G")
    if math.isinf(low) or math.isinf(high):
        raise ProxyError("lower and upper bounds must be finite", sqlstate="2201G")
    if low == high:
        raise ProxyError("lower bound cannot equal upper bound", sqlstate="2201G")
    before, behind = (value < low, value >= high) if low < high else (value > low, value <= high)
    if before:
        return 0
    if behind:
        return fit(count + 1, t.INT4)
    width = high - low
    if math.isinf(width):
        place = (value / 2 - low / 2) / (high / 2 - low / 2)
    else:
        place = (value - low) / width if low < high else (low - value) / (low - high)
    return min(int(count * place), count - 1) + 1


def random_between(low: int, high: int) -> int:
    """random(low, high)."""
    if low > high:
        raise ProxyError("lower bound must be less than or equal to upper bound", sqlstate="22023")
    return random.randint(low, high)


def shifted(value: int, places: int, oid: int) -> int:
    """<< and >> in the width of the type."""
    bits = {t.INT2: 16, t.INT4: 32, t.INT8: 64}[oid]
    if oid == t.INT2:
        bits = 32
    if places < 0:
        return value >> (-places % bits)
    result = value << (places % bits)
    width = {t.INT2: 16, t.INT4: 32, t.INT8: 64}[oid]
    result &= (1 << width) - 1
    return result - (1 << width) if result >> (width - 1) else result


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
    if oid == t.INTERVAL:
        return fit_interval(value, modifier)
    if oid in t.ELEMENTS:
        return fit_array(value, t.ELEMENTS[oid], modifier, explicit)
    if oid in (t.TIME, t.TIMESTAMP, t.TIMESTAMPTZ):
        return value if modifier >= 6 else _rounded_moment(value, oid, modifier)
    raise FeatureNotSupported(f"the type {t.format_type(oid, modifier)} is not supported by the SQLite backend")


def _rounded_moment(value: str, oid: int, places: int) -> str:
    if value.endswith("infinity"):
        return value
    step = 10 ** (6 - places)
    if oid == t.TIME:
        return time_text((time_microseconds(value) + step // 2) // step * step)
    rounded = (timestamp_microseconds(value) + step // 2) // step * step
    return timestamptz_text(rounded) if oid == t.TIMESTAMPTZ else timestamp_text(rounded)


def fit_array(value: str, element: int, modifier: int, explicit: int) -> str:
    """Each item of an array cut or checked as a column of the element's type would."""

    def one(item: Any) -> Any:
        if item is None:
            return None
        if isinstance(item, list):
            return [one(each) for each in item]
        return fit_modifier(item, element, modifier, explicit)

    return json.dumps(one(json.loads(value)), separators=(",", ":"), ensure_ascii=False)


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
    "pg_float": float,
    "pg_float4": float4,
    "pg_power_float": power_float,
    "pg_power": power,
    "pg_numeric_sqrt": square_root,
    "pg_math": mathematics,
    "pg_math2": lambda name, a, b: math.atan2(a, b),
    "pg_gcd": greatest_divisor,
    "pg_lcm": least_multiple,
    "pg_factorial": factorial,
    "pg_scale": lambda text: _scale(number(text)),
    "pg_min_scale": lambda text: _scale(number(trimmed(text))),
    "pg_trim_scale": trimmed,
    "pg_width_bucket": width_bucket,
    "pg_width_bucket_float": width_bucket_float,
    "pg_shift": shifted,
    "pi": lambda: math.pi,
}
VOLATILE_NUMBER_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_random": random.random,
    "pg_random_between": random_between,
}
