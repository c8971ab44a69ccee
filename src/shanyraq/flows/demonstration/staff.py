"""The people who work at school 28 and lead the classes of the other schools."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from shanyraq.flows.demonstration import cast
from shanyraq.flows.demonstration.chance import Ids, chance
from shanyraq.flows.demonstration.classes import ClassPlan, SchoolPlan
from shanyraq.flows.demonstration.invented import People
from shanyraq.flows.demonstration.sizes import FIRST_DAY, LYCEUM
from shanyraq.flows.demonstration.workloads import DEPARTMENTS, Seat, Workloads, plan_workloads
from shanyraq.spine.registry.api import EmploymentDraft, LoadDraft, PersonDraft
from shanyraq.spine.registry.rules.people import Culture, InventedPerson, invent_person, pick_culture

NORM = 16
"""Lessons a week of a full post."""
HIRED = dt.date(2026, 8, 25)
NAMED_SEATS = {Seat("mathematics", 0): cast.BOLAT, Seat("kazakh", 0): cast.GULNAR}
OTHERS = (
    ("director", "f", cast.AIGERIM),
    ("deputy", "f", None),
    ("deputy", "m", None),
    ("deputy", "f", None),
    ("secretary", "f", None),
    ("librarian", "f", None),
    ("psychologist", "f", None),
    ("nurse", "f", None),
    ("guard", "m", cast.SERIK),
    ("guard", "m", None),
)
"""Posts of school 28 besides its teachers, with who is named by the story."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works in a school, and what they teach and lead."""

    employments: list[EmploymentDraft] = field(default_factory=list)
    loads: list[LoadDraft] = field(default_factory=list)
    leaders: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    teachers: dict[Seat, uuid.UUID] = field(default_factory=dict)
    posts: dict[str, list[PersonDraft]] = field(default_factory=dict)
    """The people of school 28 by position, in the order of `OTHERS`."""


def employ_lyceum(people: People, ids: Ids, classes: Sequence[ClassPlan]) -> tuple[Staff, Workloads]:
    """School 28 has a teacher for every subject of every class, a leader for every class, and its other staff."""
    school = next(each.school for each in classes if each.school.number == LYCEUM)
    work = plan_workloads(classes)
    staff = Staff()
    dice = chance("staff", LYCEUM)
    for position, sex, named in OTHERS:
        who = people.add(named or _grown_up(dice, sex), grown_up=True)
        staff.posts.setdefault(position, []).append(who)
        staff.employments.append(_post(ids, who, school, position))
    hours = work.hours()
    for seat in work.seats:
        who = people.add(NAMED_SEATS.get(seat) or _teacher(dice, seat), grown_up=True)
        staff.teachers[seat] = who.id
        staff.employments.append(_post(ids, who, school, "teacher", rate=_rate(hours.get(seat, Decimal()))))
    staff.leaders.update({class_id: staff.teachers[seat] for class_id, seat in work.leaders.items()})
    staff.loads.extend(_loads(staff, work, school))
    return staff, work


def _loads(staff: Staff, work: Workloads, school: SchoolPlan) -> list[LoadDraft]:
    teaching = {post.person_id: post.id for post in staff.employments if post.position == "teacher"}
    return [
        LoadDraft(
            employment_id=teaching[staff.teachers[seat]],
            person_id=staff.teachers[seat],
            organisation_id=school.id,
            group_id=task.class_id,
            subject=task.subject,
            hours_per_week=task.hours,
            valid_from=FIRST_DAY,
        )
        for task in work.tasks
        for seat in task.teachers
    ]


def employ_school(people: People, ids: Ids, school: SchoolPlan, classes: Sequence[ClassPlan], staff: Staff) -> None:
    """A school beside the story has a director and a teacher for each class."""
    dice = chance("staff", school.number)
    director = people.add(_grown_up(dice, "f" if dice.random() < 0.55 else "m"), grown_up=True)
    staff.employments.append(_post(ids, director, school, "director"))
    for each in classes:
        who = people.add(_grown_up(dice, "f" if dice.random() < 0.9 else "m", language=each.language), grown_up=True)
        staff.employments.append(_post(ids, who, school, "teacher"))
        staff.leaders[each.id] = who.id


def _post(
    ids: Ids, who: PersonDraft, school: SchoolPlan, position: str, *, rate: Decimal = Decimal(1)
) -> EmploymentDraft:
    return EmploymentDraft(
        id=ids.new(),
        person_id=who.id,
        organisation_id=school.id,
        position=position,
        valid_from=HIRED,
        rate=rate,
    )


def _rate(hours: Decimal) -> Decimal:
    """Quarters of a post, at least one and at most six."""
    quarters = round(hours * 4 / NORM)
    return Decimal(min(6, max(1, quarters))) / 4


def _teacher(dice: Random, seat: Seat) -> InventedPerson:
    men: Mapping[str, float] = {department.name: department.men for department in DEPARTMENTS}
    sex = "m" if dice.random() < men.get(seat.department, 0.04) else "f"
    return _grown_up(dice, sex, language="ru" if seat.department == "russian" and dice.random() < 0.4 else "kk")


def _grown_up(dice: Random, sex: str, *, language: str = "") -> InventedPerson:
    cultures = {"kk": Culture.KAZAKH, "ru": Culture.RUSSIAN, "uz": Culture.UZBEK}
    culture = cultures.get(language) or pick_culture(dice)
    born = dt.date(1966, 1, 1) + dt.timedelta(days=dice.randrange(36 * 365))
    return invent_person(dice, sex=sex, language=culture, born=born)
