"""Files beside homework."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from shanyraq.learning.journal.models import HomeworkFile


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file beside a homework."""

    id: uuid.UUID
    lesson_id: uuid.UUID
    name: str
    size: int

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1024))


def files_of_lessons(lesson_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[FileRow]]:
    """The files of these lessons in the order in which they were added, as far as the scope sees them. One query."""
    rows = HomeworkFile.objects.filter(lesson_id__in=list(lesson_ids), withdrawn_at=None)
    found: dict[uuid.UUID, list[FileRow]] = defaultdict(list)
    for row in rows.order_by("added_at", "id").values_list("id", "lesson_id", "name", "size"):
        found[row[1]].append(FileRow(*row))
    return dict(found)


def file_to_take(file_id: uuid.UUID) -> HomeworkFile | None:
    """The file, where the scope sees it and it has not been withdrawn."""
    return HomeworkFile.objects.filter(id=file_id, withdrawn_at=None).first()
