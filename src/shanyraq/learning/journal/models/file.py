"""A file beside the homework of a lesson."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models.lesson import Lesson


class HomeworkFile(models.Model):
    """What a teacher put beside a homework. Its bytes lie in the storage under a name that tells nobody anything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="files")
    group_id = models.UUIDField()
    organisation_id = models.UUIDField()
    name = models.CharField(max_length=130)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["lesson"], name="homework_file_lesson")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        return f"homework/{self.organisation_id}/{self.id}"
