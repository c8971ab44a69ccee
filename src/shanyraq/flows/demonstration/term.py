"""The lived-in term of school 28: every lesson held, who was there, what was marked and written. Without a database."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from shanyraq.flows.demonstration.absences import Calendar, plan_absences
from shanyraq.flows.demonstration.chance import Ids, chance
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.region import Lyceum
from shanyraq.flows.demonstration.sizes import FIRST_DAY, LAST_LIVED_DAY, LAST_PLANNED_DAY
from shanyraq.flows.demonstration.timetable import Slot
from shanyraq.flows.demonstration.topics import topic_at
from shanyraq.kernel.clock import ZONE
from shanyraq.learning.journal.api import AttendanceDraft, EntryDraft, LessonDraft, MarkDraft
from shanyraq.spine.registry.reference.bells import Bell, bells
from shanyraq.spine.registry.reference.calendar import school_days

FIRST_MARKED_GRADE = 2
OFTEN, SELDOM = 0.22, 0.1
"""The share of those present who get a mark in a lesson."""
SELDOM_MARKED = frozenset({"pe", "music", "visual_arts", "labour", "art_labour", "elective", "global_competences"})
_MONDAY = FIRST_DAY - dt.timedelta(days=FIRST_DAY.weekday())


@dataclass(frozen=True, slots=True)
class Term:
    """Drafts for the acts of the journal, in the order of time within each class."""

    lessons: list[LessonDraft] = field(default_factory=list)
    attendance: list[AttendanceDraft] = field(default_factory=list)
    marks: list[MarkDraft] = field(default_factory=list)
    entries: list[EntryDraft] = field(default_factory=list)
    absences: Calendar = field(default_factory=dict)
    rolls: dict[uuid.UUID, tuple[uuid.UUID, ...]] = field(default_factory=dict)
    """Who is on the list of each lesson."""


def planned_lessons(lyceum: Lyceum, *, since: dt.date) -> dict[LessonDraft, int]:
    """The lessons from `since` on as the week gives them, each with the part of its class that learns: 0 is all of it.
    For tests; a demonstration asks the journal, which has opened them from the published timetable."""
    ids = Ids("lessons", after=dt.timedelta(days=1))
    week: dict[uuid.UUID, list[Slot]] = defaultdict(list)
    for slot in lyceum.week:
        week[slot.class_id].append(slot)
    return {
        _lesson(ids, lyceum, each, slot, day, bell): slot.part
        for each in lyceum.classes
        for day, slot, bell in _held(each, week[each.id], since=since)
    }


def plan_term(lyceum: Lyceum, lessons: Mapping[LessonDraft, int]) -> Term:
    """What was lived in these lessons up to the last lived day, class by class."""
    term = Term()
    of_class: dict[uuid.UUID, list[LessonDraft]] = defaultdict(list)
    for lesson, part in lessons.items():
        of_class[lesson.group_id].append(lesson)
        whole = lyceum.learners[lesson.group_id]
        term.rolls[lesson.id] = lyceum.halves[lesson.group_id][part - 1] if part else whole
    for each in lyceum.classes:
        own = sorted(of_class[each.id], key=lambda lesson: (lesson.day, lesson.number))
        term.lessons.extend(own)
        _live(term, each, lyceum.learners[each.id], own)
    return term


def _held(each: ClassPlan, week: Sequence[Slot], *, since: dt.date) -> Iterator[tuple[dt.date, Slot, Bell]]:
    """The hours of the timetable on the school days of this grade, where the bells ring for them."""
    if not week:
        return
    for day in school_days(since, LAST_PLANNED_DAY, each.grade):
        rung = _rung(each.shift, each.grade, day)
        odd = (day - _MONDAY).days // 7 % 2 == 0
        for slot in week:
            if slot.weekday == day.weekday() and slot.number in rung and (odd or not slot.alternate):
                yield day, slot, rung[slot.number]


@cache
def _rung(shift: int, grade: int, day: dt.date) -> Mapping[int, Bell]:
    return {bell.number: bell for bell in bells(shift, grade, day)}


def _lesson(ids: Ids, lyceum: Lyceum, each: ClassPlan, slot: Slot, day: dt.date, bell: Bell) -> LessonDraft:
    return LessonDraft(
        id=ids.new(),
        organisation_id=lyceum.id,
        group_id=each.id,
        subject=slot.subject,
        teacher_id=lyceum.staff.teachers[slot.teacher],
        day=day,
        number=slot.number,
        starts_at=dt.datetime.combine(day, bell.starts, ZONE),
        ends_at=dt.datetime.combine(day, bell.ends, ZONE),
    )


def _live(term: Term, each: ClassPlan, learners: Sequence[uuid.UUID], lessons: Sequence[LessonDraft]) -> None:
    """The lessons up to the last lived day were held."""
    dice = chance("term", each.grade, each.letter)
    lived = [lesson for lesson in lessons if lesson.day <= LAST_LIVED_DAY]
    days = sorted({lesson.day for lesson in lived})
    absences = plan_absences(dice, learners, days, grade=each.grade)
    term.absences.update(absences)
    abilities = {learner: min(9.6, max(3.6, dice.gauss(7.2, 1.4))) for learner in learners}
    for lesson in lived:
        roll = term.rolls[lesson.id]
        away = _away(lesson, roll, absences, lesson.number - 1)
        at = lesson.starts_at + dt.timedelta(minutes=dice.randrange(3, 9))
        term.attendance.append(
            AttendanceDraft(lesson_id=lesson.id, exceptions=tuple(away.items()), roll=len(roll), happened_at=at)
        )
        if each.grade >= FIRST_MARKED_GRADE:
            there = {learner: abilities[learner] for learner in roll if away.get(learner, "late") == "late"}
            term.marks.extend(_marks(dice, lesson, there))
    term.entries.extend(_entries(each, lessons, lived=len(lived)))


def _away(lesson: LessonDraft, learners: Sequence[uuid.UUID], absences: Calendar, place: int) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    for learner in learners:
        absence = absences.get((lesson.day, learner))
        if absence and absence.covers(place):
            found[learner] = str(absence.code)
    return found


def _marks(dice: Random, lesson: LessonDraft, there: Mapping[uuid.UUID, float]) -> Iterator[MarkDraft]:
    share = SELDOM if lesson.subject in SELDOM_MARKED else OFTEN
    kindness = 1.2 if lesson.subject in SELDOM_MARKED else 0.0
    for learner, ability in there.items():
        if dice.random() < share:
            yield MarkDraft(
                lesson_id=lesson.id,
                pupil_id=learner,
                value=min(10, max(2, round(dice.gauss(ability + kindness, 1.1)))),
                happened_at=lesson.ends_at - dt.timedelta(minutes=dice.randrange(1, 9)),
            )


def _entries(each: ClassPlan, lessons: Sequence[LessonDraft], *, lived: int) -> Iterator[EntryDraft]:
    """Topic and homework of each held lesson; homework is due at the next lesson of the subject."""
    by_subject: dict[tuple[str, uuid.UUID], list[LessonDraft]] = defaultdict(list)
    for lesson in lessons:
        by_subject[lesson.subject, lesson.teacher_id].append(lesson)
    held = {lesson.id for lesson in lessons[:lived]}
    for (subject, _teacher), own in by_subject.items():
        for place, lesson in enumerate(own):
            if lesson.id not in held:
                break
            written = topic_at(subject, each.grade, place=place, total=len(own))
            due = own[place + 1].day if written.homework and place + 1 < len(own) else None
            yield EntryDraft(
                lesson_id=lesson.id,
                topic=written.topic,
                homework=written.homework if due else "",
                due=due,
                happened_at=lesson.ends_at - dt.timedelta(minutes=2),
            )
