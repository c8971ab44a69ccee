"""What quality announces."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class QuestionsAsked:
    """The education office asks a school to answer its open questions."""

    ask_id: uuid.UUID
    organisation_id: uuid.UUID
    number: int


@event
class SnapshotMoved:
    """A school's snapshot was submitted, returned or accepted; `move_id` is the fact."""

    snapshot_id: uuid.UUID
    organisation_id: uuid.UUID
    campaign: str
    move: str
    move_id: uuid.UUID


@event
class DeadlineNeared:
    """A campaign's last day is near and this school has not submitted."""

    organisation_id: uuid.UUID
    campaign: str
    due: dt.date
    day: dt.date
