"""A calendar plan is written as a whole, or copied from a colleague or from last year."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.timetable.models import CalendarPlan, PlannedTopic
from shanyraq.learning.timetable.policies import may_keep_calendar
from shanyraq.learning.timetable.queries.calendar import topics_of
from shanyraq.learning.timetable.rules.topics import Topic, is_objective
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.curriculum import subjects

MOST_HOURS = 400


@action(may=may_keep_calendar)
def write_calendar_plan(
    *,
    organisation_id: uuid.UUID,
    school_year: int,
    teacher_id: uuid.UUID,
    subject: str,
    grade: int,
    topics: Sequence[Topic],
    group_id: uuid.UUID | None = None,
    copied_from: uuid.UUID | None = None,
) -> uuid.UUID:
    """The teacher's plan of this subject for the grade, or for one class, holds these topics in this order.

    Raises Denied for an unknown subject, a class of another school or grade, no topics, too many hours, a topic
    without words or a quarter that is none, or an objective that is no code.
    """
    _refuse(subject, topics)
    if group_id is not None:
        group = next(iter(registry.groups([group_id])), None)
        if group is None or (group.organisation_id, group.grade) != (organisation_id, grade):
            raise Denied(_("This class does not belong to the school."), field="group")
    plan, _new = CalendarPlan.objects.update_or_create(
        organisation_id=organisation_id, school_year=school_year, teacher_id=teacher_id, subject=subject, grade=grade,
        group_id=group_id, defaults={"changed_at": clock.now(), "copied_from_id": copied_from},
    )  # fmt: skip
    PlannedTopic.objects.filter(plan=plan).delete()
    insert_rows(
        [
            PlannedTopic(
                plan=plan, organisation_id=organisation_id, number=place, quarter=one.quarter, topic=one.topic.strip(),
                objectives=list(one.objectives), hours=one.hours, homework=one.homework.strip(),
            )
            for place, one in enumerate(topics, 1)
        ]
    )  # fmt: skip
    return plan.id


def _refuse(subject: str, topics: Sequence[Topic]) -> None:
    if subject not in subjects():
        raise Denied(_("There is no such subject."), field="subject")
    if not topics:
        raise Denied(_("There is no topic in this plan."), field="topics")
    if sum(one.hours for one in topics) > MOST_HOURS:
        raise Denied(_("The plan has more hours than a school year."), field="topics")
    for one in topics:
        if not one.topic.strip() or len(one.topic) > 300 or len(one.homework) > 300:
            raise Denied(_("A topic is empty or longer than 300 characters."), field="topics")
        if one.quarter not in range(1, 5) or one.hours not in range(1, 41):
            raise Denied(_("A quarter is 1 to 4, and the hours of a topic 1 to 40."), field="topics")
        if not all(map(is_objective, one.objectives)):
            raise Denied(_("An objective is written as a code."), way=_("For example 7.2.1.4."), field="topics")


@action(may=may_keep_calendar)
def copy_calendar_plan(
    *,
    organisation_id: uuid.UUID,
    school_year: int,
    teacher_id: uuid.UUID,
    source_id: uuid.UUID,
    group_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """The teacher has the topics of another plan of the school as the own, to go on from. Raises Hidden where the plan
    is not of this school."""
    source = CalendarPlan.objects.filter(id=source_id, organisation=organisation_id).first()
    if source is None:
        raise Hidden(_("There is no such calendar plan."))
    return write_calendar_plan(
        organisation_id=organisation_id, school_year=school_year, teacher_id=teacher_id, subject=source.subject,
        grade=source.grade, topics=topics_of(source_id), group_id=group_id, copied_from=source_id,
    )  # fmt: skip
