"""What movement announces: ids only."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import archive_only, event


@event
class PupilEnrolled:
    """The child belongs to the class from the day on; whoever was looking for them may stop."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    on: dt.date


@archive_only
@event
class PupilMoved:
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    on: dt.date


@archive_only
@event
class PupilLeft:
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    last_day: dt.date
    reason: str


@event
class TransferAsked:
    transfer_id: uuid.UUID
    person_id: uuid.UUID
    from_organisation_id: uuid.UUID
    to_organisation_id: uuid.UUID


@event
class PacketSent:
    transfer_id: uuid.UUID
    person_id: uuid.UUID
    from_organisation_id: uuid.UUID
    to_organisation_id: uuid.UUID


@event
class PupilTransferred:
    transfer_id: uuid.UUID
    person_id: uuid.UUID
    from_organisation_id: uuid.UUID
    to_organisation_id: uuid.UUID
    group_id: uuid.UUID
    on: dt.date


@event
class TransferEnded:
    """The transfer ended without acceptance: refused, withdrawn or expired. The child stays where they are."""

    transfer_id: uuid.UUID
    person_id: uuid.UUID
    from_organisation_id: uuid.UUID
    to_organisation_id: uuid.UUID
    state: str


@archive_only
@event
class YearRolledOver:
    organisation_id: uuid.UUID
    school_year: int
    undone: bool


@event
class SearchOpened:
    search_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    owner_id: uuid.UUID | None


@archive_only
@event
class SearchClosed:
    search_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    outcome: str
