"""Limits that the rules compare with. Each holds from its first day until the next row of the same code."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shanyraq.kernel.tables import read_rows
from shanyraq.spine.registry.reference.movement import term
from shanyraq.spine.registry.reference.terms import TermUnknown


@dataclass(frozen=True, slots=True)
class Limit:
    """`confirmed` is False where the number rests on practice and not on a text that we have read."""

    code: str
    valid_from: date
    value: int
    confirmed: bool
    source: str


@cache
def every_limit() -> tuple[Limit, ...]:
    return tuple(
        Limit(
            code=row["code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            value=int(row["value"]),
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in read_rows(__package__, "limits")
    )


def limits_on(day: date) -> dict[str, int]:
    """Every limit in force on the day; one that did not hold yet is absent, and its rule finds nothing."""
    found = sorted((limit for limit in every_limit() if limit.valid_from <= day), key=lambda one: one.valid_from)
    return {limit.code: limit.value for limit in found} | _of_the_register(day)


OF_THE_REGISTER = {
    "class_size": "class_limit",
    "class_size_less_per_sen": "limit_less_per_sen",
    "shift_one_basic": "first_final_grade",
    "shift_one_final": "last_final_grade",
}
"""Limits that the register's tables have, because movement asks for them too: one number stands once. Grade 9 and grade
11 end a school, and the sanitary rules (ҚР ДСМ-76) have them learn in the first shift."""


def _of_the_register(day: date) -> dict[str, int]:
    found = {}
    for code, known in OF_THE_REGISTER.items():
        try:
            found[code] = term(known, day).value
        except TermUnknown:
            continue
    return found
