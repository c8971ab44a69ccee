"""What access announces."""

import uuid

from shanyraq.kernel.events.api import archive_only, event


@archive_only
@event
class ConsentGiven:
    """A guardian said yes to one purpose for one child."""

    consent_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    purpose: str


@event
class ConsentWithdrawn:
    """A guardian took the word back; what was done on its ground must end at once."""

    consent_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    purpose: str


@event
class AccountLocked:
    """The account of this person is locked; keys that were given out in the person's name must end."""

    person_id: uuid.UUID
