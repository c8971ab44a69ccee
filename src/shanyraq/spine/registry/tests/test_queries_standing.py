"""Whole organisations as of a day: every part in its place, no number of a person, the same few queries."""

import dataclasses
import datetime as dt
from typing import Any

from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, add_pupil
from shanyraq.spine.registry.models import Enrolment, Person
from shanyraq.spine.registry.queries.standing import school_year_on
from shanyraq.spine.registry.rules.identifiers import make_demo_iin

DAY = dt.date(2026, 11, 23)


def test_a_standing_has_every_part_of_its_organisation(cast: Any) -> None:
    ours, theirs = cast.school, cast.neighbour
    found = registry.standings([ours.organisation_id, theirs.organisation_id], day=DAY)
    assert [one.organisation_id for one in found] == sorted([ours.organisation_id, theirs.organisation_id])
    one = next(one for one in found if one.organisation_id == ours.organisation_id)
    assert {person.id for person in one.people} == {ours.director_id, ours.teacher_id, ours.pupil_id}
    assert [(stay.person_id, stay.group_id) for stay in one.stays] == [(ours.pupil_id, ours.group_id)]
    assert [(right.child_id, right.guardian_id) for right in one.rights] == [(ours.pupil_id, ours.guardian_id)]
    assert {post.position for post in one.posts} == {"director", "teacher"}
    assert [load.subject for load in one.loads] == ["algebra"]
    assert one.elsewhere == ()


def test_a_stay_elsewhere_stands_at_both_schools(cast: Any) -> None:
    ours, theirs = cast.school, cast.neighbour
    with system_scope("test"):
        Enrolment.objects.create(
            person_id=ours.pupil_id, organisation_id=theirs.organisation_id, group_id=theirs.group_id,
            ground="admitted", valid_from=START, valid_to=dt.date(2026, 12, 31),
        )  # fmt: skip
    places = {
        one.organisation_id: [stay.organisation_id for stay in one.elsewhere]
        for one in registry.standings([ours.organisation_id, theirs.organisation_id], day=DAY)
    }
    assert places == {
        ours.organisation_id: [theirs.organisation_id],
        theirs.organisation_id: [ours.organisation_id],
    }
    [alone] = registry.standings([ours.organisation_id], day=dt.date(2027, 1, 1))
    assert alone.elsewhere == ()


def test_a_number_is_judged_and_does_not_leave(cast: Any) -> None:
    born = dt.date(2013, 5, 1)
    number = make_demo_iin(born, "m", 1)
    broken = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    faults = {}
    for name, iin, sex, birth in (
        ("none", None, "m", born), ("right", number, "m", born), ("sex", number, "f", born),
        ("birth", number, "m", dt.date(2013, 5, 2)), ("broken", broken, "m", born),
    ):  # fmt: skip
        with system_scope("test"):
            Person.objects.filter(id=cast.school.pupil_id).update(iin=iin, sex=sex, birth_date=birth)
        [one] = registry.standings([cast.school.organisation_id], day=DAY)
        pupil = next(person for person in one.people if person.id == cast.school.pupil_id)
        faults[name] = pupil.iin_faults
        assert number not in map(str, dataclasses.astuple(pupil))
    assert faults == {
        "none": ("missing",), "right": (), "sex": ("sex_differs",), "birth": ("birth_date_differs",),
        "broken": ("bad_number",),
    }  # fmt: skip


def test_a_standing_costs_the_same_for_any_number(cast: Any) -> None:
    with count_queries() as few:
        registry.standings([cast.school.organisation_id], day=DAY)
    for number in range(9):
        add_pupil(cast.school, "Оқушы", f"А{number}")
    with count_queries() as many:
        registry.standings([cast.school.organisation_id, cast.neighbour.organisation_id], day=DAY)
    assert many.number == few.number == 9


def test_in_august_the_old_school_year_still_stands() -> None:
    days = [dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2027, 5, 25)]
    assert [school_year_on(day) for day in days] == [2025, 2026, 2026]


def test_holders_of_a_post_on_a_day(cast: Any) -> None:
    schools = [cast.school.organisation_id, cast.neighbour.organisation_id]
    assert registry.holders_of(["director"], schools, day=DAY) == {
        cast.school.organisation_id: (cast.school.director_id,),
        cast.neighbour.organisation_id: (cast.neighbour.director_id,),
    }
    assert registry.holders_of(["director"], schools, day=dt.date(2026, 8, 31)) == {}
