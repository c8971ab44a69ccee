"""The class register is taken: each pupil's line is a testimony, and where the gate disagrees a case opens."""

import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.learning.journal.events import AttendanceTaken
from shanyraq.spine.notices import api as notices
from shanyraq.spine.presence import api as presence


@subscribe(AttendanceTaken)
def register_is_taken(event: AttendanceTaken) -> None:
    """Every pupil of the list has the register's word for this lesson; families' and heads' pages refresh."""
    starts = event.starts_at.astimezone(clock.ZONE)
    presence.testify(
        words=[
            presence.Word(
                person_id=uuid.UUID(pupil),
                organisation_id=event.organisation_id,
                day=event.day,
                witness=presence.Witness.REGISTER,
                entries=(presence.Entry(at=starts, says=code, slot=event.number, source=str(event.source)),),
            )
            for pupil, code in event.entries
        ]
    )
    families = [f"person:{uuid.UUID(pupil)}" for pupil, _code in event.entries]
    notices.changed(topics=[f"organisation:{event.organisation_id}", f"group:{event.group_id}", *families])
