"""The region as numbers: what stands under a territory, and what one organisation is. Counts only, no child's row.

Each function is asked after the caller has shown that the place is the asker's: an office sees numbers, not people.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import get_language

from shanyraq.spine.registry.models import Building, Employment, Enrolment, Group, Organisation, Room, Territory
from shanyraq.spine.registry.queries.people import valid_on
from shanyraq.spine.registry.queries.rows import GroupRow


@dataclass(frozen=True, slots=True)
class HeadCount:
    """One place and its counts. A territory has a path, an organisation an id."""

    title: str
    path: str
    organisation_id: uuid.UUID | None
    kind: str
    organisations: int
    learners: int
    staff: int
    capacity: int


@dataclass(slots=True)
class _Sum:
    organisations: int = 0
    learners: int = 0
    staff: int = 0
    capacity: int = 0


def structure_of(path: str, *, day: dt.date) -> tuple[list[HeadCount], list[HeadCount]]:
    """The territories right under this one that hold an organisation, and the organisations of the territory itself.

    Their counts sum to the territory's own. Four queries.
    """
    rows = list(Organisation.objects.filter(territory_path__startswith=path, closed_on=None).order_by("sort_key", "id"))
    learners = _by_organisation(Enrolment, path, day=day)
    staff = _by_organisation(Employment, path, day=day)
    below: dict[str, _Sum] = defaultdict(_Sum)
    here = []
    for row in rows:
        if row.territory_path == path:
            here.append(
                HeadCount(str(row), path, row.id, str(row.get_kind_display()), 1, learners.get(row.id, 0),
                         staff.get(row.id, 0), row.capacity or 0)
            )  # fmt: skip
            continue
        part = below[path + row.territory_path[len(path) :].split("/")[0] + "/"]
        part.organisations += 1
        part.learners += learners.get(row.id, 0)
        part.staff += staff.get(row.id, 0)
        part.capacity += row.capacity or 0
    named = {one.path: str(one) for one in Territory.objects.filter(path__in=list(below)).order_by("sort_key")}
    parts = [
        HeadCount(title, where, None, "", below[where].organisations, below[where].learners, below[where].staff,
                 below[where].capacity)
        for where, title in named.items()
    ]  # fmt: skip
    return parts, here


def territories_between(top: str, path: str) -> list[tuple[str, str]]:
    """(title, path) of the territories from this top down to above the path."""
    steps = path[len(top) :].split("/")[:-1]
    paths = [top + "".join(f"{step}/" for step in steps[:at]) for at in range(len(steps))]
    return [(str(one), one.path) for one in Territory.objects.filter(path__in=paths).order_by("path")]


def _by_organisation(model: type[Enrolment] | type[Employment], path: str, *, day: dt.date) -> dict[uuid.UUID, int]:
    rows = model.objects.filter(valid_on(day), organisation__territory_path__startswith=path).seen_by_system()
    counted = rows.order_by().values_list("organisation_id").annotate(number=Count("person", distinct=True))
    return dict(counted)


@dataclass(frozen=True, slots=True)
class RoomsRow:
    """The rooms of one kind in a building."""

    kind: str
    names: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class BuildingRow:
    name: str
    address: str
    built_year: int | None
    rooms: tuple[RoomsRow, ...]


@dataclass(frozen=True, slots=True)
class PostsRow:
    position: str
    people: int
    rates: Decimal


@dataclass(frozen=True, slots=True)
class Passport:
    """What an organisation is: papers, buildings, classes and posts, as numbers."""

    id: uuid.UUID
    name: str
    bin: str
    kind: str
    profile: str
    territory: str
    territory_path: str
    languages: tuple[str, ...]
    capacity: int | None
    shifts: int
    opened_on: dt.date | None
    buildings: tuple[BuildingRow, ...] = ()
    posts: tuple[PostsRow, ...] = ()
    groups: tuple[tuple[GroupRow, int], ...] = ()
    by_shift: dict[int, int] = field(default_factory=dict)

    @property
    def learners(self) -> int:
        return sum(number for _group, number in self.groups)

    @property
    def staff(self) -> int:
        return sum(row.people for row in self.posts)


def passport(organisation_id: uuid.UUID, *, day: dt.date, school_year: int) -> Passport | None:
    """The organisation's passport on that day. Six queries."""
    row = Organisation.objects.select_related("territory").filter(id=organisation_id).first()
    if row is None:
        return None
    groups = _groups(organisation_id, day=day, school_year=school_year)
    shifts: Counter[int] = Counter()
    for group, number in groups:
        shifts[group.shift] += number
    return Passport(
        id=row.id,
        name=row.name_ru if get_language() == "ru" else row.name_kk,
        bin=row.bin,
        kind=str(row.get_kind_display()),
        profile="" if row.profile == "none" else str(row.get_profile_display()),
        territory=str(row.territory),
        territory_path=row.territory_path,
        languages=tuple(str(Group.Language(one).label) for one in row.languages if one in Group.Language.values),
        capacity=row.capacity,
        shifts=row.shifts,
        opened_on=row.opened_on,
        buildings=tuple(_buildings(organisation_id)),
        posts=tuple(_posts(organisation_id, day=day)),
        groups=tuple(groups),
        by_shift=dict(sorted(shifts.items())),
    )


def _groups(organisation_id: uuid.UUID, *, day: dt.date, school_year: int) -> list[tuple[GroupRow, int]]:
    sizes = dict(
        Enrolment.objects.filter(valid_on(day), organisation=organisation_id)
        .seen_by_system()
        .order_by()
        .values_list("group_id")
        .annotate(number=Count("id"))
    )
    columns = ("id", "organisation_id", "name", "grade", "language", "shift", "class_teacher_id")
    rows = Group.objects.filter(organisation=organisation_id, school_year=school_year).seen_by_system()
    found = [GroupRow(*row) for row in rows.order_by("sort_key").values_list(*columns)]
    return [(group, sizes.get(group.id, 0)) for group in found]


def _buildings(organisation_id: uuid.UUID) -> Iterable[BuildingRow]:
    rooms: dict[uuid.UUID, dict[str, list[Room]]] = defaultdict(lambda: defaultdict(list))
    for room in Room.objects.filter(organisation=organisation_id).order_by("name", "id"):
        rooms[room.building_id][str(room.get_kind_display())].append(room)
    for building in Building.objects.filter(organisation=organisation_id).order_by("name", "id"):
        yield BuildingRow(
            name=building.name,
            address=building.address,
            built_year=building.built_year,
            rooms=tuple(
                RoomsRow(kind, tuple(one.name for one in some), sum(one.capacity or 0 for one in some))
                for kind, some in sorted(rooms[building.id].items())
            ),
        )


def _posts(organisation_id: uuid.UUID, *, day: dt.date) -> list[PostsRow]:
    rows = (
        Employment.objects.filter(valid_on(day), organisation=organisation_id)
        .seen_by_system()
        .order_by()
        .values_list("position")
        .annotate(people=Count("person", distinct=True), rates=Sum("rate"))
    )
    order = {value: at for at, value in enumerate(Employment.Position.values)}
    return [
        PostsRow(str(Employment.Position(position).label), people, rates or Decimal())
        for position, people, rates in sorted(rows, key=lambda row: order.get(row[0], 99))
    ]
