"""Settings of the talk between family and school, each with the day from which it holds and its source."""

from datetime import date
from functools import cache

from shanyraq.spine.registry.reference.movement import Term, TermUnknown
from shanyraq.spine.registry.reference.rows import read_rows


def setting(code: str, day: date) -> int:
    """The number that holds on this day. Raises TermUnknown."""
    in_force = [each for each in _settings() if each.code == code and each.valid_from <= day]
    if not in_force:
        raise TermUnknown(f"no setting {code} on {day}")
    return max(in_force, key=lambda each: each.valid_from).value


@cache
def _settings() -> tuple[Term, ...]:
    return tuple(
        Term(
            row["code"],
            int(row["value"]),
            date.fromisoformat(row["valid_from"]),
            row["source"],
            row["confirmed"] == "yes",
        )
        for row in read_rows("family_terms")
    )
