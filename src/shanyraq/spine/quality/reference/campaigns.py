"""Statistical campaigns: which day is counted, and until when the school submits."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shanyraq.kernel.tables import read_rows


@dataclass(frozen=True, slots=True)
class Campaign:
    """`confirmed` is False where the day rests on usual practice, until the order of the year is entered."""

    code: str
    school_year: int
    counts_on: date
    due: date
    confirmed: bool
    source: str

    @property
    def key(self) -> str:
        """«first_october-2026»: the campaign of one school year."""
        return f"{self.code}-{self.school_year}"


@cache
def campaigns() -> tuple[Campaign, ...]:
    """Every campaign, the earliest first."""
    rows = [
        Campaign(
            code=row["code"],
            school_year=int(row["school_year"]),
            counts_on=date.fromisoformat(row["counts_on"]),
            due=date.fromisoformat(row["due"]),
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in read_rows(__package__, "campaigns")
    ]
    return tuple(sorted(rows, key=lambda one: one.counts_on))


def campaign(key: str) -> Campaign | None:
    """The campaign of this key, or None."""
    return next((one for one in campaigns() if one.key == key), None)


def begun_by(day: date) -> tuple[Campaign, ...]:
    """The campaigns whose day of counting has come, the latest first."""
    return tuple(one for one in reversed(campaigns()) if one.counts_on <= day)
