"""What the gates announce."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import archive_only, event


@event
class PassagesStored:
    """People known to the school passed a gate: one event an upload (and a day, where a gate was cut off overnight).

    Each entry is (passage id, person id, direction, ISO time), the ids as 32 hex digits.
    """

    organisation_id: uuid.UUID
    device_id: uuid.UUID
    day: dt.date
    entries: tuple[tuple[str, str, str, str], ...]


@event
class PassagesLinked:
    """Earlier passages of an unknown card are one person's: entries as in PassagesStored, one event a day."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    day: dt.date
    entries: tuple[tuple[str, str, str, str], ...]


@archive_only
@event
class UnknownCardSeen:
    """A card that nobody is known by was shown at a gate."""

    organisation_id: uuid.UUID
    device_id: uuid.UUID
    card_ids: tuple[uuid.UUID, ...]
