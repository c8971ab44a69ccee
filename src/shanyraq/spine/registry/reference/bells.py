"""When lessons begin and end: two shifts, and the stepped regime of grade 1."""

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from shanyraq.kernel.tables import read_rows


class BellsUnknown(LookupError):
    """No bells for this shift, grade and day: grade 1, for one, never learns in the second shift."""


@dataclass(frozen=True, slots=True)
class Bell:
    """One lesson's time, without date: the timetable of a day adds it."""

    number: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class _Row:
    valid_from: date
    valid_to: date | None
    shift: int
    grades: range
    months: range
    bell: Bell

    def fits(self, shift: int, grade: int, day: date) -> bool:
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_force and shift == self.shift and grade in self.grades and day.month in self.months


def bells(shift: int, grade: int, day: date) -> tuple[Bell, ...]:
    """The lessons a class of this grade may have on this day, in order. Raises BellsUnknown.
    The fifth lesson of grade 1 is for physical education only."""
    found = tuple(row.bell for row in _rows() if row.fits(shift, grade, day))
    if not found:
        raise BellsUnknown(f"no bells for shift {shift}, grade {grade}, {day}")
    return found


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            int(row["shift"]),
            range(int(row["first_grade"]), int(row["last_grade"]) + 1),
            range(int(row["first_month"]), int(row["last_month"]) + 1),
            Bell(int(row["number"]), time.fromisoformat(row["starts"]), time.fromisoformat(row["ends"])),
        )
        for row in read_rows(__package__, "bells")
    )
