"""One neighbourhood as drafts of the register: its schools, kindergartens, colleges, families and staff."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.flows.demonstration.children import Seat, born_for, group_into_families
from shanyraq.flows.demonstration.classes import ClassPlan, SchoolPlan, school_draft
from shanyraq.flows.demonstration.families import Home, home_of
from shanyraq.flows.demonstration.generation.chances import Numbered, chance, ids_of
from shanyraq.flows.demonstration.generation.classes import classes_of, groups_of
from shanyraq.flows.demonstration.generation.places import Neighbourhood, Planned, demo_bin
from shanyraq.flows.demonstration.generation.staff import Staff, employ_groups, employ_school
from shanyraq.flows.demonstration.region import rights_of
from shanyraq.flows.demonstration.sizes import FIRST_DAY, SCHOOL_YEAR
from shanyraq.spine.registry.api import (
    EnrolmentDraft,
    Founding,
    GroupDraft,
    OrganisationDraft,
)
from shanyraq.spine.registry.reference.kato import territory

IN_KINDERGARTEN, IN_COLLEGE = 0.12, 0.25
"""Children beside each pupil of the neighbourhood; colleges stand in cities only."""
KINDERGARTENS, COLLEGES = 5_000, 7_500
"""Where the numbers of their organisations begin, after those of the schools."""
AGES, COURSES = (0, -1, -2, -3), (12, 13, 14)
FAMILY_LANGUAGE = {"tg": "uz"}
"""The tables of names have no Tajik ones yet; Tajik classes bear the neighbours' names."""
_COUNTED = ("organisations", "people", "groups", "enrolments", "guardians", "employments", "loads")


@dataclass(frozen=True, slots=True)
class House:
    """One organisation with its groups."""

    draft: OrganisationDraft
    groups: tuple[ClassPlan, ...]


def plan_founding(each: Neighbourhood, *, seed: int, count: int) -> Founding:
    """Everything of the neighbourhood, the same for the same seed and region."""
    dice, ids = chance(seed, "people", each.place), ids_of(seed, "people", each.place)
    people = Numbered(ids, chance(seed, "numbers", each.place), place=each.place, count=count)
    staff = Staff()
    houses = list(_houses(dice, people, ids, each, staff))
    groups = [group for house in houses for group in house.groups]
    homes = list(_homes(dice, people, groups))
    at = {group.id: group.school.id for group in groups}
    stays = [_stay(child.draft.id, child.seat, at) for home in homes for child in home.children]
    return Founding(
        organisations=tuple(house.draft for house in houses),
        people=tuple(people.drafts),
        groups=tuple(_group(group, staff.leaders[group.id]) for group in groups),
        enrolments=tuple(stays),
        guardians=tuple(right for home in homes for right in rights_of(home, at)),
        employments=tuple(staff.employments),
        loads=tuple(staff.loads),
    )


def _houses(dice: Random, people: Numbered, ids: Ids, each: Neighbourhood, staff: Staff) -> Iterator[House]:
    for planned in each.schools:
        classes = tuple(classes_of(planned, ids))
        employ_school(dice, people, ids, classes, staff)
        yield House(school_draft(planned.school), classes)
    first = each.schools[0]
    children = round(each.pupils * IN_KINDERGARTEN)
    if children:
        yield _kindergarten(dice, people, ids, first, children, staff, order=KINDERGARTENS + each.place)
    if territory(first.school.source.territory).kind == "city":
        students = round(each.pupils * IN_COLLEGE)
        yield _college(dice, people, ids, first, students, staff, order=COLLEGES + each.place)


def _kindergarten(
    dice: Random, people: Numbered, ids: Ids, beside: Planned, children: int, staff: Staff, *, order: int
) -> House:
    plan = _beside(beside, ids, order)
    groups = tuple(groups_of(plan, children, ids, grades=AGES))
    employ_groups(dice, people, ids, groups, staff, position="educator")
    where = territory(plan.source.territory)
    draft = replace(
        school_draft(plan), kind="kindergarten", profile="none", number=None, languages=("kk",), shifts=1,
        name_kk=f"{where.name_kk}, №{order - KINDERGARTENS + 1} бөбекжай",
        name_ru=f"Ясли-сад № {order - KINDERGARTENS + 1}, {where.name_ru}",
        short_kk=f"№{order - KINDERGARTENS + 1} бөбекжай", short_ru=f"Ясли-сад № {order - KINDERGARTENS + 1}",
        capacity=children + 20,
    )  # fmt: skip
    return House(draft, groups)


def _college(
    dice: Random, people: Numbered, ids: Ids, beside: Planned, students: int, staff: Staff, *, order: int
) -> House:
    plan = _beside(beside, ids, order)
    groups = tuple(groups_of(plan, students, ids, grades=COURSES))
    employ_groups(dice, people, ids, groups, staff, position="teacher")
    where = territory(plan.source.territory)
    draft = replace(
        school_draft(plan), kind="college", profile="none", number=None, languages=("kk",), shifts=1,
        name_kk=f"{where.name_kk}, №{order - COLLEGES + 1} колледж",
        name_ru=f"Колледж № {order - COLLEGES + 1}, {where.name_ru}",
        short_kk=f"№{order - COLLEGES + 1} колледж", short_ru=f"Колледж № {order - COLLEGES + 1}",
        capacity=students + 50,
    )  # fmt: skip
    return House(draft, groups)


def _beside(planned: Planned, ids: Ids, order: int) -> SchoolPlan:
    return SchoolPlan(id=ids.new(), source=replace(planned.school.source, bin=demo_bin(order)))


def _homes(dice: Random, people: Numbered, groups: Sequence[ClassPlan]) -> Iterator[Home]:
    seats = [seat for each in groups for seat in _seats(dice, each)]
    dice.shuffle(seats)
    for culture, family in group_into_families(dice, seats):
        yield home_of(dice, people, culture, family)


def _seats(dice: Random, each: ClassPlan) -> Iterator[Seat]:
    for _place in range(each.learners):
        yield Seat(
            class_id=each.id,
            school=each.school.number,
            grade=each.grade,
            language=FAMILY_LANGUAGE.get(each.language, each.language),
            sex="m" if dice.random() < 0.51 else "f",
            born=born_for(dice, each.grade),
        )


def _group(each: ClassPlan, leader: uuid.UUID) -> GroupDraft:
    return GroupDraft(
        id=each.id,
        organisation_id=each.school.id,
        school_year=SCHOOL_YEAR,
        grade=shown_grade(each.grade),
        letter=each.letter,
        language=each.language,
        shift=each.shift,
        class_teacher_id=leader,
    )


def shown_grade(grade: int) -> int:
    """Grade 0 in a kindergarten, the course in a college; within, ages and courses go on counting."""
    return max(0, grade) if grade < COURSES[0] else grade - COURSES[0] + 1


def _stay(person: uuid.UUID, seat: Seat, at: dict[uuid.UUID, uuid.UUID]) -> EnrolmentDraft:
    new = seat.grade <= 1 or seat.grade == COURSES[0]
    return EnrolmentDraft(
        person_id=person,
        organisation_id=at[seat.class_id],
        group_id=seat.class_id,
        valid_from=FIRST_DAY,
        ground="admitted" if new else "promoted",
        order_number="1-Қ" if new else "",
    )


def digest_of(founding: Founding) -> bytes:
    """The same drafts give the same digest, every field of every one counted."""
    whole = hashlib.sha256()
    for kind in _COUNTED:
        for draft in getattr(founding, kind):
            whole.update(
                "\x1f".join([str(getattr(draft, field.name)) for field in fields(draft) if field.compare]).encode()
                + b"\x1e"
            )
    return whole.digest()
