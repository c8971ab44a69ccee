"""On whom the journal stands: whoever has a mark, a score or a result; and what stands on its lessons."""

import uuid
from collections.abc import Callable, Collection

from shanyraq.learning.journal.models import BroughtFact, MarkFact, PeriodFact, ScoreFact

Standing = Callable[[Collection[uuid.UUID]], set[uuid.UUID]]
_on_lessons: dict[str, Standing] = {}


def people_with_marks(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people who have any of them. Asked by the machine before anybody is taken out."""
    found: set[uuid.UUID] = set()
    for model in (MarkFact, ScoreFact, PeriodFact, BroughtFact):
        rows = model.objects.filter(pupil_id__in=person_ids).seen_by_system()
        found |= set(rows.values_list("pupil_id", flat=True))
    return found


def stands_on_lessons(name: str, function: Standing) -> None:
    """From now on `function` tells which of these lessons something of this module stands on: those stay as they are
    when the timetable changes."""
    _on_lessons[name] = function


def lessons_stood_on(lesson_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    return set().union(*(function(lesson_ids) for function in _on_lessons.values())) if lesson_ids else set()
