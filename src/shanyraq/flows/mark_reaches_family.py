"""A mark or a homework reaches the pupil and the family: one notice a lesson, and open pages look again."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.events import LessonWritten, MarksSet
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry


@notices.message
class NewMark(notices.Message):
    """Says that there is a mark, not which: the diary shows it beside its lesson."""

    code = "mark_set"
    category = notices.Category.LEARNING
    icon = "star"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "subject": registry.subject_name(params["subject"])}
        return notices.Words(_("%(child)s has a new mark: %(subject)s.") % said)

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("child_day", args=[params["child"], params["day"]])


@subscribe(MarksSet)
def mark_reaches_family(event: MarksSet) -> None:
    """Each guardian has at most one notice for a pupil's lesson, however often the mark is mended."""
    guardians = registry.guardians_of(event.pupil_ids, day=clock.today())
    notices.send(
        letters=[
            notices.Letter(
                code=NewMark.code,
                person_id=guardian,
                child_id=pupil,
                organisation_id=event.organisation_id,
                source=f"marks:{event.lesson_id.hex}{pupil.hex[-8:]}",
                params={"subject": event.subject, "child": str(pupil), "day": event.day.isoformat()},
            )
            for pupil in event.pupil_ids
            for guardian in guardians.get(pupil, ())
        ]
    )
    lesson = journal.lesson(event.lesson_id)
    colleagues = [f"group:{lesson.group_id}"] if lesson else []
    notices.changed(topics=[*colleagues, *(f"person:{pupil}" for pupil in event.pupil_ids)])


@subscribe(LessonWritten)
def homework_reaches_family(event: LessonWritten) -> None:
    """Open pages of the class look again; homework itself is read in the diary, not announced one by one."""
    pupils = registry.roster(event.group_id, day=event.day)
    notices.changed(topics=[f"group:{event.group_id}", *(f"person:{pupil.id}" for pupil in pupils)])
