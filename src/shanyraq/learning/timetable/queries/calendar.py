"""Calendar plans: whose there are, what they hold, and which topic a lesson is for."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from shanyraq.kernel import clock
from shanyraq.learning.timetable.models import CalendarPlan, PlannedTopic
from shanyraq.learning.timetable.rules.topics import Topic, behind, lay
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import CalendarUnknown, school_year_of


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One calendar plan with its names."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    teacher_id: uuid.UUID
    teacher: str
    subject_code: str
    grade: int
    group_id: uuid.UUID | None
    group: str
    changed_at: dt.datetime
    hours: int

    @property
    def subject(self) -> str:
        return registry.subject_name(self.subject_code)


@dataclass(frozen=True, slots=True)
class Stream:
    """The lessons of one subject of one class (or a part of it) with one teacher, in order."""

    organisation_id: uuid.UUID
    teacher_id: uuid.UUID
    subject: str
    grade: int
    group_id: uuid.UUID
    lessons: tuple[tuple[uuid.UUID, dt.date], ...]


COLUMNS = (
    "id", "organisation_id", "school_year", "teacher_id", "teacher__family", "teacher__given", "subject", "grade",
    "group_id", "group__name", "changed_at",
)  # fmt: skip


LINE = ("number", "quarter", "topic", "objectives", "hours", "homework")
PLAN = (
    "plan__organisation_id", "plan__teacher_id", "plan__subject", "plan__school_year", "plan__grade",
    "plan__group_id",
)  # fmt: skip


def calendar_plans(organisation_id: uuid.UUID, *, subjects: Iterable[str] = ()) -> list[CalendarRow]:
    """The plans of the school, of these subjects where some are named; this year's first. One query."""
    wanted = Q(organisation=organisation_id)
    if named := set(subjects):
        wanted &= Q(subject__in=named)
    return _rows(wanted)


def calendar_plan(plan_id: uuid.UUID) -> CalendarRow | None:
    return next(iter(_rows(Q(id=plan_id))), None)


def _rows(wanted: Q) -> list[CalendarRow]:
    rows = CalendarPlan.objects.filter(wanted).annotate(hours=Sum("topics__hours"))
    rows = rows.order_by("-school_year", "subject", "grade", "group__sort_key", "id")
    found = []
    for id_, at, year, teacher, family, given, subject, grade, group, name, moment, hours in rows.values_list(
        *COLUMNS, "hours"
    ):
        names = (f"{family} {given}".strip(), subject, grade, group, name or "")
        found.append(CalendarRow(id_, at, year, teacher, *names, moment, hours or 0))
    return found


def topics_of(plan_id: uuid.UUID) -> list[Topic]:
    """The lines of a plan in their order."""
    return [_topic(*line) for line in PlannedTopic.objects.filter(plan=plan_id).order_by("number").values_list(*LINE)]


def _topic(number: int, quarter: int, topic: str, objectives: list[str], hours: int, homework: str) -> Topic:
    return Topic(number, quarter, topic, tuple(objectives), hours, homework)


def planned_topics(streams: Sequence[Stream]) -> dict[uuid.UUID, Topic]:
    """The topic that each lesson of these streams is for by the teacher's calendar plan. One query."""
    plans = _plans_of(streams)
    found: dict[uuid.UUID, Topic] = {}
    for stream, topics in plans:
        found |= lay(topics, stream.lessons, quarter_of=quarter_number)
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one class has come with a plan: hours planned for the year, laid so far, and to be caught up."""

    stream: Stream
    hours: int
    laid: int
    behind: int


def progress(streams: Sequence[Stream]) -> list[Progress]:
    """For each stream that has a calendar plan. One query."""
    today = clock.today()
    found = []
    for stream, topics in _plans_of(streams):
        past = [each for each in stream.lessons if each[1] < today]
        laid = lay(topics, past, quarter_of=quarter_number)
        late = behind(topics, stream.lessons, today=today, quarter_of=quarter_number)
        found.append(Progress(stream, sum(topic.hours for topic in topics), len(laid), late))
    return found


def _plans_of(streams: Sequence[Stream]) -> list[tuple[Stream, list[Topic]]]:
    """Each stream with its topics: those of a plan for the class before those of a plan for the grade."""
    people = {stream.teacher_id for stream in streams}
    subjects = {stream.subject for stream in streams}
    years = {_year(stream) for stream in streams}
    rows = PlannedTopic.objects.filter(
        plan__teacher__in=people, plan__subject__in=subjects, plan__school_year__in=years
    ).order_by("plan_id", "number")
    plans: dict[tuple[object, ...], list[Topic]] = defaultdict(list)
    for at, teacher, subject, year, grade, group, *line in rows.values_list(*PLAN, *LINE):
        plans[at, teacher, subject, year, group or grade].append(_topic(*line))
    found = []
    for each in streams:
        base = (each.organisation_id, each.teacher_id, each.subject, _year(each))
        topics = plans.get((*base, each.group_id)) or plans.get((*base, each.grade))
        if topics:
            found.append((each, topics))
    return found


def _year(stream: Stream) -> int:
    """The school year of the last lesson."""
    day = stream.lessons[-1][1] if stream.lessons else clock.today()
    try:
        return school_year_of(day).year
    except CalendarUnknown:
        return day.year


def quarter_number(day: dt.date) -> int | None:
    quarter = registry.quarter_of(day)
    return quarter.number if quarter else None
