"""Lessons are planned, and their topic and homework written."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.attendance import refuse
from shanyraq.learning.journal.actions.locking import lock_lessons
from shanyraq.learning.journal.events import LessonWritten
from shanyraq.learning.journal.models import Lesson, LessonEntry
from shanyraq.learning.journal.policies import may_plan, may_write, right_in
from shanyraq.learning.journal.projections.lessons import put_written
from shanyraq.learning.journal.rules.drafts import LessonDraft
from shanyraq.learning.journal.rules.objectives import codes_of
from shanyraq.learning.journal.rules.register import HOMEWORK_LENGTH, TOPIC_LENGTH, Refusal
from shanyraq.spine.registry import api as registry


@action(may=may_plan)
def plan_lessons(*, drafts: Sequence[LessonDraft]) -> list[uuid.UUID]:
    """Each lesson stands in the day of its group and of its teacher, ready to be written in.

    Raises Denied where a group belongs to another organisation, a teacher has no post there, hours are upside down,
    or the teacher is already planned for the group at that hour; then no lesson of the batch stands.
    """
    groups = {row.id: row for row in registry.groups({draft.group_id for draft in drafts})}
    for draft in drafts:
        group = groups.get(draft.group_id)
        if group is None or group.organisation_id != draft.organisation_id:
            raise Denied(_("This class does not belong to the school."), field="group")
        if draft.ends_at <= draft.starts_at or clock.local_day(draft.starts_at) != draft.day:
            raise Denied(_("The hours of the lesson do not fit its day."), field="starts_at")
    _refuse_strangers(drafts)
    rows = [_lesson(draft, grade=groups[draft.group_id].grade) for draft in drafts]
    try:
        with transaction.atomic():
            insert_rows(rows)
    except IntegrityError as error:
        raise Denied(_("A teacher is already planned for this class at this hour."), field="number") from error
    return [row.id for row in rows]


def _lesson(draft: LessonDraft, *, grade: int) -> Lesson:
    return Lesson(
        id=draft.id,
        organisation_id=draft.organisation_id,
        group_id=draft.group_id,
        teacher_id=draft.teacher_id,
        grade=grade,
        subject=draft.subject,
        day=draft.day,
        number=draft.number,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
    )


def _refuse_strangers(drafts: Sequence[LessonDraft]) -> None:
    """Every teacher holds a post at the organisation on the first of the days."""
    first: dict[tuple[uuid.UUID, uuid.UUID], dt.date] = {}
    for draft in drafts:
        key = (draft.teacher_id, draft.organisation_id)
        first[key] = min(draft.day, first.get(key, draft.day))
    for (teacher, organisation), day in first.items():
        if organisation not in {post.organisation_id for post in registry.posts_of(teacher, day=day)}:
            raise Denied(_("This teacher has no post at the school on that day."), field="teacher")


@action(may=may_write, facts_are_history=True)
def write_lesson(
    *,
    lesson_id: uuid.UUID,
    topic: str,
    homework: str,
    objectives: str | None = None,
    due: dt.date | None = None,
    based_on: uuid.UUID | None = None,
    anew: bool = False,
) -> uuid.UUID | None:
    """The lesson shows this topic, homework and codes of objectives to the class and its families; codes that are not
    named stay as they are. Announces LessonWritten.

    `based_on` is the entry that the writer saw; where another stands by now, Conflict carries it, unless `anew`.
    The same words again change nothing. Returns the id of the standing entry, None where nothing was ever written.
    """
    lesson = lock_lessons({lesson_id}).get(lesson_id)
    if lesson is None:
        refuse(Refusal.UNKNOWN_LESSON)
    if right_in(current_scope(), lesson) is None:
        refuse(Refusal.NOT_YOURS)
    topic, homework = topic.strip(), homework.strip()
    codes = lesson.objectives if objectives is None else _codes(objectives)
    if len(topic) > TOPIC_LENGTH:
        raise Denied(_("The topic is longer than 300 characters."), field="topic")
    if len(homework) > HOMEWORK_LENGTH:
        raise Denied(_("The homework is longer than 2000 characters."), field="homework")
    if due is not None and due < lesson.day:
        raise Denied(_("Homework cannot be due before its lesson."), field="due")
    if (topic, homework, codes, due) == (lesson.topic, lesson.homework, lesson.objectives, lesson.homework_due):
        return lesson.entry_id
    if not anew and lesson.entry_id != based_on:
        raise Conflict(
            _("Somebody else wrote in this lesson a moment ago."),
            current=(lesson.topic, lesson.homework, lesson.homework_due, lesson.entry_id),
            way=_("Look at what stands now and decide again."),
        )
    draft = entry_of(lesson, due=due, at=clock.now())
    (fact,) = facts.record([draft], payloads=[words_of(topic, homework, codes)])
    put_written([fact], words=[(topic, homework, codes)])
    announce(
        LessonWritten(
            organisation_id=lesson.organisation_id,
            lesson_id=lesson.id,
            group_id=lesson.group_id,
            day=lesson.day,
            subject=lesson.subject,
        )
    )
    return fact.id


def entry_of(lesson: Lesson, *, due: dt.date | None, at: dt.datetime) -> LessonEntry:
    return LessonEntry(
        organisation_id=lesson.organisation_id,
        happened_at=at,
        supersedes_day=lesson.entry_day,
        supersedes_id=lesson.entry_id,
        lesson_id=lesson.id,
        group_id=lesson.group_id,
        due=due,
    )


def _codes(typed: str) -> str:
    """The codes as they are kept: parted by a comma. Raises Denied for what is no code."""
    found = codes_of(typed)
    if found is None:
        raise Denied(
            _("A code of an objective looks like 7.2.1.4."), way=_("Part several by commas."), field="objectives"
        )
    return ", ".join(found)


def words_of(topic: str, homework: str, objectives: str = "") -> dict[str, str]:
    """The payload of an entry."""
    said = (("topic", topic), ("homework", homework), ("objectives", objectives))
    return {name: text for name, text in said if text}
