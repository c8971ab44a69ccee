"""Classes and class lists."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal import api as journal
from shanyraq.portals.school.queries.home import own_school
from shanyraq.spine.access import api as access
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Listed:
    """A pupil of the class list with the day's state."""

    learner: registry.Learner
    day: presence.DayRow | None
    case: presence.CaseRow | None

    @property
    def state(self) -> str:
        return self.day.state if self.day else "unknown"


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: registry.GroupRow
    day: dt.date
    teacher: str
    pupils: tuple[Listed, ...]
    lessons: tuple[journal.LessonRow, ...]
    may_invite: bool

    @property
    def attended(self) -> int:
        return sum(bool(one.day and one.day.attended) for one in self.pupils)

    @property
    def spoken(self) -> int:
        return sum(one.state != "unknown" for one in self.pupils)


def group_page(group_id: uuid.UUID, *, day: dt.date) -> GroupPage:
    """The class list of that day. Raises Hidden for a class that is not the reader's."""
    scope = current_scope()
    found = next(iter(registry.groups([group_id])), None)
    if found is None or not (group_id in scope.groups or found.organisation_id in scope.at(*access.KEEPERS)):
        raise Hidden("no such class")
    pupils = registry.roster(group_id, day=day)
    states = presence.days([pupil.id for pupil in pupils], day=day)
    cases = {case.person_id: case for case in presence.open_cases(limit=200) if case.group_id == group_id}
    teacher = registry.names_of([found.class_teacher_id]) if found.class_teacher_id else {}
    return GroupPage(
        group=found,
        day=day,
        teacher=next(iter(teacher.values()), ""),
        pupils=tuple(Listed(pupil, states.get(pupil.id), cases.get(pupil.id)) for pupil in pupils),
        lessons=tuple(journal.lessons_of_group(group_id, day)),
        may_invite=group_id in scope.led_groups or found.organisation_id in scope.at(*access.KEEPERS),
    )


@dataclass(frozen=True, slots=True)
class GroupLine:
    group: registry.GroupRow
    teacher: str
    pupils: int


def groups_of_school(day: dt.date) -> Sequence[GroupLine]:
    """Every class of the reader's school this year, with its class teacher and its size."""
    school = own_school(current_scope())
    year = registry.school_year_of(day).year
    rows = registry.groups_of(school, school_year=year)
    names = registry.names_of({row.class_teacher_id for row in rows if row.class_teacher_id})
    sizes = Counter(registry.enrolled_by_group([school], day=day))
    return [
        GroupLine(row, names.get(row.class_teacher_id, "") if row.class_teacher_id else "", sizes[row.id])
        for row in rows
    ]
