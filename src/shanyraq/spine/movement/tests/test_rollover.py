"""The year is rolled over: a dry run that writes nothing, one batch, its undo; twice pressed, done once."""

import datetime as dt
import uuid

import pytest

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.models import Rollover, RolloverLine
from shanyraq.spine.movement.rules.promotion import Fate
from shanyraq.spine.movement.tests.story import MONDAY, at, fill, open_group
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.models import Enrolment, Group

JUNE, AUTUMN = dt.date(2027, 6, 10), dt.date(2027, 9, 1)


def pictured(*models):
    with system_scope("test"):
        return [sorted(map(repr, model._default_manager.values_list())) for model in models]


def classes_on(day, school):
    with system_scope("test"):
        groups = Group.objects.filter(organisation=school.organisation_id).order_by("school_year", "sort_key")
        return {(group.school_year, group.name): len(registry.roster(group.id, day=day)) for group in groups}


def press(school):
    return movement.roll_over(organisation_id=school.organisation_id, school_year=2027)


def test_a_dry_run_writes_nothing_and_the_batch_does_what_it_said(cast):
    school = cast.school
    fill(school, 2)
    eleventh = open_group(school, "А", grade=11)
    with system_scope("test"):
        leaver = add_pupil(school, "Қасым", "Алихан")
        Enrolment.objects.filter(person=leaver).update(group=eleventh)
    with at(JUNE, school=school):
        before = pictured(Enrolment, Group, Rollover)
        assert movement.target_year(school.organisation_id) == 2027
        plan = movement.plan_of(school.organisation_id, school_year=2027, corrections={})
        assert pictured(Enrolment, Group, Rollover) == before
        press(school)
    assert sorted(line.fate for line in plan.lines) == [Fate.GRADUATES, *[Fate.PROMOTED] * 3]
    assert classes_on(dt.date(2027, 8, 31), school) == {
        (2026, "7 «Ә»"): 3, (2026, "11 «А»"): 1, (2027, "8 «Ә»"): 0,
    }  # fmt: skip
    assert classes_on(AUTUMN, school) == {(2026, "7 «Ә»"): 0, (2026, "11 «А»"): 0, (2027, "8 «Ә»"): 3}
    with system_scope("test"):
        assert registry.places_of([leaver]) == {leaver: (None, None)}
        assert set(RolloverLine.objects.values_list("fate", "person_id")) == {
            (line.fate.value, line.person_id) for line in plan.lines
        }


def test_pressed_twice_it_is_done_once(cast):
    with at(JUNE, school=cast.school):
        first = press(cast.school)
        stood = pictured(Enrolment, Group, Rollover, RolloverLine)
        assert press(cast.school) == first
    assert pictured(Enrolment, Group, Rollover, RolloverLine) == stood


def test_undone_the_register_is_as_before_and_it_may_be_done_anew(cast):
    school = cast.school
    fill(school, 2)
    before = pictured(Enrolment, Group)
    with at(JUNE, school=school):
        press(school)
        movement.undo_rollover(organisation_id=school.organisation_id, school_year=2027)
        assert pictured(Enrolment, Group) == before
        with pytest.raises(Denied, match="not rolled over"):
            movement.undo_rollover(organisation_id=school.organisation_id, school_year=2027)
        press(school)
    assert classes_on(AUTUMN, school)[2027, "8 «Ә»"] == 3


def test_a_child_who_has_moved_since_forbids_the_undo_as_a_whole(cast):
    school = cast.school
    with at(JUNE, school=school):
        press(school)
    with at(dt.date(2027, 9, 3), school=school):
        movement.leave_school(
            person_id=school.pupil_id,
            draft=movement.LeavingDraft(last_day=dt.date(2027, 9, 3), reason="court", document="№ 1"),
        )
        with pytest.raises(Denied, match="have moved since"):
            movement.undo_rollover(organisation_id=school.organisation_id, school_year=2027)


def test_after_the_rollover_a_child_still_moves_in_summer(cast):
    """The stay of the autumn has not begun: it gives way, and the old one ends on the day itself."""
    school, pupil, july = cast.school, cast.school.pupil_id, dt.date(2027, 7, 12)
    other = open_group(cast.neighbour, "А", grade=8, year=2027)
    with at(JUNE, school=school):
        press(school)
    with at(july, school=school):
        key = movement.issue_new_slip(
            person_id=pupil, to_organisation_id=cast.neighbour.organisation_id, ground="holidays"
        )
        movement.send_packet(transfer_id=key)
    with at(july, school=cast.neighbour):
        movement.accept(transfer_id=key, group_id=other, order_number="№ 8")
    with system_scope("test"):
        stays = Enrolment.objects.filter(person=pupil).order_by("valid_from")
        assert list(stays.values_list("group_id", "valid_to")) == [
            (school.group_id, july - dt.timedelta(days=1)), (other, None),
        ]  # fmt: skip
    with at(july, school=school), pytest.raises(Denied, match="have moved since"):
        movement.undo_rollover(organisation_id=school.organisation_id, school_year=2027)


def test_who_leaves_in_summer_is_in_no_class_of_the_autumn(cast):
    school, july = cast.school, dt.date(2027, 7, 12)
    with at(JUNE, school=school):
        press(school)
    with at(july, school=school):
        movement.leave_school(
            person_id=school.pupil_id, draft=movement.LeavingDraft(last_day=july, reason="another_school")
        )
    assert classes_on(AUTUMN, school) == {(2026, "7 «Ә»"): 0, (2027, "8 «Ә»"): 0}


def test_a_vanished_letter_blocks_until_somebody_decides(cast):
    school = cast.school
    other = open_group(school, "А", grade=8, year=2027)
    with at(JUNE, school=school):
        with pytest.raises(Denied, match="no class to go to"):
            press(school)
        chosen = {school.pupil_id: str(other)}
        movement.correct(organisation_id=school.organisation_id, school_year=2027, corrections=chosen)
        press(school)
        with pytest.raises(Denied, match="rolled over already"):
            movement.correct(organisation_id=school.organisation_id, school_year=2027, corrections=chosen)
    with system_scope("test"):
        assert registry.places_of([school.pupil_id])[school.pupil_id] == (school.organisation_id, other)


def test_hostile_hands_and_bad_days(cast):
    school = cast.school
    with at(MONDAY, school=school), pytest.raises(Denied, match="after its lessons end"):
        press(school)
    with at(JUNE, school=cast.neighbour):
        with pytest.raises(Denied, match="no right"):
            press(school)
        foreign = {school.pupil_id: "graduate", uuid.uuid4(): "stay"}
        movement.correct(organisation_id=cast.neighbour.organisation_id, school_year=2027, corrections=foreign)
        press(cast.neighbour)
    with system_scope("test"):
        assert registry.places_of([school.pupil_id])[school.pupil_id] == (school.organisation_id, school.group_id)
        assert set(RolloverLine.objects.values_list("person_id", flat=True)) == {cast.neighbour.pupil_id}
