"""Families: every child has a name, guardians and a seat in a class."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from shanyraq.flows.demonstration import cast
from shanyraq.flows.demonstration.chance import chance
from shanyraq.flows.demonstration.children import Seat, families_of
from shanyraq.flows.demonstration.invented import People
from shanyraq.spine.registry.api import PersonDraft
from shanyraq.spine.registry.rules.identifiers import Sex
from shanyraq.spine.registry.rules.people import InventedPerson, invent_family, invent_person

_HOMES = {("mother", "father"): 78, ("mother",): 18, ("father",): 3, ("guardian",): 1}


@dataclass(frozen=True, slots=True)
class Child:
    """A learner in the seat."""

    draft: PersonDraft
    seat: Seat


@dataclass(frozen=True, slots=True)
class Home:
    """Who answers for whom: (relation, guardian) and the children, eldest first."""

    guardians: tuple[tuple[str, PersonDraft], ...]
    children: tuple[Child, ...]


def make_homes(people: People, seats: Sequence[Seat]) -> list[Home]:
    """The named families first, then one for each group of brothers and sisters."""
    dice = chance("people")
    named = list(_named_homes(people, {seat.named: seat for seat in seats if seat.named}))
    return named + [home_of(dice, people, culture, family) for culture, family in families_of(seats)]


def _named_homes(people: People, seats: dict[InventedPerson, Seat]) -> Iterator[Home]:
    for guardians, children in (
        ((("mother", cast.DANA), ("father", cast.ASKAR)), (cast.ERZHAN, cast.AISHA)),
        ((("mother", cast.MOLDIR),), (cast.SAULE,)),
    ):
        yield Home(
            tuple((relation, people.add(who, grown_up=True)) for relation, who in guardians),
            tuple(Child(people.add(child), seats[child]) for child in children if child in seats),
        )


def home_of(dice: Random, people: People, culture: str, seats: Sequence[Seat]) -> Home:
    """One family in the seats: a mother, a father, both, or a grandmother answers for the children."""
    family = invent_family(dice, children=[(seat.sex, seat.born) for seat in seats], language=culture)
    relations = dice.choices(list(_HOMES), weights=list(_HOMES.values()))[0]
    parents = {"mother": family.mother, "father": family.father}
    guardians = tuple(
        (relation, people.add(parents.get(relation) or _grandmother(dice, culture, family.mother), grown_up=True))
        for relation in relations
    )
    children = zip(family.children, seats, strict=True)
    return Home(guardians, tuple(Child(people.add(who), seat) for who, seat in children))


def _grandmother(dice: Random, culture: str, mother: InventedPerson) -> InventedPerson:
    born = max(mother.born - dt.timedelta(days=dice.randrange(19 * 365, 30 * 365)), dt.date(1946, 1, 1))
    return invent_person(dice, sex=Sex.FEMALE, language=culture, born=born)


def pupils_by_class(homes: Sequence[Home]) -> dict[uuid.UUID, list[Child]]:
    """The learners of each class, in the order in which they were registered."""
    found: dict[uuid.UUID, list[Child]] = {}
    for home in homes:
        for child in home.children:
            found.setdefault(child.seat.class_id, []).append(child)
    return found
