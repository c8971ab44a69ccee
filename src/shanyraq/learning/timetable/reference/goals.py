"""How much each goal of a search weighs, and how tired a class is in each hour: dated rows, not constants."""

import datetime as dt
from functools import cache

from shanyraq.kernel.tables import read_rows


@cache
def _rows() -> tuple[tuple[dt.date, str, int], ...]:
    rows = (
        (dt.date.fromisoformat(row["valid_from"]), row["goal"], int(row["weight"]))
        for row in read_rows(__package__, "goals")
    )
    return tuple(sorted(rows))


def weight(goal: str, *, day: dt.date) -> int:
    """The newest weight that holds on this day. Raises LookupError for a goal the table does not name."""
    found = [value for since, name, value in _rows() if name == goal and since <= day]
    if not found:
        raise LookupError(f"the table of goals does not name {goal}")
    return found[-1]


def tiredness(number: int, *, day: dt.date) -> int:
    """How much harder a tiring lesson is in this hour; the last hour named holds for all that follow."""
    hours = [int(name.removeprefix("hour_")) for _, name, _ in _rows() if name.startswith("hour_")]
    return weight(f"hour_{min(number, max(hours))}", day=day)
