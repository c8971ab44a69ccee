"""Cards of an organisation that may be one person, and what was merged."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text.folding import fold
from shanyraq.spine.exchange.models import Apart, Merge
from shanyraq.spine.exchange.rules.likeness import Face, Likeness, likeness
from shanyraq.spine.registry import api as registry

AT_MOST = 100
WORDS = {
    Likeness.BORN: _("same name and birth date"),
    Likeness.PHONE: _("same name and phone"),
    Likeness.GROUP: _("same name in one class"),
    Likeness.LETTERS: _("same name in other letters"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one person."""

    one: registry.StandingPerson
    two: registry.StandingPerson
    why: str

    @property
    def names(self) -> tuple[str, str]:
        return full_name(self.one), full_name(self.two)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two cards that were made one."""

    id: uuid.UUID
    kept: str
    gone: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Parted:
    """Two cards that somebody has told apart."""

    id: uuid.UUID
    one: str
    two: str
    at: dt.datetime


def full_name(person: registry.StandingPerson) -> str:
    return " ".join(part for part in (person.family, person.given, person.patronymic) if part)


def likenesses(organisation_id: uuid.UUID) -> list[Pair]:
    """The pairs of an organisation's people that may be one, the first hundred by name; without those of whom somebody
    said that they are two. Two queries."""
    told = {(row.one_id, row.two_id) for row in Apart.objects.filter(organisation=organisation_id, taken_back_at=None)}
    together: dict[str, list[tuple[Face, registry.StandingPerson]]] = defaultdict(list)
    for person in registry.people_at(organisation_id):
        face = _face(person)
        together[face.key].append((face, person))
    found: list[Pair] = []
    for alike in together.values():
        for (face, one), (other, two) in combinations(alike[:10], 2):
            if (why := likeness(face, other)) and (min(one.id, two.id), max(one.id, two.id)) not in told:
                found.append(Pair(one, two, str(WORDS[why])))
    return found[:AT_MOST]


def pair(organisation_id: uuid.UUID, one: uuid.UUID, two: uuid.UUID) -> Pair | None:
    """Two people of this organisation beside one another; None where one of them is not of it. One query."""
    people = {person.id: person for person in registry.people_at(organisation_id)}
    if one == two or one not in people or two not in people:
        return None
    why = likeness(_face(people[one]), _face(people[two]))
    return Pair(people[one], people[two], str(WORDS[why]) if why else "")


def merges_of(organisation_id: uuid.UUID) -> list[Merged]:
    """The latest merges that stand. One query."""
    rows = Merge.objects.filter(organisation=organisation_id, undone_at=None).order_by("-merged_at")
    return [
        Merged(row.id, str(row.kept), str(row.gone), row.merged_at) for row in rows.select_related("kept", "gone")[:20]
    ]


def told_apart(organisation_id: uuid.UUID) -> list[Parted]:
    """The latest pairs of whom somebody said that they are two people. One query."""
    rows = Apart.objects.filter(organisation=organisation_id, taken_back_at=None).order_by("-said_at")
    return [Parted(row.id, str(row.one), str(row.two), row.said_at) for row in rows.select_related("one", "two")[:20]]


def _face(person: registry.StandingPerson) -> Face:
    written = f"{person.family} {person.given}".strip()
    return Face(
        name=written.casefold(),
        key=fold(written),
        iin=person.iin,
        birth_date=person.birth_date,
        phone=person.phone,
        group=person.group_id,
    )
