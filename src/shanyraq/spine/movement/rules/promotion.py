"""Who goes where when the school year ends. Pure: the same classes and corrections give the same plan."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shanyraq.spine.registry.reference.movement import term


class Fate(StrEnum):
    """What the new year brings one child."""

    PROMOTED = "promoted"
    STAYS = "stays"
    GRADUATES = "graduates"
    OPEN = "open"


class Question(StrEnum):
    """What somebody must decide before the year is rolled over, or know when it is."""

    NO_GROUP = "no_group"
    LETTER_GONE = "letter_gone"
    OVER_LIMIT = "over_limit"
    NO_CLASS_TEACHER = "no_class_teacher"
    AFTER_NINE = "after_nine"


BLOCKING = frozenset({Question.NO_GROUP, Question.LETTER_GONE})


@dataclass(frozen=True, slots=True)
class Seat:
    """A class as the plan sees it; one that is yet to be opened has an id of its own already."""

    id: uuid.UUID
    grade: int
    letter: str
    language: str
    shift: int
    class_teacher_id: uuid.UUID | None
    opens: bool = False

    @property
    def name(self) -> str:
        return f"{self.grade} «{self.letter}»"


@dataclass(frozen=True, slots=True)
class Line:
    """One child in the plan: from which class, into which, or none."""

    person_id: uuid.UUID
    from_group: uuid.UUID
    fate: Fate
    to_group: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every child once; the classes of the new year, those to be opened among them; the open questions by class."""

    lines: tuple[Line, ...]
    seats: Mapping[uuid.UUID, Seat]
    questions: Mapping[uuid.UUID, tuple[Question, ...]]

    @property
    def is_ready(self) -> bool:
        """Whether nothing blocks: every child has a place or graduates."""
        return all(line.fate is not Fate.OPEN for line in self.lines)


STAY, GRADUATE = "stay", "graduate"


def may_roll_from(school_year: int) -> dt.date:
    """The first day on which a school may roll over into this school year: when the lessons of the past one end."""
    first = dt.date(school_year, 1, 1)
    return first.replace(month=term("rollover_from_month", first).value, day=term("rollover_from_day", first).value)


def make_plan(
    *,
    learners: Iterable[tuple[uuid.UUID, uuid.UUID]],
    old: Sequence[Seat],
    new: Sequence[Seat],
    corrections: Mapping[uuid.UUID, str],
    limit: int,
    final_grades: tuple[int, int],
    made_id: Callable[[int, str], uuid.UUID],
    with_needs: Collection[uuid.UUID] = (),
    less: int = 0,
) -> Plan:
    """The plan. `corrections` say of a child "stay", "graduate" or the id of a class of the new year; each child
    `with_needs` takes `less` places of the limit.

    A grade for which the school has opened no class yet gets the classes of the grade below, letter by letter; where
    it has opened some, a letter that is not among them is a question.
    """
    seats = {seat.id: seat for seat in (*new, *_to_open(old, new, final_grades[1], made_id))}
    by_name = {(seat.grade, seat.letter): seat for seat in seats.values()}
    from_seats = {seat.id: seat for seat in old}
    lines = tuple(
        _line(person, from_seats[group], by_name, seats, corrections.get(person, ""), final_grades[1])
        for person, group in learners
        if group in from_seats
    )
    used = {line.to_group for line in lines if line.to_group}
    kept = {key: seat for key, seat in seats.items() if key in used or not seat.opens}
    return Plan(lines, kept, _questions(lines, old, kept, _limits(lines, limit, with_needs, less), final_grades[0]))


def _to_open(
    old: Sequence[Seat], new: Sequence[Seat], last: int, made_id: Callable[[int, str], uuid.UUID]
) -> list[Seat]:
    opened = {seat.grade for seat in new}
    wanted = [
        (grade, seat) for seat in old for grade in (seat.grade + 1, seat.grade) if grade not in opened and grade <= last
    ]
    found: dict[tuple[int, str], Seat] = {}
    for grade, seat in wanted:
        teacher = seat.class_teacher_id if grade == seat.grade + 1 and grade != 5 else None  # grade 5 has a new one
        made = Seat(made_id(grade, seat.letter), grade, seat.letter, seat.language, seat.shift, teacher, opens=True)
        if (grade, seat.letter) not in found or grade == seat.grade + 1:
            found[grade, seat.letter] = made
    return list(found.values())


def _line(
    person: uuid.UUID,
    seat: Seat,
    by_name: Mapping[tuple[int, str], Seat],
    seats: Mapping[uuid.UUID, Seat],
    correction: str,
    last: int,
) -> Line:
    if correction == GRADUATE:
        return Line(person, seat.id, Fate.GRADUATES)
    if correction == STAY:
        again = by_name.get((seat.grade, seat.letter))
        return Line(person, seat.id, Fate.STAYS if again else Fate.OPEN, again.id if again else None)
    if correction:
        chosen = next((each for each in seats.values() if str(each.id) == correction), None)
        if chosen is None:
            return Line(person, seat.id, Fate.OPEN)
        return Line(person, seat.id, Fate.PROMOTED if chosen.grade > seat.grade else Fate.STAYS, chosen.id)
    if seat.grade >= last:
        return Line(person, seat.id, Fate.GRADUATES)
    target = by_name.get((seat.grade + 1, seat.letter))
    return Line(person, seat.id, Fate.PROMOTED if target else Fate.OPEN, target.id if target else None)


def _limits(lines: Sequence[Line], limit: int, with_needs: Collection[uuid.UUID], less: int) -> dict[uuid.UUID, int]:
    """How many each class of the new year takes, with the children whom the plan seats there."""
    found: dict[uuid.UUID, int] = {}
    for line in lines:
        if line.to_group:
            own = less if line.person_id in with_needs else 0
            found[line.to_group] = found.get(line.to_group, limit) - own
    return found


def _questions(
    lines: Sequence[Line],
    old: Sequence[Seat],
    seats: Mapping[uuid.UUID, Seat],
    limits: Mapping[uuid.UUID, int],
    basic: int,
) -> dict[uuid.UUID, tuple[Question, ...]]:
    """By class of the old year: what is open about the children in it."""
    seated: dict[uuid.UUID, int] = {}
    for line in lines:
        if line.to_group:
            seated[line.to_group] = seated.get(line.to_group, 0) + 1
    grades = {seat.grade for seat in seats.values()}
    found = {}
    for seat in old:
        own = [line for line in lines if line.from_group == seat.id]
        targets = {seats[line.to_group] for line in own if line.to_group}
        raised = set()
        if any(line.fate is Fate.OPEN for line in own):
            raised.add(Question.LETTER_GONE if seat.grade + 1 in grades else Question.NO_GROUP)
        if any(seated[each.id] > limits[each.id] for each in targets):
            raised.add(Question.OVER_LIMIT)
        if any(each.class_teacher_id is None for each in targets):
            raised.add(Question.NO_CLASS_TEACHER)
        if seat.grade == basic and any(line.fate is Fate.PROMOTED for line in own):
            raised.add(Question.AFTER_NINE)
        if raised:
            found[seat.id] = tuple(sorted(raised))
    return found
