"""What the journal announces."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class AttendanceTaken:
    """`entries` are (pupil id as hex, code) for everybody on the class list: presence needs the present ones too."""

    lesson_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    day: dt.date
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    source: uuid.UUID
    entries: tuple[tuple[str, str], ...]


@event
class MarksSet:
    """Marks of these pupils in this lesson were given, changed or withdrawn."""

    organisation_id: uuid.UUID
    lesson_id: uuid.UUID
    day: dt.date
    subject: str
    pupil_ids: tuple[uuid.UUID, ...]


@event
class LessonWritten:
    """The topic or the homework of a lesson was written or changed."""

    organisation_id: uuid.UUID
    lesson_id: uuid.UUID
    group_id: uuid.UUID
    day: dt.date
    subject: str
