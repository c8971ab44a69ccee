"""A year is rolled over: the journal and presence say whether anything stands on it already."""

import datetime as dt
import uuid
from collections.abc import Collection

from shanyraq.learning.journal import api as journal
from shanyraq.spine.movement import api as movement
from shanyraq.spine.presence import api as presence


@movement.stands_on_rollover("lessons")
def lessons_stand(groups: Collection[uuid.UUID], _people: Collection[uuid.UUID], _since: dt.date) -> bool:
    """Lessons of the new classes, held or planned."""
    return journal.has_lessons(groups)


@movement.stands_on_rollover("presence")
def days_stand(_groups: Collection[uuid.UUID], people: Collection[uuid.UUID], since: dt.date) -> bool:
    """A passage of a gate or a register entry of the new year: both are testimonies."""
    return presence.anything_said(people, since=since)
