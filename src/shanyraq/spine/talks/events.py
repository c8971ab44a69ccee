"""What talks announce."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class LineDelivered:
    """A line may be read from now on by everybody with a seat."""

    line_id: uuid.UUID
    thread_id: uuid.UUID
    child_id: uuid.UUID
    organisation_id: uuid.UUID
    author_id: uuid.UUID
    at: dt.datetime


@event
class BulletinDelivered:
    """A notice to the families of a class may be read from now on."""

    bulletin_id: uuid.UUID
    group_id: uuid.UUID
    organisation_id: uuid.UUID


@event
class ThreadReported:
    """A reader asks the school's heads to look at a thread."""

    thread_id: uuid.UUID
    child_id: uuid.UUID
    organisation_id: uuid.UUID
