"""A pupil ticks off a homework, or takes the tick back."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.diary.models import Tick
from shanyraq.learning.diary.policies import may_tick
from shanyraq.learning.journal import api as journal


@action(may=may_tick, facts_are_history=True)
def tick_homework(*, lesson_id: uuid.UUID, done: bool) -> None:
    """The homework of this lesson counts as done by the pupil who acts, or as not done. The same again changes nothing.

    Raises Hidden for a lesson that is not the pupil's, Denied where no homework was given.
    """
    pupil = current_scope().person_id
    lesson = journal.lesson(lesson_id)
    if lesson is None or pupil is None:
        raise Hidden(_("There is no such lesson."))
    if not done:
        Tick.objects.filter(lesson_id=lesson_id, pupil_id=pupil).delete()
        return
    if not lesson.homework:
        raise Denied(_("No homework was given in this lesson."), way=_("Open the diary again: it may have changed."))
    Tick.objects.get_or_create(
        lesson_id=lesson_id,
        pupil_id=pupil,
        defaults={
            "id": new_id(),
            "group_id": lesson.group_id,
            "organisation_id": lesson.organisation_id,
            "day": lesson.day,
            "ticked_at": clock.now(),
        },
    )
