"""Who is on the list of a lesson: its class on its day, or the part of the class that learns in it."""

import datetime as dt
import uuid

from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry import api as registry


def roll_of(group_id: uuid.UUID, subgroup_id: uuid.UUID | None, day: dt.date) -> list[registry.Learner]:
    """The pupils of the lesson in the order of the class list. One query, two where the class is divided."""
    pupils = registry.roster(group_id, day=day)
    if subgroup_id is None:
        return pupils
    part = timetable.members_of([subgroup_id], day=day).get(subgroup_id, frozenset())
    return [pupil for pupil in pupils if pupil.id in part]
