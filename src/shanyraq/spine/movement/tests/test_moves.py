"""Children are admitted, change class and leave; the bad days are refused in words."""

import datetime as dt
from dataclasses import replace

import pytest

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.care import api as care
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.models import Move
from shanyraq.spine.movement.queries.desk import class_sizes
from shanyraq.spine.movement.tests.story import IIN, MONDAY, at, fill, give_iin, open_group
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import add_pupil

TOMORROW = MONDAY + dt.timedelta(days=1)


def draft(school, **fields):
    child = registry.PersonDraft(family="Әлиев", given="Марат", birth_date=dt.date(2013, 5, 4), sex="m")
    values = {
        "child": child, "group_id": school.group_id, "on": MONDAY, "language": "kk", "order_number": "№ 12", **fields,
    }  # fmt: skip
    return movement.AdmissionDraft(**values)


def stands(person):
    with system_scope("test"):
        return registry.places_of([person])[person]


def facts_of(person):
    with system_scope("test"):
        rows = list(Move.objects.filter(person_id=person).order_by("id"))
        said = facts.payloads_of((row.day, row.id) for row in rows)
    return [(row.kind, row.reason, row.limit, said.get(row.id, {})) for row in rows]


def test_a_child_without_iin_is_admitted_in_the_middle_of_a_quarter(cast):
    with at(MONDAY, school=cast.school):
        child = movement.admit(organisation_id=cast.school.organisation_id, draft=draft(cast.school))
        assert [one.given for one in registry.roster(cast.school.group_id, day=MONDAY)] == ["Марат", "Ержан"]
        assert [one.given for one in registry.roster(cast.school.group_id, day=MONDAY - dt.timedelta(1))] == ["Ержан"]
    assert stands(child) == (cast.school.organisation_id, cast.school.group_id)
    assert facts_of(child) == [("admitted", "", None, {"order": "№ 12"})]
    assert list(OutboxEvent.objects.values_list("name", flat=True)) == ["PupilEnrolled"]


def test_a_child_who_left_is_found_by_iin_and_not_entered_twice(cast):
    pupil = cast.school.pupil_id
    give_iin(pupil)
    with at(MONDAY, school=cast.school):
        movement.leave_school(person_id=pupil, draft=movement.LeavingDraft(last_day=MONDAY, reason="another_school"))
    child = registry.PersonDraft(family="СЕЙТҚАЛИ", given="Ержан", birth_date=None, sex="m", iin=IIN)
    with at(TOMORROW, school=cast.neighbour):
        found = movement.admit(
            organisation_id=cast.neighbour.organisation_id, draft=draft(cast.neighbour, child=child, on=TOMORROW)
        )
    assert found == pupil
    assert stands(pupil) == (cast.neighbour.organisation_id, cast.neighbour.group_id)


def refused(cast, words, **fields):
    with at(MONDAY, school=cast.school), pytest.raises(Denied, match=words):
        movement.admit(organisation_id=cast.school.organisation_id, draft=draft(cast.school, **fields))


def test_bad_days_of_an_admission(cast):
    enrolled = registry.PersonDraft(family="Әбдіраш", given="Сәуле", birth_date=None, sex="f", iin=IIN)
    give_iin(cast.neighbour.pupil_id)
    refused(cast, "already enrolled", child=enrolled)
    refused(cast, "has not come yet", on=TOMORROW)
    refused(cast, "another language", language="ru")
    refused(cast, "own school", group_id=cast.neighbour.group_id)
    refused(cast, "another school year", group_id=open_group(cast.school, "В", year=2027))
    with system_scope("test"):
        assert not Move.objects.exists()
    assert stands(cast.neighbour.pupil_id)[0] == cast.neighbour.organisation_id


def test_pressed_twice_a_child_without_iin_is_entered_once(cast):
    with at(MONDAY, school=cast.school):
        movement.admit(organisation_id=cast.school.organisation_id, draft=draft(cast.school))
    refused(cast, "already learns at your school")
    twin = registry.PersonDraft(family="Әлиев", given="Марат", birth_date=dt.date(2014, 5, 4), sex="m")
    with at(MONDAY, school=cast.school):
        movement.admit(organisation_id=cast.school.organisation_id, draft=draft(cast.school, child=twin))
        assert len(registry.roster(cast.school.group_id, day=MONDAY)) == 3


def test_the_neighbour_admits_nobody_here(cast):
    with at(MONDAY, school=cast.neighbour), pytest.raises(Denied, match="no right"):
        movement.admit(organisation_id=cast.school.organisation_id, draft=draft(cast.school))


def test_a_full_class_takes_one_more_only_with_a_reason_that_stands(cast):
    fill(cast.school, 24)
    refused(cast, "25 children, the limit is 25")
    with at(MONDAY, school=cast.school):
        child = movement.admit(
            organisation_id=cast.school.organisation_id, draft=draft(cast.school, exception="Бауыры осы сыныпта")
        )
    assert facts_of(child) == [("admitted", "", 25, {"order": "№ 12", "exception": "Бауыры осы сыныпта"})]


def test_a_child_with_needs_in_the_class_lowers_its_limit(cast):
    fill(cast.school, 21)
    paper = care.ConclusionDraft("ПМПК-17", MONDAY, MONDAY, dt.date(2027, 8, 31))
    with at(MONDAY, school=cast.school):
        care.write_conclusion(person_id=cast.school.pupil_id, draft=paper)
    refused(cast, "22 children, the limit is 22")
    with at(MONDAY, school=cast.school):
        [size] = [one for one in class_sizes(cast.school.organisation_id) if one.seat.id == cast.school.group_id]
    assert (size.with_needs, size.limit, size.splits_at, size.full, size.split) == (1, 22, 21, True, True)


def test_a_child_with_needs_who_comes_lowers_the_limit_of_the_new_class(cast):
    group = open_group(cast.school, "Б")
    for number in range(22):
        add_pupil(replace(cast.school, group_id=group), "Оспан", f"Оқушы{number}")
    pupil = cast.school.pupil_id
    with at(MONDAY, school=cast.school):
        care.write_conclusion(person_id=pupil, draft=care.ConclusionDraft("1", MONDAY, MONDAY))
        with pytest.raises(Denied, match="22 children, the limit is 22"):
            movement.move_class(person_id=pupil, group_id=group, on=MONDAY, order_number="№ 3")


def test_grade_one_is_not_enrolled_before_its_day(cast):
    group = open_group(cast.school, "А", grade=1)
    early = draft(cast.school, group_id=group, on=dt.date(2026, 9, 1))
    with at(dt.date(2026, 8, 24), school=cast.school), pytest.raises(Denied, match=r"25\.08\.2026"):
        movement.admit(organisation_id=cast.school.organisation_id, draft=early)
    with at(dt.date(2026, 8, 25), school=cast.school):
        child = movement.admit(organisation_id=cast.school.organisation_id, draft=early)
    assert stands(child)[1] == group


def test_a_class_move_needs_a_reason_where_the_language_changes(cast):
    pupil, group = cast.school.pupil_id, open_group(cast.school, "Б", language="ru")
    with at(MONDAY, school=cast.school):
        with pytest.raises(Denied, match="another language"):
            movement.move_class(person_id=pupil, group_id=group, on=MONDAY, order_number="№ 3")
        movement.move_class(person_id=pupil, group_id=group, on=MONDAY, order_number="№ 3", words="Отбасының өтініші")
    assert stands(pupil)[1] == group
    assert facts_of(pupil) == [("moved", "", None, {"order": "№ 3", "exception": "Отбасының өтініші"})]


def test_who_leaves_says_what_the_reason_asks_for(cast):
    pupil = cast.school.pupil_id
    leaving = movement.LeavingDraft(last_day=MONDAY, reason="abroad")
    with at(MONDAY, school=cast.school):
        for wrong, words in (
            (leaving, "needs a document"),
            (replace(leaving, reason="another_region"), "where the child goes"),
            (replace(leaving, reason="whim"), "from the list"),
            (replace(leaving, document="№ 7", last_day=TOMORROW), "has not come yet"),
            (replace(leaving, document="№ 7", last_day=dt.date(2026, 8, 30)), "before the enrolment"),
        ):
            with pytest.raises(Denied, match=words):
                movement.leave_school(person_id=pupil, draft=wrong)
        movement.leave_school(person_id=pupil, draft=replace(leaving, document="Шекара белгісі № 7"))
    assert stands(pupil) == (None, None)
    assert facts_of(pupil) == [("left", "abroad", None, {"document": "Шекара белгісі № 7"})]


def test_the_neighbour_moves_nobody_away(cast):
    with at(MONDAY, school=cast.neighbour), pytest.raises(Denied, match="no right"):
        movement.leave_school(
            person_id=cast.school.pupil_id,
            draft=movement.LeavingDraft(last_day=MONDAY, reason="court", document="№ 1"),
        )
    assert stands(cast.school.pupil_id)[0] == cast.school.organisation_id


def test_a_child_admitted_for_september_may_withdraw_in_august(cast):
    august = dt.date(2026, 8, 26)
    group = open_group(cast.school, "А", grade=1)
    with at(august, school=cast.school):
        child = movement.admit(
            organisation_id=cast.school.organisation_id,
            draft=draft(cast.school, group_id=group, on=dt.date(2026, 9, 1)),
        )
        leaving = movement.LeavingDraft(last_day=august, reason="family", document="Өтініш № 4")
        movement.leave_school(person_id=child, draft=leaving)
        assert registry.roster(group, day=dt.date(2026, 9, 1)) == []
    assert stands(child) == (None, None)
    assert [fact[0] for fact in facts_of(child)] == ["admitted", "left"]
