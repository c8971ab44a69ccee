"""Which children sit in which class, and which of them are brothers and sisters."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from shanyraq.flows.demonstration.cast import AISHA, AISHAS_CLASS, ERZHAN, ERZHANS_CLASS, SAULE, SAULES_CLASS
from shanyraq.flows.demonstration.chance import chance
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.sizes import LYCEUM, NEXT_SCHOOL, SCHOOL_YEAR
from shanyraq.spine.registry.rules.people import Culture, InventedPerson

APART = dt.timedelta(days=300)
"""Brothers and sisters who are not twins are born at least this far apart."""
LOOKED_AT = 40
_FAMILY_SIZES = {1: 46, 2: 34, 3: 15, 4: 5}
_TWINS = 0.012
_ELSEWHERE = 0.12
"""The share of children who go to another school than most of their family's neighbours."""
_CULTURES = {
    "kk": {Culture.KAZAKH: 93, Culture.UZBEK: 6, Culture.RUSSIAN: 1},
    "ru": {Culture.RUSSIAN: 55, Culture.KAZAKH: 38, Culture.UZBEK: 7},
    "uz": {Culture.UZBEK: 100},
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a class for a child who has no name yet; `named` where the story gives one."""

    class_id: uuid.UUID
    school: int
    grade: int
    language: str
    sex: str
    born: dt.date
    named: InventedPerson | None = None


def seats_of(classes: Sequence[ClassPlan]) -> list[Seat]:
    """A seat for every learner of every class, the named children in theirs."""
    dice = chance("seats")
    return [seat for each in classes for seat in _seats(dice, each)]


def _seats(dice: Random, plan: ClassPlan) -> Iterator[Seat]:
    for place in range(plan.learners):
        seat = Seat(
            class_id=plan.id,
            school=plan.school.number,
            grade=plan.grade,
            language=plan.language,
            sex="m" if dice.random() < 0.51 else "f",
            born=born_for(dice, plan.grade),
        )
        named = _cast_child(plan) if place == 0 else None
        yield replace(seat, sex=str(named.sex), born=named.born, named=named) if named else seat


def born_for(dice: Random, grade: int) -> dt.date:
    """A child enters grade 1 in the year of turning six, some a little later."""
    first = dt.date(SCHOOL_YEAR - 6 - grade, 9, 15)
    return first + dt.timedelta(days=dice.randrange(445))


def _cast_child(plan: ClassPlan) -> InventedPerson | None:
    return {
        (LYCEUM, *ERZHANS_CLASS): ERZHAN,
        (LYCEUM, *AISHAS_CLASS): AISHA,
        (NEXT_SCHOOL, *SAULES_CLASS): SAULE,
    }.get((plan.school.number, *plan.key))


def families_of(seats: Sequence[Seat]) -> list[tuple[Culture, tuple[Seat, ...]]]:
    """The seats grouped into families of one culture, eldest first. Every seat stands in exactly one family."""
    found: list[tuple[Culture, tuple[Seat, ...]]] = []
    for number, neighbours in sorted(_neighbourhoods(seats).items()):
        dice = chance("families", number)
        dice.shuffle(neighbours)
        found += group_into_families(dice, neighbours)
    return found


def _neighbourhoods(seats: Sequence[Seat]) -> dict[int, list[Seat]]:
    """Seats by the school nearest to the home; some children go to the school beside it."""
    dice = chance("homes")
    homes: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.named is None:
            beside = 1 if seat.school < LYCEUM else -1 if seat.school > LYCEUM else 0
            homes[seat.school + (beside if dice.random() < _ELSEWHERE else 0)].append(seat)
    return homes


def group_into_families(dice: Random, seats: Sequence[Seat]) -> Iterator[tuple[Culture, tuple[Seat, ...]]]:
    """Neighbours who could be brothers and sisters are, as often as families have so many children."""
    taken = [False] * len(seats)
    for place, seat in enumerate(seats):
        if taken[place]:
            continue
        taken[place] = True
        wanted = dice.choices(list(_FAMILY_SIZES), weights=list(_FAMILY_SIZES.values()))[0]
        family = [seat]
        twins = dice.random() < _TWINS
        for other in range(place + 1, min(place + LOOKED_AT, len(seats))):
            if len(family) >= wanted and not twins:
                break
            if taken[other] or seats[other].language != seat.language:
                continue
            if twins and seats[other].class_id == seat.class_id:
                family.append(replace(seats[other], born=seat.born))
                taken[other], twins = True, False
            elif len(family) < wanted and _could_be_siblings(family, seats[other]):
                family.append(seats[other])
                taken[other] = True
        cultures = _CULTURES[seat.language]
        culture = dice.choices(list(cultures), weights=list(cultures.values()))[0]
        yield culture, tuple(sorted(family, key=lambda each: each.born))


def _could_be_siblings(family: Sequence[Seat], other: Seat) -> bool:
    return all(abs(other.born - each.born) >= APART and other.grade != each.grade for each in family)
