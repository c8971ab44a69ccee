"""August: the plan is proposed and approved, classes are divided, the week is filled and published."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import use_scope
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.models import (
    Demand,
    PlanLine,
    Slot,
    SubgroupMember,
    Timetable,
    TimetablePublished,
    WorkingPlan,
)
from shanyraq.learning.timetable.rules.edits import Clash, Refusal, Refused, Stored
from shanyraq.learning.timetable.tests.story import MONDAY, a_draft, a_hall, at, employ_teacher, fill, open_class, put
from shanyraq.spine.registry.factories import START, YEAR

WEEK = dt.timedelta(weeks=1)


def test_a_plan_is_proposed_changed_and_approved_by_the_head_alone(cast: Any) -> None:
    school = cast.school
    with at(school=school):
        plan = timetable.propose_working_plan(organisation_id=school.organisation_id, school_year=YEAR)
        assert PlanLine.objects.get(group=school.group_id, subject="algebra").hours == 3
        timetable.approve_working_plan(plan_id=plan)
        stands = timetable.working_plan(school.organisation_id, school_year=YEAR)
        assert (stands.is_approved, stands.approved_on, stands.approved_by) == (True, MONDAY, "Омарова Айгерім")
        timetable.set_hours(plan_id=plan, group_id=school.group_id, subject="algebra", hours=Decimal("3.5"))
        assert not timetable.working_plan(school.organisation_id, school_year=YEAR).is_approved
        for bad in ({"hours": Decimal("0.3")}, {"subject": "alchemy"}, {"group_id": cast.neighbour.group_id}):
            with pytest.raises(Denied):
                timetable.set_hours(
                    **{"plan_id": plan, "group_id": school.group_id, "subject": "algebra", "hours": Decimal(2)} | bad
                )
        # What the school wrote is not written over by the reference.
        timetable.propose_working_plan(organisation_id=school.organisation_id, school_year=YEAR)
        assert PlanLine.objects.get(group=school.group_id, subject="algebra").hours == Decimal("3.5")
    with at(school=school, role="teacher"), pytest.raises(Denied):
        timetable.approve_working_plan(plan_id=plan)
    with at(school=cast.neighbour), pytest.raises(Denied):
        timetable.approve_working_plan(plan_id=plan)
    with at():
        assert WorkingPlan.objects.get(id=plan).approved_on is None


def test_a_class_is_divided_where_the_law_says_and_every_pupil_has_a_part(cast: Any) -> None:
    school = cast.school
    taught = {school.group_id: frozenset({"foreign_language", "algebra", "art_labour"})}
    groups = [row for row in _groups(school) if row.id == school.group_id]
    with at(school=school):
        proposed = timetable.proposed_divisions(school.organisation_id, groups, taught, day=MONDAY)
        # Boys and girls learn art and labour apart whatever the size; English needs 24 in a city.
        assert [(split.basis, split.subjects) for split in proposed] == [("sex", ("art_labour",))]
    fill(school, 23)
    with at(school=school):
        proposed = timetable.proposed_divisions(school.organisation_id, groups, taught, day=MONDAY)
        assert {(split.basis, split.subjects) for split in proposed} == {
            ("sex", ("art_labour",)), ("list", ("foreign_language",)),
        }  # fmt: skip
        division = timetable.divide(
            organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"], since=START
        )
        (one, two) = timetable.parts_of([school.group_id], day=MONDAY)[school.group_id]
        members = timetable.members_of([one.id, two.id], day=MONDAY)
        assert {part: len(people) for part, people in members.items()} == {one.id: 12, two.id: 12}
        with pytest.raises(Denied):
            timetable.divide(
                organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"],
                since=START,
            )  # fmt: skip
        moved = next(iter(members[one.id]))
        timetable.put_in_part(division_id=division, person_id=moved, number=2, since=MONDAY)
        assert moved in timetable.members_of([two.id], day=MONDAY)[two.id]
        assert moved in timetable.members_of([one.id], day=MONDAY - WEEK)[one.id]
        with pytest.raises(Denied):
            timetable.put_in_part(division_id=division, person_id=cast.neighbour.pupil_id, number=2, since=MONDAY)
        timetable.end_division(division_id=division, last=MONDAY)
        assert timetable.parts_of([school.group_id], day=MONDAY + WEEK) == {}
        assert not SubgroupMember.objects.filter(valid_to=None).exists()


def _groups(school: Any) -> Any:
    from shanyraq.spine.registry import api as registry

    with at(school=school):
        return registry.groups_of(school.organisation_id, school_year=YEAR)


def test_demands_come_from_plan_and_loads_part_by_part(cast: Any) -> None:
    school = cast.school
    first = employ_teacher(school, "Ахметова", "Жанар", foreign_language=school.group_id)
    second = employ_teacher(school, "Смағұлова", "Әсел", foreign_language=school.group_id)
    with at(school=school):
        timetable.propose_working_plan(organisation_id=school.organisation_id, school_year=YEAR)
        timetable.divide(
            organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"], since=START
        )
        added = timetable.propose_demands(organisation_id=school.organisation_id, school_year=YEAR)
        assert added == len(timetable.demands_of(school.organisation_id, school_year=YEAR))
        assert timetable.propose_demands(organisation_id=school.organisation_id, school_year=YEAR) == 0
        rows = {(row.subject_code, row.part_number): row for row in _demands(school)}
        assert {rows["foreign_language", number].teacher_id for number in (1, 2)} == {first, second}
        assert (rows["algebra", None].teacher_id, rows["algebra", None].every_week) == (school.teacher_id, 3)
        assert rows["physics", None].teacher_id is None  # a vacancy, told as a conflict once it is placed
        assert rows["pe", None].room_kind == "gym"
        with pytest.raises(Denied):
            timetable.change_demand(
                demand_id=rows["algebra", None].id, teacher_id=cast.neighbour.teacher_id, every_week=3
            )


def _demands(school: Any) -> list[timetable.DemandRow]:
    return timetable.demands_of(school.organisation_id, school_year=YEAR)


@pytest.fixture
def algebra(cast: Any) -> uuid.UUID:
    """Three lessons of algebra a week are asked of Bolat."""
    with at(school=cast.school):
        draft = timetable.DemandDraft(
            group_id=cast.school.group_id, subject="algebra", every_week=2, every_second_week=1,
            teacher_id=cast.school.teacher_id,
        )  # fmt: skip
        (added,) = timetable.add_demands(organisation_id=cast.school.organisation_id, school_year=YEAR, drafts=[draft])
        return added


def test_lessons_are_placed_moved_and_taken_each_with_its_answer(cast: Any, algebra: uuid.UUID) -> None:
    school, room = cast.school, a_hall(cast.school)
    with at(school=school):
        draft = a_draft(school)
        one, two, half = put(algebra, 0, 1, room_id=room), put(algebra, 1, 1), put(algebra, 2, 1)
        answers = timetable.edit_slots(timetable_id=draft, edits=[one, two, half, one, put(algebra, 3, 1)])
        assert [type(each) for each in answers] == [Stored, Stored, Stored, Stored, Refused]
        assert answers[4].why is Refusal.NO_HOURS_LEFT
        assert {slot.id: slot.weeks for slot in timetable.slots_of(draft)} == {
            one.slot_id: "every", two.slot_id: "every", half.slot_id: "odd",
        }  # fmt: skip
        move = _edit(timetable.Verb.MOVE, one.slot_id, weekday=4, number=6, seen=1)
        assert timetable.edit_slots(timetable_id=draft, edits=[move]) == [Stored(move.client_id, one.slot_id, 2)]
        stale = _edit(timetable.Verb.MOVE, one.slot_id, weekday=3, number=2, seen=1)
        assert timetable.edit_slots(timetable_id=draft, edits=[stale]) == [
            Clash(stale.client_id, one.slot_id, stands=True)
        ]
        locked = [_edit(timetable.Verb.LOCK, two.slot_id), _edit(timetable.Verb.MOVE, two.slot_id, weekday=0, number=2)]
        assert [type(each) for each in timetable.edit_slots(timetable_id=draft, edits=locked)] == [Stored, Refused]
        odd = [
            _edit(timetable.Verb.MOVE, half.slot_id, weekday=9, number=1),
            _edit(timetable.Verb.ROOM, half.slot_id, room_id=uuid.uuid4()),
            put(uuid.uuid4(), 0, 1),
        ]
        assert [each.why for each in timetable.edit_slots(timetable_id=draft, edits=odd)] == [
            Refusal.NO_SUCH_HOUR, Refusal.UNKNOWN_ROOM, Refusal.UNKNOWN_DEMAND,
        ]  # fmt: skip
        take = _edit(timetable.Verb.TAKE, half.slot_id, seen=1)
        gone = _edit(timetable.Verb.TAKE, half.slot_id)
        assert timetable.edit_slots(timetable_id=draft, edits=[take, gone]) == [
            Stored(take.client_id, half.slot_id, None), Clash(gone.client_id, half.slot_id, stands=False),
        ]  # fmt: skip
        assert timetable.timetable(draft).edits == 4
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied):
        timetable.edit_slots(timetable_id=draft, edits=[one])
    with use_scope(school.scope("teacher")), pytest.raises(Denied):
        timetable.edit_slots(timetable_id=draft, edits=[one])


def _edit(verb: timetable.Verb, slot: uuid.UUID, **more: Any) -> timetable.Edit:
    return timetable.Edit(client_id=uuid.uuid4(), verb=verb, slot_id=slot, **more)


def test_publishing_is_a_fact_and_one_version_holds_a_day(cast: Any, algebra: uuid.UUID) -> None:
    school = cast.school
    with at(school=school):
        first = a_draft(school)
        with pytest.raises(Denied, match="no lesson in this week"):
            timetable.publish_timetable(timetable_id=first, valid_from=MONDAY)
        timetable.edit_slots(timetable_id=first, edits=[put(algebra, 0, 1), put(algebra, 1, 1)])
        with pytest.raises(Denied, match="1 conflict cannot be lived"):  # the half hour is not placed
            timetable.publish_timetable(timetable_id=first, valid_from=MONDAY)
        for bad in (MONDAY - WEEK, dt.date(2027, 7, 1)):
            with pytest.raises(Denied):
                timetable.publish_timetable(timetable_id=first, valid_from=bad, despite="қалған сағат кейін")
        timetable.edit_slots(timetable_id=first, edits=[put(algebra, 2, 1)])
        timetable.publish_timetable(timetable_id=first, valid_from=MONDAY)
        with pytest.raises(Denied, match="published"):
            timetable.edit_slots(timetable_id=first, edits=[put(algebra, 3, 1)])
        with pytest.raises(Denied):
            timetable.discard_timetable(timetable_id=first)
        second = timetable.begin_timetable(
            organisation_id=school.organisation_id, school_year=YEAR, name="Қаңтардан", based_on=first
        )
        timetable.publish_timetable(timetable_id=second, valid_from=MONDAY + WEEK)
        third = timetable.begin_timetable(
            organisation_id=school.organisation_id, school_year=YEAR, name="Түзетілген", based_on=second
        )
        timetable.publish_timetable(timetable_id=third, valid_from=MONDAY + WEEK)
        assert [(each.id, each.first, each.last) for each in timetable.versions(school.organisation_id)] == [
            (first, MONDAY, MONDAY + WEEK - dt.timedelta(days=1)), (third, MONDAY + WEEK, None),
        ]  # fmt: skip
        assert Timetable.objects.get(id=second).state == "archived"
        published = TimetablePublished.objects.order_by("id")
        assert [(fact.timetable_id, fact.lessons) for fact in published] == [(first, 3), (second, 3), (third, 3)]
        assert len({fact.content for fact in published}) == 1  # the same week
        with pytest.raises(Hidden):
            timetable.begin_timetable(
                organisation_id=school.organisation_id, school_year=YEAR, name="x", based_on=uuid.uuid4()
            )


def test_a_reason_to_publish_all_the_same_stays_in_the_fact(cast: Any, algebra: uuid.UUID) -> None:
    with at(school=cast.school):
        draft = a_draft(cast.school)
        timetable.edit_slots(timetable_id=draft, edits=[put(algebra, 0, 1)])
        timetable.publish_timetable(timetable_id=draft, valid_from=MONDAY, despite="қалған сағат кейін қойылады")
        fact = TimetablePublished.objects.get()
        assert facts.payloads_of([(fact.day, fact.id)])[fact.id] == {"despite": "қалған сағат кейін қойылады"}


def test_october_a_teacher_leaves_and_a_room_floods(cast: Any, algebra: uuid.UUID) -> None:
    school, room = cast.school, a_hall(cast.school)
    heir = employ_teacher(school, "Жұмабек", "Нұржан")
    with at(school=school):
        published, draft = a_draft(school), a_draft(school, "Қазан")
        lessons = [put(algebra, day, 1, room_id=room) for day in range(3)]
        timetable.edit_slots(timetable_id=published, edits=lessons)
        timetable.publish_timetable(timetable_id=published, valid_from=MONDAY)
        timetable.edit_slots(timetable_id=draft, edits=[put(algebra, day, 1, room_id=room) for day in range(3)])
        timetable.change_demand(demand_id=algebra, teacher_id=heir, every_week=2, every_second_week=1)
        timetable.close_room(
            organisation_id=school.organisation_id, room_id=room, since=MONDAY, reason="жоғарыдан су ақты"
        )
        assert {slot.teacher_id for slot in timetable.slots_of(published)} == {school.teacher_id}
        assert {slot.teacher_id for slot in timetable.slots_of(draft)} == {heir}
        assert {each.kind for each in timetable.week(draft).conflicts} == {timetable.Kind.ROOM_CLOSED}
        timetable.open_room(organisation_id=school.organisation_id, room_id=room, since=MONDAY)
        assert timetable.week(draft).conflicts == []
        timetable.drop_demand(demand_id=algebra)
        assert (len(timetable.slots_of(draft)), len(timetable.slots_of(published))) == (0, 3)
        assert not Demand.objects.exists()
        assert not Slot.objects.filter(demand__isnull=False).exists()


def test_own_bells_ring_in_place_of_the_reference(cast: Any) -> None:
    school, day = cast.school, MONDAY
    short = [(dt.time(9), dt.time(9, 30)), (dt.time(9, 35), dt.time(10, 5))]
    with at(school=school):
        assert timetable.bells_of(school.organisation_id, since=day).ring(1, 7, day)[1][0] == dt.time(8)
        timetable.set_bells(organisation_id=school.organisation_id, shift=1, times=short, since=day, first_grade=5)
        timetable.set_bells(
            organisation_id=school.organisation_id, shift=1, times=short[:1], since=day, first_grade=5, weekday=4
        )
        rings = timetable.bells_of(school.organisation_id, since=day)
        assert rings.ring(1, 7, day) == {1: short[0], 2: short[1]}
        assert rings.ring(1, 7, day + dt.timedelta(days=4)) == {1: short[0]}
        assert rings.ring(1, 3, day)[1][0] == dt.time(8)
        assert rings.ring(1, 7, day - WEEK)[1][0] == dt.time(8)
        for bad in (
            [], [(dt.time(7), dt.time(7, 40))], [(dt.time(9), dt.time(8, 50))],
            [(dt.time(9), dt.time(9, 40)), (dt.time(9, 42), dt.time(10, 20))],
            [(dt.time(9), dt.time(9, 40)), (dt.time(9, 30), dt.time(10, 20))],
        ):  # fmt: skip
            with pytest.raises(Denied):
                timetable.set_bells(organisation_id=school.organisation_id, shift=1, times=bad, since=day)


def test_a_teacher_says_the_own_hours_and_nobody_elses(cast: Any) -> None:
    school = cast.school
    colleague = employ_teacher(school, "Ахметова", "Жанар")
    said = {"organisation_id": school.organisation_id, "school_year": YEAR}
    away = timetable.HourDraft(weekday=4, number=1, kind="away", reason="№ 29 мектепте")
    with at(school=school, role="teacher"):
        timetable.say_hours(**said, teacher_id=school.teacher_id, hours=[away])
        hours = timetable.teacher_hours(school.organisation_id, school_year=YEAR)
        assert hours["away"] == {(school.teacher_id, 1, 4, 1): "№ 29 мектепте"}
        with pytest.raises(Denied):
            timetable.say_hours(**said, teacher_id=colleague, hours=[away])
        with pytest.raises(Denied):
            timetable.say_hours(
                **said, teacher_id=school.teacher_id, hours=[timetable.HourDraft(weekday=7, number=1, kind="away")]
            )
    with at(school=school):
        timetable.say_hours(**said, teacher_id=school.teacher_id, hours=[])
        assert timetable.teacher_hours(school.organisation_id, school_year=YEAR)["away"] == {}


def test_neighbours_cannot_be_put_into_a_week(cast: Any) -> None:
    school, strange = cast.school, cast.neighbour
    other = open_class(school)
    with at(school=school):
        draft = a_draft(school)
        alien = timetable.SlotDraft(group_id=strange.group_id, subject="algebra", weekday=0, number=1, shift=1)
        with pytest.raises(Denied):
            timetable.put_slots(timetable_id=draft, drafts=[alien])
        for bad in ({"group_id": strange.group_id}, {"teacher_id": strange.teacher_id}, {"room_id": uuid.uuid4()}):
            with pytest.raises(Denied):
                timetable.add_demands(
                    organisation_id=school.organisation_id, school_year=YEAR,
                    drafts=[timetable.DemandDraft(**{"group_id": other, "subject": "algebra", "every_week": 1} | bad)],
                )  # fmt: skip
        assert not Demand.objects.exists()
