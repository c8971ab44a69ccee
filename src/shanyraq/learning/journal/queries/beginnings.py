"""Whether lessons have begun in a class."""

import uuid
from collections.abc import Collection

from shanyraq.learning.journal.models import Lesson


def has_lessons(group_ids: Collection[uuid.UUID]) -> bool:
    """Whether any lesson of any of these groups stands, held or planned, as far as the scope sees."""
    return Lesson.objects.filter(group_id__in=list(group_ids)).exists()
