"""What a good week is worth to a search: dated weights, and how strongly the deputy head wants each this time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.learning.timetable.reference.goals import tiredness, weight

STRENGTHS = (0, 1, 3)
"""Not at all, as usual, strongly."""
CHOSEN = ("teacher_windows", "spread", "strain", "wishes", "even_days")
"""Those the deputy head may choose the strength of; the others hold as they stand in the table."""


@dataclass(frozen=True, slots=True)
class Goals:
    class_windows: int
    late: int
    teacher_windows: int
    spread: int
    strain: int
    wishes: int
    even_days: int
    day: dt.date

    def tiredness(self, number: int) -> int:
        """How much harder a tiring lesson is in this hour of the day."""
        return tiredness(number, day=self.day)


def goals_of(day: dt.date, strengths: Mapping[str, int]) -> Goals:
    """The weights in force on this day, each times the strength chosen for it."""
    chosen = {name: weight(name, day=day) * strengths.get(name, 1) for name in CHOSEN}
    return Goals(class_windows=weight("class_windows", day=day), late=weight("late", day=day), day=day, **chosen)
