"""Numbers of the law and of the house that hold from a day on, each with its source: one reader for all such tables."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shanyraq.kernel.tables import read_rows


class TermUnknown(LookupError):
    """The table has no such term on this day."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number of the law. One that is not `confirmed` is an approximation until somebody finds its text."""

    code: str
    value: int
    valid_from: date
    source: str
    confirmed: bool


def term_in(table: str, code: str, day: date) -> Term:
    """The term of this table as it holds on this day. Raises TermUnknown."""
    in_force = [each for each in _terms(table) if each.code == code and each.valid_from <= day]
    if not in_force:
        raise TermUnknown(f"no {code} in {table} on {day}")
    return max(in_force, key=lambda each: each.valid_from)


@cache
def _terms(table: str) -> tuple[Term, ...]:
    return tuple(
        Term(
            row["code"],
            int(row["value"]),
            date.fromisoformat(row["valid_from"]),
            row["source"],
            row["confirmed"] == "yes",
        )
        for row in read_rows(__package__, table)
    )
