"""Who works where: heads, teachers whose loads add up to the plan of every class, and the others of the house."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.generation.classes import with_a_plan
from shanyraq.flows.demonstration.invented import People
from shanyraq.flows.demonstration.sizes import FIRST_DAY
from shanyraq.flows.demonstration.workloads import DEPARTMENTS, plan_workloads
from shanyraq.spine.registry.api import EmploymentDraft, LoadDraft
from shanyraq.spine.registry.rules.people import Culture, InventedPerson, invent_person, pick_culture

HIRED = dt.date(2026, 8, 25)
NORM = 16
"""Lessons a week of a full post."""
OTHERS = (("deputy", 250), ("deputy", 600), ("secretary", 300), ("librarian", 250), ("psychologist", 250),
          ("nurse", 200), ("guard", 0))  # fmt: skip
"""Posts beside the director and the teachers, and how many pupils a school has at least that fills them."""
MEN = {department.name: department.men for department in DEPARTMENTS} | {"guard": 0.95, "director": 0.45}
FEW_MEN = 0.05


@dataclass(frozen=True, slots=True)
class Staff:
    """Posts, loads and the leader of each class."""

    employments: list[EmploymentDraft] = field(default_factory=list)
    loads: list[LoadDraft] = field(default_factory=list)
    leaders: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)


def employ_school(dice: Random, people: People, ids: Ids, classes: Sequence[ClassPlan], staff: Staff) -> None:
    """A director, the others of the house, and a teacher for every subject of every class."""
    at = classes[0].school.id
    pupils = sum(each.learners for each in classes)
    for position in ["director", *(position for position, least in OTHERS if pupils >= least)]:
        _post(staff, people, ids, _grown_up(dice, position), at, position)
    work = plan_workloads(with_a_plan(classes))
    hours = work.hours()
    posts = {}
    for seat in work.seats:
        who = _grown_up(dice, seat.department)
        posts[seat] = _post(staff, people, ids, who, at, "teacher", rate=rate_of(hours.get(seat, Decimal())))
    staff.leaders.update({group: posts[seat].person_id for group, seat in work.leaders.items()})
    staff.loads.extend(
        LoadDraft(
            employment_id=posts[task.teacher].id,
            person_id=posts[task.teacher].person_id,
            organisation_id=at,
            group_id=task.class_id,
            subject=task.subject,
            hours_per_week=task.hours,
            valid_from=FIRST_DAY,
        )
        for task in work.tasks
    )


def employ_groups(
    dice: Random, people: People, ids: Ids, groups: Sequence[ClassPlan], staff: Staff, *, position: str
) -> None:
    """A kindergarten or college has a director, somebody who leads each group, and a guard."""
    at = groups[0].school.id
    for post in ("director", "guard"):
        _post(staff, people, ids, _grown_up(dice, post), at, post)
    for each in groups:
        staff.leaders[each.id] = _post(staff, people, ids, _grown_up(dice, position), at, position).person_id


def rate_of(hours: Decimal) -> Decimal:
    """Quarters of a post, at least one and at most six."""
    return Decimal(min(6, max(1, round(hours * 4 / NORM)))) / 4


def _post(
    staff: Staff,
    people: People,
    ids: Ids,
    who: InventedPerson,
    at: uuid.UUID,
    position: str,
    *,
    rate: Decimal = Decimal(1),
) -> EmploymentDraft:
    draft = EmploymentDraft(
        id=ids.new(),
        person_id=people.add(who, grown_up=True).id,
        organisation_id=at,
        position=position,
        valid_from=HIRED,
        rate=rate,
    )
    staff.employments.append(draft)
    return draft


def _grown_up(dice: Random, what: str) -> InventedPerson:
    sex = "m" if dice.random() < MEN.get(what, FEW_MEN) else "f"
    russian = what == "russian" and dice.random() < 0.4
    born = dt.date(1966, 1, 1) + dt.timedelta(days=dice.randrange(36 * 365))
    return invent_person(dice, sex=sex, language=Culture.RUSSIAN if russian else pick_culture(dice), born=born)
