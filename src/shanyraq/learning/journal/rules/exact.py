"""Exact arithmetic of marks: fractions, and the one rounding of the rules. Pure.

A per cent such as 100 · 47 / 70 has no end as a decimal; a fraction keeps 64.5 apart from 64.4999….
"""

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def percent_of(got: int, most: int) -> Fraction:
    """How many per cent of the most possible points were got. `most` is at least 1."""
    return Fraction(100 * got, most)


def decimal(value: Fraction, places: int = 2) -> Decimal:
    """The value to be shown, half up at its last place."""
    return Decimal(half_up(value * 10**places)).scaleb(-places)


def mean(values: "list[int] | tuple[int, ...]") -> Fraction:
    """The exact mean of at least one value."""
    return Fraction(sum(values), len(values))
