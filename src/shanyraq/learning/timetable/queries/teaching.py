"""What a teacher teaches by the demands of the week: subjects and grades, for the choice of a plan."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.learning.timetable.models import Demand
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year_of


@dataclass(frozen=True, slots=True)
class Taught:
    """A subject in the classes of one grade."""

    subject: str
    grade: int
    groups: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.subject}:{self.grade}"

    @property
    def words(self) -> str:
        return f"{registry.subject_name(self.subject)}, {', '.join(self.groups)}"


def taught_by(teacher_id: uuid.UUID, organisation_id: uuid.UUID, *, day: dt.date) -> list[Taught]:
    """By subject and grade. One query."""
    rows = Demand.objects.filter(
        teacher=teacher_id, organisation=organisation_id, school_year=school_year_of(day).year
    ).order_by("subject", "group__sort_key")
    found: dict[tuple[str, int], list[str]] = {}
    for subject, grade, name in rows.values_list("subject", "group__grade", "group__name"):
        found.setdefault((subject, grade), []).append(name)
    return [Taught(subject, grade, tuple(dict.fromkeys(names))) for (subject, grade), names in found.items()]
