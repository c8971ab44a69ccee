"""What the interface announces."""

import uuid

from shanyraq.kernel.events.api import event


@event
class TokenMade:
    """A program was given a token; whoever it concerns should hear of it."""

    token_id: uuid.UUID
    made_by: uuid.UUID | None
    person_id: uuid.UUID | None
    answerable_id: uuid.UUID | None
    organisation_id: uuid.UUID | None
