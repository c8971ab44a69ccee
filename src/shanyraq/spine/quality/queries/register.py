"""The register as of a day: classes and their lists, counts by grade, language and sex, staff."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.spine.quality.rules.counting import Line, figures, lines_of
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class ClassOn:
    """One class on the day: counted, not named."""

    group_id: uuid.UUID
    name: str
    grade: int
    language: str
    shift: int
    learners: int
    girls: int

    @property
    def boys(self) -> int:
        return self.learners - self.girls


@dataclass(frozen=True, slots=True)
class RegisterOn:
    """One organisation on one day. `entered_later` counts the stays that were entered after that day: the numbers of
    a past day differ from what was known then by these corrections and by no later move."""

    organisation_id: uuid.UUID
    name: str
    day: dt.date
    classes: tuple[ClassOn, ...]
    figures: dict[str, str]
    entered_later: int

    @property
    def learners(self) -> int:
        return int(self.figures["learners"])


def register_on(organisation_id: uuid.UUID, *, day: dt.date) -> RegisterOn | None:
    """The organisation on the day, or None for none. The caller has shown that the reader keeps its register."""
    standing = next(iter(registry.standings([organisation_id], day=day)), None)
    if standing is None:
        return None
    people = {person.id: person for person in standing.people}
    inside = Counter(stay.group_id for stay in standing.stays)
    girls = Counter(stay.group_id for stay in standing.stays if people[stay.person_id].sex == "f")
    return RegisterOn(
        organisation_id=organisation_id,
        name=standing.name,
        day=day,
        classes=tuple(
            ClassOn(group.id, group.name, group.grade, group.language, group.shift, inside[group.id], girls[group.id])
            for group in standing.groups
            if inside[group.id]
        ),
        figures=figures(lines_of(standing)),
        entered_later=sum(entered_on(stay.id) > day for stay in standing.stays),
    )


def entered_on(row_id: uuid.UUID) -> dt.date:
    """The day on which a row was entered: ids of the house begin with the moment of their making."""
    made = dt.datetime.fromtimestamp((row_id.int >> 80) / 1000, tz=dt.UTC)
    return clock.local_day(made)


def rows_on(organisation_id: uuid.UUID, *, day: dt.date) -> list[Line]:
    """The rows of the organisation as of the day, as a snapshot freezes them."""
    return [line for standing in registry.standings([organisation_id], day=day) for line in lines_of(standing)]


@dataclass(frozen=True, slots=True)
class SchoolOn:
    organisation_id: uuid.UUID
    name: str
    learners: int


def schools_on(path: str, *, day: dt.date) -> list[SchoolOn]:
    """How many learners each organisation under a path had on the day. For an office: run under system_scope."""
    counts = registry.enrolled_by_organisation(path, day=day)
    return [
        SchoolOn(row.id, row.short, counts.get(row.id, 0))
        for row in registry.organisations(under=path)
        if row.kind != "office"
    ]
