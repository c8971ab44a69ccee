"""The last days of the term as the gate saw them and as the registers say."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from shanyraq.flows.demonstration.chance import chance
from shanyraq.flows.demonstration.region import Lyceum
from shanyraq.flows.demonstration.sizes import LAST_LIVED_DAY
from shanyraq.flows.demonstration.term import Term
from shanyraq.learning.journal.api import Code, LessonDraft
from shanyraq.spine.presence.api import Entry, Witness, Word

FORGETS = 0.004
"""The chance that somebody slips past the gate unseen."""
STAYS_LONGER = (1, 18)


@dataclass(frozen=True, slots=True)
class Passing:
    """Somebody went through the gate."""

    person_id: uuid.UUID
    at: dt.datetime
    says: str


def last_days(term: Term, count: int) -> list[dt.date]:
    """The last lived days of the term, in order."""
    days = sorted({lesson.day for lesson in term.lessons if lesson.day <= LAST_LIVED_DAY})
    return days[-count:]


def plan_passings(lyceum: Lyceum, term: Term, days: Sequence[dt.date]) -> list[Passing]:
    """Learners come before their first lesson and leave after their last, unless they were away."""
    by_class: dict[tuple[dt.date, uuid.UUID], list[LessonDraft]] = defaultdict(list)
    for lesson in term.lessons:
        together = by_class[lesson.day, lesson.group_id]
        if not together or together[-1].number != lesson.number:  # two parts of a class make one hour
            together.append(lesson)
    return [
        passing
        for each in lyceum.classes
        for day in days
        if (lessons := by_class.get((day, each.id)))
        for learner in lyceum.learners[each.id]
        for passing in _of_one(chance("gate", day, learner), term, learner, lessons)
    ]


def _of_one(dice: Random, term: Term, learner: uuid.UUID, lessons: Sequence[LessonDraft]) -> Iterator[Passing]:
    absence = term.absences.get((lessons[0].day, learner))
    if absence and absence.first == 0 and absence.code != Code.LATE:
        return
    early = -dice.randrange(2, 12) if absence and absence.code == Code.LATE else dice.randrange(3, 28)
    arrives = lessons[0].starts_at - dt.timedelta(minutes=early, seconds=dice.randrange(60))
    last = lessons[absence.first - 1] if absence and absence.first else lessons[-1]
    leaves = last.ends_at + dt.timedelta(minutes=dice.randrange(*STAYS_LONGER), seconds=dice.randrange(60))
    if dice.random() >= FORGETS:
        yield Passing(learner, arrives, "in")
    if dice.random() >= FORGETS:
        yield Passing(learner, leaves, "out")


def gate_words(organisation_id: uuid.UUID, passings: Sequence[Passing]) -> list[Word]:
    """What the gate testifies. `source` names the passage within its day; its fact bears the same moment."""
    together: dict[tuple[dt.date, uuid.UUID], list[Entry]] = defaultdict(list)
    for passing in passings:
        entry = Entry(at=passing.at, says=passing.says, source=f"{passing.says}:{passing.at:%H%M%S}")
        together[passing.at.date(), passing.person_id].append(entry)
    return [_word(organisation_id, person, day, Witness.GATE, said) for (day, person), said in together.items()]


def register_words(
    lyceum: Lyceum, term: Term, days: Sequence[dt.date], *, facts: Mapping[uuid.UUID, uuid.UUID]
) -> list[Word]:
    """What the class registers of these days testify; `facts` are the attendance facts by lesson."""
    wanted = set(days)
    exceptions = {draft.lesson_id: dict(draft.exceptions) for draft in term.attendance}
    together: dict[tuple[dt.date, uuid.UUID], list[Entry]] = defaultdict(list)
    for lesson in term.lessons:
        if lesson.day in wanted:
            said = exceptions[lesson.id]
            for learner in term.rolls[lesson.id]:
                code = str(said.get(learner, Code.PRESENT))
                entry = Entry(at=lesson.starts_at, says=code, slot=lesson.number, source=str(facts[lesson.id]))
                together[lesson.day, learner].append(entry)
    return [_word(lyceum.id, person, day, Witness.REGISTER, said) for (day, person), said in together.items()]


def _word(organisation_id: uuid.UUID, person: uuid.UUID, day: dt.date, witness: Witness, said: Sequence[Entry]) -> Word:
    return Word(
        person_id=person, organisation_id=organisation_id, day=day, witness=witness, entries=tuple(sorted(said))
    )
