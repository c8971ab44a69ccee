"""The 85 schools of Turkistan city for demonstration databases: totals counted, the single schools
invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shanyraq.kernel.tables import read_rows


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school that does not exist. Over all schools, first-graders, both channels of application and
    each feature add up to what the city education office counted."""

    number: int
    bin: str
    opened: date
    kind: str
    name_kk: str
    name_ru: str
    short_kk: str
    short_ru: str
    languages: tuple[str, ...]
    territory: str
    capacity: int
    shifts: int
    first_graders_online: int
    first_graders_on_paper: int
    features: frozenset[str]

    @property
    def first_graders(self) -> int:
        """Children admitted to grade 1 for 2025-2026."""
        return self.first_graders_online + self.first_graders_on_paper


@cache
def schools() -> tuple[DemoSchool, ...]:
    """Every school, by number."""
    return tuple(map(_school, read_rows(__package__, "schools")))


def school(number: int) -> DemoSchool:
    """The school with this number, from 1 to 85."""
    return schools()[number - 1]


def _school(row: dict[str, str]) -> DemoSchool:
    return DemoSchool(
        number=int(row["number"]),
        bin=row["bin"],
        opened=date.fromisoformat(row["opened"]),
        kind=row["kind"],
        name_kk=row["name_kk"],
        name_ru=row["name_ru"],
        short_kk=row["short_kk"],
        short_ru=row["short_ru"],
        languages=tuple(row["languages"].split()),
        territory=row["territory"],
        capacity=int(row["capacity"]),
        shifts=int(row["shifts"]),
        first_graders_online=int(row["online"]),
        first_graders_on_paper=int(row["paper"]),
        features=frozenset(row["features"].split()),
    )
