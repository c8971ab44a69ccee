"""What the register announces."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class RightsChanged:
    """The rights of these people follow from what has just been written: posts, groups, wards."""

    person_ids: tuple[uuid.UUID, ...]
    from_day: dt.date
