"""As who the actor works on a subject of a class, outside of one lesson."""

import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models.words import REFUSALS
from shanyraq.learning.journal.policies import HEADS
from shanyraq.learning.journal.rules.register import Refusal, Right, right_of
from shanyraq.spine.registry import api as registry


def denied(why: Refusal, *, field: str = "") -> Denied:
    """The refusal in words, with its way onward."""
    words, way = REFUSALS[why]
    return Denied(words, way=way, field=field)


def right_of_subject(group_id: uuid.UUID, organisation_id: uuid.UUID, subject: str) -> Right | None:
    """Who has the load of the subject is its teacher; one query. Others may be the class teacher or a head."""
    scope = current_scope()
    if scope.is_system:
        return Right.TEACHER
    if scope.person_id is None:
        taught: list[tuple[uuid.UUID, str]] = []
    else:
        taught = registry.subjects_taught(scope.person_id, day=clock.today()) if group_id in scope.groups else []
    teacher = scope.person_id if (group_id, subject) in taught else None
    return right_of(
        person=scope.person_id,
        teacher=teacher,
        group=group_id,
        organisation=organisation_id,
        led_groups=scope.led_groups,
        headed=scope.at(*HEADS),
    )
