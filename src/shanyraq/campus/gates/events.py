"""What the gates announce."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class PassagesStored:
    """Passages of known people: (passage id, person id, direction, ISO time) for each."""

    organisation_id: uuid.UUID
    device_id: uuid.UUID
    day: dt.date
    entries: tuple[tuple[str, str, str, str], ...]
