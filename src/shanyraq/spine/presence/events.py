"""What presence announces."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import archive_only, event


@event
class CaseOpened:
    """Witnesses disagree; the same case may open again after they had agreed, at another `opened_at`."""

    case_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    owner_id: uuid.UUID | None
    day: dt.date
    kind: str
    opened_at: dt.datetime


@event
class CaseClosed:
    case_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    day: dt.date
    outcome: str


@archive_only
@event
class DayDecided:
    """The day states of these learners may have changed."""

    organisation_id: uuid.UUID
    day: dt.date
    person_ids: tuple[uuid.UUID, ...]


@event
class AbsenceTold:
    """A parent has told of these school days of the child; `says` is the register's code it proposes."""

    absence_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID | None
    kind: str
    says: str
    days: tuple[dt.date, ...]
    source: uuid.UUID
    told_at: dt.datetime


@event
class AbsenceWithdrawn:
    """A parent's word about these days holds no more. `source` is the fact in which it was told."""

    absence_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID | None
    days: tuple[dt.date, ...]
    source: uuid.UUID
    at: dt.datetime
