"""A published week becomes lessons; what is written in them stays, whatever is published after."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal import jobs
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.queries import standing
from shanyraq.learning.journal.rules.following import Standing, Wanted, follow
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.factories import a_hall, employ_teacher, fill, put
from shanyraq.spine.registry.factories import START, YEAR, School

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)
WEEK = dt.timedelta(weeks=1)


@pytest.fixture(autouse=True)
def sunday_evening(db: None) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 22, 20, tzinfo=clock.ZONE), tick=False), system_scope("story"):
        yield


def demanded(school: School, subject: str = "algebra", *, teacher: uuid.UUID | None = None, **more) -> uuid.UUID:
    draft = timetable.DemandDraft(
        group_id=school.group_id, subject=subject, every_week=5, teacher_id=teacher or school.teacher_id, **more
    )
    return timetable.add_demands(organisation_id=school.organisation_id, school_year=YEAR, drafts=[draft])[0]


def published(school: School, places: list[timetable.Edit], *, since: dt.date = MONDAY) -> uuid.UUID:
    draft = timetable.begin_timetable(organisation_id=school.organisation_id, school_year=YEAR, name="Кесте")
    timetable.edit_slots(timetable_id=draft, edits=places)
    timetable.publish_timetable(timetable_id=draft, valid_from=since, despite="сынақ")
    return draft


def opened(school: School, first: dt.date = MONDAY, last: dt.date = FRIDAY) -> journal.Followed:
    return journal.follow_timetable(organisation_id=school.organisation_id, first=first, last=last)


def stands(school: School) -> list[tuple[int, int, str]]:
    rows = Lesson.objects.filter(organisation=school.organisation_id, day__lte=FRIDAY).order_by("day", "number")
    return [(row.day.weekday(), row.number, row.subject) for row in rows]


def test_lessons_follow_versions_and_written_ones_stay(cast: Any) -> None:
    school, room = cast.school, a_hall(cast.school, "204")
    algebra, geometry = demanded(school), demanded(school, "geometry")
    published(school, [put(algebra, 0, 1, room_id=room), put(algebra, 1, 1), put(algebra, 2, 2)])
    assert opened(school) == journal.Followed(3, 0, 0)
    assert opened(school) == journal.Followed(0, 0, 0)
    monday = Lesson.objects.get(day=MONDAY)
    assert (monday.room_id, monday.grade, monday.starts_at.astimezone(clock.ZONE).hour) == (room, 7, 8)
    by_hand = lesson_on(school, FRIDAY, 5, subject="music")
    with time_machine.travel(dt.datetime(2026, 11, 23, 8, 10, tzinfo=clock.ZONE), tick=False):
        with use_scope(school.scope("teacher")):
            journal.take_attendance(lesson_id=monday.id, exceptions={})
        # In the middle of Monday another week is published from Tuesday, and the deputy opens it from Monday on.
        tuesday = MONDAY + dt.timedelta(days=1)
        published(school, [put(geometry, 0, 1), put(algebra, 1, 1), put(geometry, 2, 2)], since=tuesday)
        assert opened(school) == journal.Followed(1, 1, 1)
        assert stands(school) == [(0, 1, "algebra"), (1, 1, "algebra"), (2, 2, "geometry"), (4, 5, "music")]
        assert Lesson.objects.filter(id=by_hand.id).exists()
        # A version from Monday itself: the lesson in which the register is taken stays, and no second stands beside.
        published(school, [put(geometry, 0, 1)], since=MONDAY)
        assert opened(school) == journal.Followed(0, 0, 2)
        assert stands(school) == [(0, 1, "algebra"), (4, 5, "music")]


def test_breaks_holidays_and_odd_weeks_are_known(cast: Any) -> None:
    school = cast.school
    algebra = demanded(school, every_second_week=1)
    days = [put(algebra, day, 1) for day in range(5)]
    published(school, [*days, put(algebra, 0, 2)], since=MONDAY)
    with time_machine.travel(dt.datetime(2026, 12, 14, 6, tzinfo=clock.ZONE), tick=False):
        opened(school, dt.date(2026, 12, 14), dt.date(2027, 1, 12))
    found = Lesson.objects.order_by("day", "number").values_list("day", "number")
    taught = sorted({day for day, _number in found})
    # The 16th of December is Independence Day; the break runs from 28 December to 10 January.
    assert [day.day for day in taught] == [14, 15, 17, 18, 21, 22, 23, 24, 25, 11, 12]
    assert [day.day for day, number in found if number == 2] == [21]  # weeks of 1 September are odd


def test_halves_of_a_class_have_their_own_lists_and_days(cast: Any) -> None:
    school, other = cast.school, employ_teacher(cast.school, "Ахметова", "Жанар")
    fill(school, 3)
    timetable.divide(
        organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"], since=START
    )
    parts = timetable.parts_of([school.group_id], day=MONDAY)[school.group_id]
    demands = [
        demanded(school, "foreign_language", teacher=teacher, subgroup_id=part.id)
        for teacher, part in zip((school.teacher_id, other), parts, strict=True)
    ]
    published(school, [put(each, 0, 1) for each in demands])
    assert opened(school).came == 2
    members = timetable.members_of([part.id for part in parts], day=MONDAY)
    for part in parts:
        lesson = Lesson.objects.get(subgroup=part.id)
        page = journal.lesson_register(lesson.id)
        assert {row.pupil_id for row in page.rows} == members[part.id]
        assert page.lesson.part == f"{part.number}-топ"
        stranger = next(iter(members[next(each.id for each in parts if each.id != part.id)]))
        with (
            time_machine.travel(dt.datetime(2026, 11, 23, 8, 10, tzinfo=clock.ZONE), tick=False),
            pytest.raises(Denied),
        ):
            journal.take_attendance(lesson_id=lesson.id, exceptions={stranger: "ill"})
        for pupil in members[part.id]:
            assert [row.lesson_id for row in journal.day_of_pupil(pupil, MONDAY)] == [lesson.id]
    with use_scope(school.scope("guardian")):
        (mine,) = journal.day_of_pupil(school.pupil_id, MONDAY)
        assert mine.part in ("1-топ", "2-топ")


def test_what_stands_on_a_lesson_keeps_it(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    school = cast.school
    algebra = demanded(school)
    published(school, [put(algebra, 0, 1), put(algebra, 1, 1)])
    opened(school)
    kept = Lesson.objects.get(day=MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(standing, "_on_lessons", {})
        journal.stands_on_lessons("substitutions", lambda ids: {kept.id} & set(ids))
        published(school, [put(algebra, 4, 1)])
        assert opened(school) == journal.Followed(1, 0, 1)
    assert stands(school) == [(0, 1, "algebra"), (4, 1, "algebra")]


def test_publishing_and_the_night_open_the_lessons_by_themselves(cast: Any) -> None:
    school = cast.school
    published(school, [put(demanded(school), 0, 1)])
    drain()
    assert stands(school) == [(0, 1, "algebra")]
    Lesson.objects.all().delete()
    jobs.lessons_follow_at(organisation_id=school.organisation_id)
    assert Lesson.objects.count() == 3  # the Mondays of three weeks from this Sunday
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied):
        opened(school)
    with use_scope(school.scope("teacher")), pytest.raises(Denied):
        opened(school)


def test_who_was_put_in_for_a_day_stays_while_the_week_is_the_same() -> None:
    at = dt.datetime(2026, 11, 23, 8, tzinfo=clock.ZONE)
    base = {
        "slot_id": uuid.uuid4(), "day": MONDAY, "number": 1, "group_id": uuid.uuid4(), "subgroup_id": None,
        "subject": "algebra", "room_id": None, "grade": 7, "starts_at": at, "ends_at": at + dt.timedelta(minutes=40),
    }  # fmt: skip
    wanted = Wanted(**base, teacher_id=uuid.uuid4())
    put_in = Standing(**base, teacher_id=uuid.uuid4(), id=uuid.uuid4(), kept=False)
    change = follow([wanted], [put_in])
    assert (change.come, change.become, change.go) == ([], [], [])
