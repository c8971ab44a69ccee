"""A school's day: who is at lessons, where witnesses differ, what nobody has said anything about."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.campus.gates import api as gates
from shanyraq.insight.analytics import api as analytics
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Level, Value
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.presence import api as presence
from shanyraq.spine.quality import api as quality
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class in the table."""

    group_id: uuid.UUID
    value: Value
    enrolled: int
    cases: int

    @property
    def silent(self) -> int:
        """Pupils of whom no witness has spoken yet."""
        return max(0, self.enrolled - (self.value.denominator or 0))


@dataclass(frozen=True, slots=True)
class SchoolHome:
    organisation_id: uuid.UUID
    name: str
    day: dt.date
    value: Value
    before: Value | None
    series: tuple[Value, ...]
    classes: tuple[ClassLine, ...]
    cases: tuple[presence.CaseRow, ...]
    enrolled: int
    unknown: int
    breach: int
    questions: int
    """Open questions of the register."""

    @property
    def silent(self) -> int:
        return sum(line.silent for line in self.classes)

    @property
    def unspoken(self) -> int:
        """Classes of which nobody has said anything today."""
        return sum(not line.value.denominator and line.enrolled > 0 for line in self.classes)


def own_school(scope: Scope) -> uuid.UUID:
    """The organisation the reader works at; the one headed first. Raises Hidden for somebody of none."""
    for roles in (access.KEEPERS, tuple(scope.roles - {access.Role.PUPIL, access.Role.GUARDIAN})):
        if found := sorted(scope.at(*roles), key=lambda one: one.hex):
            return found[0]
    raise Hidden("no organisation")


def school_home(day: dt.date) -> SchoolHome:
    """The day of the reader's own school."""
    school = own_school(current_scope())
    shown = analytics.figure_page("attendance", level=Level.ORGANISATION, key=str(school), day=day, with_rows=False)
    enrolled = registry.enrolled_by_group([school], day=day)
    cases = presence.open_cases(organisation_id=school, limit=200)
    earlier = [value for value in shown.series if value.at and value.at < day and value.percent is not None]
    return SchoolHome(
        organisation_id=school,
        name=shown.place.title,
        day=day,
        value=shown.value,
        before=earlier[-1] if earlier else None,
        series=shown.series,
        classes=tuple(_classes(shown.parts, enrolled, Counter(case.group_id for case in cases))),
        cases=tuple(cases),
        enrolled=sum(enrolled.values()),
        unknown=gates.today(school, day=day).unknown,
        breach=shown.breach,
        questions=quality.open_questions([school])[0],
    )


def _classes(
    parts: Sequence[Value], enrolled: dict[uuid.UUID, int], cases: Counter[uuid.UUID | None]
) -> list[ClassLine]:
    """The class to look at first stands on top; classes without a word stand at the end as gaps."""
    lines = [
        ClassLine(part.place.id, part, enrolled.get(part.place.id, 0), cases[part.place.id])
        for part in parts
        if part.place
    ]
    return sorted(lines, key=lambda line: (line.value.percent is None, line.value.percent or 0))
