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


@event
class ScoresSet:
    """Scores of these pupils in this summative test were given, changed or excused."""

    organisation_id: uuid.UUID
    summative_id: uuid.UUID
    day: dt.date
    subject: str
    test: str
    pupil_ids: tuple[uuid.UUID, ...]


@event
class ResultsPublished:
    """Results of a period were published for these pupils."""

    organisation_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    school_year: int
    period: str
    pupil_ids: tuple[uuid.UUID, ...]


@event
class ResultCorrected:
    """A published result was corrected by a head, with a reason."""

    organisation_id: uuid.UUID
    pupil_id: uuid.UUID
    subject: str
    school_year: int
    period: str
    fact_id: uuid.UUID


@event
class UnlockAsked:
    """Somebody asks to correct a closed register."""

    organisation_id: uuid.UUID
    unlock_id: uuid.UUID


@event
class UnlockDecided:
    """A head has opened a closed register for a while, or has refused to."""

    organisation_id: uuid.UUID
    unlock_id: uuid.UUID
    asked_by: uuid.UUID
    granted: bool


@event
class LateEditCame:
    """An entry arrived after its register was closed and waits for a head."""

    organisation_id: uuid.UUID
    late_edit_id: uuid.UUID


@event
class LateEditDecided:
    """A head took a late entry over or declined it."""

    organisation_id: uuid.UUID
    late_edit_id: uuid.UUID
    sent_by: uuid.UUID
    taken: bool
