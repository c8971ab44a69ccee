"""Which bells ring for a class: the school's own, the most exact first, else the reference."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnBells:
    """The bells of one shift as the school set them."""

    shift: int
    first_grade: int
    last_grade: int
    weekday: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    times: tuple[tuple[dt.time, dt.time], ...]

    def fits(self, *, shift: int, grade: int, day: dt.date) -> bool:
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        of_day = self.weekday is None or self.weekday == day.weekday()
        return in_force and of_day and shift == self.shift and self.first_grade <= grade <= self.last_grade


def own_bells(
    rows: Iterable[OwnBells], *, shift: int, grade: int, day: dt.date
) -> tuple[tuple[dt.time, dt.time], ...] | None:
    """The times in force: those of the weekday before those of every day, fewer grades before more, the newest last
    set; None where the school keeps to the reference."""
    found = [row for row in rows if row.fits(shift=shift, grade=grade, day=day)]
    if not found:
        return None
    best = max(found, key=lambda row: (row.weekday is not None, row.first_grade - row.last_grade, row.valid_from))
    return best.times


def wrong_with(times: Sequence[tuple[dt.time, dt.time]], *, earliest: dt.time, least_break: int) -> str:
    """The first thing wrong with these bells: "empty", "order", "early" or "break"; empty where all is well."""
    if not times:
        return "empty"
    if times[0][0] < earliest:
        return "early"
    minutes = [each.hour * 60 + each.minute for pair in times for each in pair]
    if any(after <= before for before, after in zip(minutes[::2], minutes[1::2], strict=True)):
        return "order"
    pauses = [after - before for before, after in zip(minutes[1::2], minutes[2::2], strict=False)]
    if any(pause < 0 for pause in pauses):
        return "order"
    return "break" if any(pause < least_break for pause in pauses) else ""
