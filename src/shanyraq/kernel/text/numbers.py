"""Numbers as people read them here: a narrow space between thousands, a decimal comma, halves rounded up.

Takes exact numbers only (int, Decimal, Fraction): a binary float has lost the half before it arrives.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Decimal | Fraction

THOUSANDS = "\u202f"
BEFORE_UNIT = "\u00a0"
MINUS = "\u2212"
_POINT = {"kk": ",", "ru": ",", "en": "."}


def rounded(value: Exact, *, places: int) -> Decimal:
    """The value at so many decimal places, a half going away from zero."""
    if isinstance(value, float) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"An exact number is needed, not {type(value).__name__}.")
    scaled = abs(Fraction(value)) * 10**places
    units = int(scaled + Fraction(1, 2))
    return Decimal(-units if value < 0 else units).scaleb(-places)


def number(value: Exact, *, language: str, places: int | None = None) -> str:
    """«1 204»; with `places` always that many, without them as many as the value has (a fraction: two)."""
    exact = rounded(value, places=_own_places(value) if places is None else places)
    whole, _dot, decimals = f"{abs(exact):,f}".replace(",", THOUSANDS).partition(".")
    sign = MINUS if exact < 0 else ""
    return sign + whole + (_POINT.get(language, ".") + decimals if decimals else "")


def _own_places(value: Exact) -> int:
    if isinstance(value, Fraction):
        return 0 if value.denominator == 1 else 2
    if isinstance(value, Decimal):
        exponent = value.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return 0


def percent(share: Exact, *, language: str, places: int = 1) -> str:
    """A share of one as per cent: Fraction(1163, 1204) is «96,6 %»."""
    shown = number(Fraction(share) * 100 if _is_exact(share) else share, language=language, places=places)
    return f"{shown}%" if language == "en" else f"{shown}{BEFORE_UNIT}%"


def _is_exact(value: object) -> bool:
    return isinstance(value, int | Decimal | Fraction)


def tenge(amount: Exact, *, language: str) -> str:
    """«577 ₸»; tiyn are shown when there are any."""
    places = 0 if amount == int(amount) else 2
    return f"{number(amount, language=language, places=places)}{BEFORE_UNIT}₸"


def parse_number(typed: str) -> Decimal:
    """The number that a person typed in any of our writings; ValueError when it is none."""
    plain = "".join(typed.split()).replace(",", ".").replace(MINUS, "-")
    if not plain.lstrip("-+").replace(".", "", 1).isdecimal():
        raise ValueError(f"Not a number: {typed[:40]}")
    return Decimal(plain)
