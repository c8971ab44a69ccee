"""Files are put beside a homework, and taken away again."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.attendance import refuse
from shanyraq.learning.journal.actions.locking import lock_lessons
from shanyraq.learning.journal.models import HomeworkFile, Lesson
from shanyraq.learning.journal.models.words import FILE_FAULTS
from shanyraq.learning.journal.policies import may_write, right_in
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.files import fault_of, name_of
from shanyraq.learning.journal.rules.register import Refusal

MEGABYTE = 1024 * 1024


@action(may=may_write)
def attach_file(*, lesson_id: uuid.UUID, name: str, data: bytes) -> uuid.UUID:
    """The class and its families can take the file. Raises Denied in words for a kind, a size or a number that the
    house does not take, Hidden for a lesson that the writer does not see."""
    lesson = _own(lesson_id)
    if lesson.entry_id is None:
        raise Denied(
            _("A file lies beside a homework."), way=_("Write the topic and the homework first."), field="file"
        )
    most = int(number("homework_file_mb", lesson.day))
    if fault := fault_of(name, data, most_bytes=most * MEGABYTE):
        words, way = FILE_FAULTS[fault]
        raise Denied(words, way=way, field="file")
    standing = HomeworkFile.objects.filter(lesson=lesson, withdrawn_at=None).count()
    if standing >= int(number("homework_files_a_lesson", lesson.day)):
        raise Denied(
            _("There are as many files beside this homework as the house takes."),
            way=_("Take one away first."),
            field="file",
        )
    row = HomeworkFile(
        lesson=lesson,
        group_id=lesson.group_id,
        organisation_id=lesson.organisation_id,
        name=name_of(name),
        size=len(data),
        added_at=clock.now(),
        added_by=current_scope().person_id,
    )
    default_storage.save(row.path, ContentFile(data))
    try:
        row.save(force_insert=True)
    except Exception:
        default_storage.delete(row.path)
        raise
    return row.id


@action(may=may_write)
def withdraw_file(*, file_id: uuid.UUID) -> uuid.UUID:
    """Nobody finds the file any more; that it was there stays written. Returns the lesson's id."""
    row = HomeworkFile.objects.filter(id=file_id, withdrawn_at=None).first()
    if row is None:
        raise Hidden(_("There is no such file."))
    _own(row.lesson_id)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    default_storage.delete(row.path)
    return row.lesson_id


def _own(lesson_id: uuid.UUID) -> Lesson:
    """The lesson, locked, in which the actor may write."""
    lesson = lock_lessons({lesson_id}).get(lesson_id)
    if lesson is None:
        refuse(Refusal.UNKNOWN_LESSON)
    if right_in(current_scope(), lesson) is None:
        refuse(Refusal.NOT_YOURS)
    return lesson
