"""One day of one child as the page shows it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.kernel.ui.marks import RingState, Tone
from shanyraq.learning.diary import api as diary
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family import rules
from shanyraq.portals.family.queries.calendar import free_because, school_day_beside
from shanyraq.portals.family.queries.children import Chosen, Reader
from shanyraq.portals.family.queries.homework import Homework, homework_by_day
from shanyraq.spine.presence import api as presence

TONES = {"present": "", "late": Tone.CARE, "distance": Tone.INFO, "released": Tone.QUIET}


@dataclass(frozen=True, slots=True)
class Passage:
    """The gate's word in the line of the day."""

    at: str
    came_in: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in the line of the day."""

    at: str
    number: int
    subject: str
    teacher: str
    topic: str
    homework: str
    due: dt.date | None
    code: str
    code_words: str
    tone: str
    mark: int | None
    ring: str
    mark_day: dt.date | None
    mark_id: uuid.UUID | None
    is_now: bool
    lesson_id: uuid.UUID
    subject_code: str
    done: bool
    """The pupil has ticked the homework."""
    part: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything the page of a day shows."""

    child: Chosen
    day: dt.date
    today: dt.date
    now: dt.datetime
    answer: rules.Answer
    said: tuple[presence.CaseRow, ...]
    line: tuple[Passage | Lesson, ...]
    free: str
    """The holiday or break of a day without lessons."""
    told: presence.Told | None
    """What a parent has told of the day."""
    due: tuple[Homework, ...]
    """What is to be done for the next school day."""
    before: dt.date
    after: dt.date

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def ticks(self) -> bool:
        """Whether the reader may tick off homework: the pupil alone."""
        return self.child.reader is Reader.SELF

    @property
    def open_cases(self) -> list[presence.CaseRow]:
        return [case for case in self.said if case.is_open]

    @property
    def settled(self) -> list[presence.CaseRow]:
        """Cases a person has closed; what the witnesses settled among themselves is not told."""
        return [case for case in self.said if not case.is_open and case.outcome != presence.Outcome.AGREED]

    @property
    def topic(self) -> str:
        return f"person:{self.child.id}"


def day_of(child: Chosen, day: dt.date) -> DayPage:
    """The child's day: gate, lessons with marks and homework, cases with their outcome."""
    now = clock.now()
    state = presence.days([child.id], day=day).get(child.id)
    cases = tuple(presence.cases_of([child.id], day=day))
    after = school_day_beside(day, step=1)
    around = journal.lessons_of_pupil(child.id, first=day, last=after, due=True)
    lessons = [lesson for lesson in around if lesson.day == day]
    done = diary.ticked(child.id, since=min((lesson.day for lesson in around), default=day))
    answer = rules.answer(
        day=day,
        now=now,
        state=state.state if state else "unknown",
        first_in=local(state.first_in) if state else None,
        last_out=local(state.last_out) if state else None,
        asked=any(case.is_open for case in cases),
        lessons=[rules.LessonFact(lesson.starts_at.astimezone(clock.ZONE), lesson.code) for lesson in lessons],
    )
    return DayPage(
        child=child,
        day=day,
        today=now.date(),
        now=now,
        answer=answer,
        said=cases,
        line=_line(state, lessons, now, done),
        told=presence.told_on([child.id], day=day).get(child.id),
        due=homework_by_day(around, done).get(after, ()),
        free="" if lessons else free_because(day),
        before=school_day_beside(day, step=-1),
        after=after,
    )


def local(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(clock.ZONE) if moment else None


def _line(
    state: presence.DayRow | None,
    lessons: Sequence[journal.PupilLesson],
    now: dt.datetime,
    done: frozenset[uuid.UUID],
) -> tuple[Passage | Lesson, ...]:
    """Passages and lessons in the order of time."""
    passages = [
        Passage(at, says == presence.Says.IN)
        for witness, says, at in (state.reasons if state else ())
        if witness == presence.Witness.GATE
    ]
    together: list[Passage | Lesson] = [
        *passages,
        *(lesson_row(lesson, now, done=lesson.lesson_id in done) for lesson in lessons),
    ]
    return tuple(sorted(together, key=lambda one: (one.at, isinstance(one, Lesson))))


def lesson_row(lesson: journal.PupilLesson, now: dt.datetime, *, done: bool = False) -> Lesson:
    """The lesson with the state of its mark: sealed, or sent and waiting for the seal."""
    ring = "" if lesson.mark is None else RingState.SEALED if lesson.mark_sealed else RingState.SENT
    key = lesson.mark_key or (None, None)
    code = lesson.code or ""
    return Lesson(
        at=f"{lesson.starts_at.astimezone(clock.ZONE):%H:%M}",
        number=lesson.number,
        subject=lesson.subject,
        teacher=lesson.teacher,
        topic=lesson.topic,
        homework=lesson.homework,
        due=lesson.due,
        code=code,
        code_words=lesson.code_words if code and code != "present" else "",
        tone=TONES.get(code, Tone.CARE) if code else "",
        mark=lesson.mark,
        ring=ring,
        mark_day=key[0],
        mark_id=key[1],
        is_now=lesson.starts_at <= now <= lesson.ends_at,
        part=lesson.part,
        room=lesson.room,
        lesson_id=lesson.lesson_id,
        subject_code=lesson.subject_code,
        done=done,
    )
