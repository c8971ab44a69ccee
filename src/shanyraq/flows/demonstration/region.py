"""The whole region as drafts of the register: planned from one seed, without a database."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanyraq.flows.demonstration import cast
from shanyraq.flows.demonstration.chance import Ids, chance
from shanyraq.flows.demonstration.children import seats_of
from shanyraq.flows.demonstration.classes import (
    ClassPlan,
    SchoolPlan,
    office_draft,
    plan_classes,
    plan_schools,
    school_draft,
)
from shanyraq.flows.demonstration.families import Child, Home, make_homes, pupils_by_class
from shanyraq.flows.demonstration.invented import People
from shanyraq.flows.demonstration.sizes import FIRST_DAY, LYCEUM, SCHOOL_YEAR, Size
from shanyraq.flows.demonstration.staff import Staff, employ_lyceum, employ_school
from shanyraq.flows.demonstration.timetable import Slot, plan_week
from shanyraq.flows.demonstration.workloads import Workloads, is_divided
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.registry.api import (
    EmploymentDraft,
    EnrolmentDraft,
    GroupDraft,
    GuardianDraft,
    LoadDraft,
    OrganisationDraft,
    PersonDraft,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lyceum:
    """School 28 as its term needs it: classes with learners, and a week of lessons."""

    id: uuid.UUID
    classes: tuple[ClassPlan, ...]
    learners: dict[uuid.UUID, tuple[uuid.UUID, ...]]
    halves: dict[uuid.UUID, tuple[tuple[uuid.UUID, ...], tuple[uuid.UUID, ...]]]
    """The two parts of each divided class, by its list."""
    week: tuple[Slot, ...]
    staff: Staff
    work: Workloads


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Everything the register is to hold, and who in it bears a name of the story."""

    organisations: list[OrganisationDraft]
    people: list[PersonDraft]
    groups: list[GroupDraft]
    enrolments: list[EnrolmentDraft]
    guardians: list[GuardianDraft]
    employments: list[EmploymentDraft]
    loads: list[LoadDraft]
    office: tuple[PersonDraft, PersonDraft]
    """The head of the education office and a specialist."""
    homes: list[Home]
    lyceum: Lyceum


def plan_region(size: Size) -> Region:
    """The region of this size; the same every time."""
    ids = Ids("region")
    people = People(ids)
    schools = plan_schools(size, ids)
    classes = plan_classes(size, schools, ids)
    own = [each for each in classes if each.school.number == LYCEUM]
    staff, work = employ_lyceum(people, ids, own)
    lyceum_posts = list(staff.employments)
    for school in schools:
        if school.number != LYCEUM:
            employ_school(people, ids, school, [each for each in classes if each.school is school], staff)
    homes = make_homes(people, seats_of(classes))
    learners = pupils_by_class(homes)
    at = {each.id: each.school.id for each in classes}
    return Region(
        organisations=[*map(school_draft, schools), office_draft(ids)],
        groups=[_group(each, staff.leaders[each.id]) for each in classes],
        enrolments=list(_enrolments(classes, learners)),
        guardians=[draft for home in homes for draft in rights_of(home, at)],
        employments=staff.employments,
        loads=staff.loads,
        office=(people.add(cast.SANDUGASH, grown_up=True), people.add(cast.NURLAN, grown_up=True)),
        homes=homes,
        people=people.drafts,
        lyceum=Lyceum(
            id=own[0].school.id,
            classes=tuple(own),
            learners={each.id: tuple(child.draft.id for child in learners[each.id]) for each in own},
            halves={each.id: _halves(learners[each.id]) for each in own if is_divided(each)},
            week=tuple(_week(own, work)),
            staff=Staff(lyceum_posts, staff.loads, staff.leaders, staff.teachers, staff.posts),
            work=work,
        ),
    )


def _group(plan: ClassPlan, leader: uuid.UUID) -> GroupDraft:
    return GroupDraft(
        id=plan.id,
        organisation_id=plan.school.id,
        school_year=SCHOOL_YEAR,
        grade=plan.grade,
        letter=plan.letter,
        language=plan.language,
        shift=plan.shift,
        class_teacher_id=leader,
    )


def _enrolments(classes: Sequence[ClassPlan], learners: dict[uuid.UUID, list[Child]]) -> Iterator[EnrolmentDraft]:
    """First-graders were admitted, online or on paper, as many by either as the office counted; others went up."""
    channels = {each.school.number: _channels(each.school) for each in classes}
    for each in classes:
        for child in learners[each.id]:
            new = each.grade <= 1
            yield EnrolmentDraft(
                person_id=child.draft.id,
                organisation_id=each.school.id,
                group_id=each.id,
                valid_from=FIRST_DAY,
                ground="admitted" if new else "promoted",
                order_number=f"{100 + each.school.number}-Қ" if new else "",
                channel=next(channels[each.school.number]) if each.grade == 1 else "",
            )


def _channels(school: SchoolPlan) -> Iterator[str]:
    source = school.source
    drawn = ["online"] * source.first_graders_online + ["paper"] * source.first_graders_on_paper
    chance("channels", school.number).shuffle(drawn)
    return iter(drawn)


def rights_of(home: Home, at: dict[uuid.UUID, uuid.UUID]) -> Iterator[GuardianDraft]:
    """Every guardian of the home over every child of it; `at` is the organisation of each group."""
    for child in home.children:
        for relation, guardian in home.guardians:
            yield GuardianDraft(
                child_id=child.draft.id,
                guardian_id=guardian.id,
                organisation_id=at[child.seat.class_id],
                relation=relation,
                valid_from=FIRST_DAY,
            )


def _halves(children: Sequence[Child]) -> tuple[tuple[uuid.UUID, ...], tuple[uuid.UUID, ...]]:
    """As a class is divided by its list: in the order of the alphabet."""
    order = {child.draft.id: sort_key(f"{child.draft.family} {child.draft.given}") for child in children}
    listed = sorted(order, key=lambda person: (order[person], person))
    middle = (len(listed) + 1) // 2
    return tuple(listed[:middle]), tuple(listed[middle:])


def _week(classes: Sequence[ClassPlan], work: Workloads) -> list[Slot]:
    """The week of school 28; Bolat's lesson with Erzhan's class begins it."""
    first = next(each.id for each in classes if each.key == cast.ERZHANS_CLASS)
    shifts = {each.id: each.shift for each in classes}
    return plan_week(work.tasks, shifts=shifts, dice=chance("timetable"), first=(first, "algebra"))
