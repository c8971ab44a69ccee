"""On whom the journal stands, and what stands on its lessons."""

import uuid
from collections.abc import Callable, Collection

from shanyraq.learning.journal.models import MarkFact

Standing = Callable[[Collection[uuid.UUID]], set[uuid.UUID]]
_on_lessons: dict[str, Standing] = {}


def people_with_marks(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people who have a mark. Asked by the machine before anybody is taken out."""
    rows = MarkFact.objects.filter(pupil_id__in=person_ids).seen_by_system()
    return set(rows.values_list("pupil_id", flat=True))


def stands_on_lessons(name: str, function: Standing) -> None:
    """From now on `function` tells which of these lessons something of this module stands on: those stay as they are
    when the timetable changes."""
    _on_lessons[name] = function


def lessons_stood_on(lesson_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    return set().union(*(function(lesson_ids) for function in _on_lessons.values())) if lesson_ids else set()
