"""How much of the city a load brings."""

import datetime as dt
from dataclasses import dataclass

SCHOOL_YEAR = 2026
FIRST_DAY = dt.date(2026, 9, 1)
LAST_LIVED_DAY = dt.date(2026, 11, 20)
LAST_PLANNED_DAY = dt.date(2026, 12, 11)
SECOND_QUARTER = dt.date(2026, 11, 2)
LYCEUM, NEXT_SCHOOL = 28, 29


@dataclass(frozen=True, slots=True)
class ClassSize:
    """One class that is asked for: its grade, letter and number of learners."""

    grade: int
    letter: str
    learners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Which schools come, and with what.

    `lyceum` are the classes of school 28, `beside` classes of the next school besides its first grade.
    `whole` brings every grade of every school, else the others come with their first grade.
    """

    name: str
    lyceum: tuple[ClassSize, ...]
    beside: tuple[ClassSize, ...]
    numbers: range = range(1, 86)
    whole: bool = False
    first_grades: bool = True
    term_from: dt.date = FIRST_DAY
    presence_days: int = 10
    gate_days: int = 10


def _classes(grade: int, letters: str, learners: int) -> tuple[ClassSize, ...]:
    return tuple(ClassSize(grade, letter, learners) for letter in letters)


_LYCEUM = (
    *_classes(0, "А", 24),
    *_classes(1, "АӘБВ", 25),
    *(each for grade in range(2, 10) for each in _classes(grade, "АӘБ", 27 - grade % 2)),
    *(each for grade in (10, 11) for each in _classes(grade, "АӘБ", 24)),
)

SMALL = Size(name="small", lyceum=_LYCEUM, beside=_classes(7, "А", 26))
CITY = Size(name="city", lyceum=_LYCEUM, beside=(), whole=True)
TINY = Size(
    name="tiny",
    lyceum=(*_classes(1, "А", 9), *_classes(7, "Ә", 10)),
    beside=_classes(7, "А", 6),
    numbers=range(LYCEUM, NEXT_SCHOOL + 1),
    first_grades=False,
    term_from=dt.date(2026, 11, 16),
    presence_days=3,
    gate_days=2,
)
"""For tests: school 28 with two classes and one week, and one class next door."""

SIZES = {size.name: size for size in (SMALL, CITY, TINY)}
OFFERED = (SMALL.name, CITY.name)
