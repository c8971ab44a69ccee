"""Aigerim searches for a week: it begins, goes on in slices, is judged, taken over; or she reads why it cannot be."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.actions.searches import begin_search, claim_searches, stop_search, take_over
from shanyraq.learning.timetable.actions.searching import search_on
from shanyraq.learning.timetable.models import Search, Slot
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.posing import pose
from shanyraq.learning.timetable.rules.evaluation import judge
from shanyraq.learning.timetable.rules.problem import Placed
from shanyraq.learning.timetable.tests.story import a_draft, at, employ_teacher, fill, open_class
from shanyraq.learning.timetable.tests.test_pages import demanded, signed_in
from shanyraq.spine.registry.factories import START, YEAR, School


@pytest.fixture(autouse=True)
def monday(cast: Any) -> Iterator[None]:
    with at():
        yield


@pytest.fixture
def school(cast: Any) -> School:
    """Two classes; Bolat teaches both, English is learnt in halves by two teachers."""
    here: School = cast.school
    fill(here, 3)
    other = open_class(here)
    demanded(here)
    demanded(here, group=other, every_week=4)
    at_school = {"organisation_id": here.organisation_id, "group_id": here.group_id}
    timetable.divide(**at_school, subjects=["foreign_language"], since=START)
    parts = timetable.parts_of([here.group_id], day=at_monday())[here.group_id]
    for part, name in zip(parts, ("Гүлнар", "Айша"), strict=True):
        teacher = employ_teacher(here, "Сейтова", name)
        demanded(here, teacher=teacher, subject="foreign_language", subgroup_id=part.id, every_week=2,
                 every_second_week=1)  # fmt: skip
    return here


def at_monday() -> Any:
    from shanyraq.learning.timetable.tests.story import MONDAY

    return MONDAY


def begun(school: School, draft: uuid.UUID, **more) -> uuid.UUID:
    with use_scope(school.scope("director")):
        return begin_search(timetable_id=draft, **more)


def searched(search_id: uuid.UUID) -> Search:
    with system_scope("worker"):
        claim_searches()
        while search_on(search_id=search_id):
            pass
        return Search.objects.get(id=search_id)


def test_a_search_ends_in_a_week_without_a_conflict_and_is_taken_over(school: School) -> None:
    with use_scope(school.scope("director")):
        draft = a_draft(school)
    row = searched(begun(school, draft, seconds=5))
    assert (row.state, row.hard, row.left_out, row.lessons) == ("done", 0, 0, 3 + 4 + 3 + 3)
    with use_scope(school.scope("director")):
        assert take_over(search_id=row.id) == 13
        shown = week(draft)
    assert shown is not None
    assert [each for each in shown.conflicts if each.is_must] == []
    halves = {(s.weekday, s.number, s.weeks, s.part_number) for s in shown.slots if s.subgroup_id}
    assert {(*hour, 1) for *hour, part in halves if part == 2} == {hour for hour in halves if hour[-1] == 1}


def test_locked_lessons_stay_where_they_are(school: School) -> None:
    with use_scope(school.scope("director")):
        draft = a_draft(school)
        demand = next(d for d in timetable.demands_of(school.organisation_id, school_year=YEAR) if d.every_week == 4)
        locked = timetable.SlotDraft(
            group_id=demand.group_id, subject="algebra", weekday=4, number=5, shift=demand.shift,
            teacher_id=demand.teacher_id, demand_id=demand.id, locked=True,
        )  # fmt: skip
        timetable.put_slots(timetable_id=draft, drafts=[locked])
    row = searched(begun(school, draft, seconds=5))
    with use_scope(school.scope("director")):
        take_over(search_id=row.id)
        slots = Slot.objects.filter(timetable=draft, demand=demand.id)
        assert [(s.weekday, s.number) for s in slots if s.locked] == [(4, 5)]
        assert slots.count() == 4


def test_a_teacher_who_cannot_come_often_enough_is_named(school: School) -> None:
    hours = [
        timetable.HourDraft(shift=1, weekday=day, number=number, kind="away", reason="№ 29 мектепте")
        for day in range(5)
        for number in range(1, 12)
        if (day, number) not in {(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)}
    ]
    with use_scope(school.scope("director")):
        timetable.say_hours(
            organisation_id=school.organisation_id, school_year=YEAR, teacher_id=school.teacher_id, hours=hours
        )
        draft = a_draft(school)
    row = searched(begun(school, draft, seconds=5))
    assert row.left_out == 2  # seven lessons, five hours
    client = signed_in(school.director_id)
    words = client.get(reverse("search_run", args=[row.id])).content.decode()
    assert "has 7 lessons a week and can come to 5 of its hours." in words
    assert "is not at the school in some hours" in words


def test_one_search_at_a_time_and_only_of_what_is_asked_and_of_a_draft(school: School) -> None:
    with use_scope(school.scope("director")):
        draft, other = a_draft(school), a_draft(school, "Тағы бірі")
    first = begun(school, draft)
    with pytest.raises(Denied, match="Another search"):
        begun(school, other)
    with use_scope(school.scope("director")):
        stop_search(search_id=first)
    assert searched(first).state == "stopped"
    with use_scope(school.scope("director")), pytest.raises(Denied, match="found nothing"):
        take_over(search_id=first)
    begun(school, other)


def test_a_discarded_draft_takes_its_searches_along(school: School) -> None:
    with use_scope(school.scope("director")):
        draft = a_draft(school)
        begin_search(timetable_id=draft)
        timetable.discard_timetable(timetable_id=draft)
    with system_scope("look"):
        assert not Search.objects.exists()
    assert not search_on(search_id=uuid.uuid4())


def test_a_teacher_and_the_next_school_find_no_search(school: School, cast: Any) -> None:
    with use_scope(school.scope("director")):
        draft = a_draft(school)
    search_id = begun(school, draft)
    for scope in (school.scope("teacher"), cast.neighbour.scope("director")):
        with use_scope(scope), pytest.raises(Denied):
            stop_search(search_id=search_id)


def test_the_page_asks_tells_how_far_it_is_and_stops(school: School) -> None:
    client: Client = signed_in(school.director_id)
    with use_scope(school.scope("director")):
        draft = a_draft(school)
    page = reverse("timetable_search", args=[draft])
    assert "Windows of teachers" in client.get(page).content.decode()
    asked = {"seconds": 60, "teacher_windows": 3, "spread": 1, "strain": 0, "wishes": 1, "even_days": 1}
    answer = client.post(page, asked)
    with system_scope("look"):
        row = Search.objects.get()
    assert answer["Location"] == reverse("search_run", args=[row.id])
    assert (row.seconds, row.strengths["teacher_windows"], row.strengths["strain"]) == (60, 3, 0)
    part = client.get(answer["Location"] + "?part=progress").content.decode()
    assert "begins within a minute" in part
    assert "every 3s" in part
    client.post(answer["Location"], {"act": "stop"})
    assert searched(row.id).state == "stopped"
    assert "Show the result" in client.get(answer["Location"] + "?part=progress").content.decode()


def test_a_file_is_solved_and_judged_on_the_command_line(tmp_path, capsys) -> None:
    from shanyraq.learning.timetable.tests.test_gateway_fet import ACTIVITY, SMALL

    path = tmp_path / "school.fet"
    activities = ACTIVITY.format(id=1, duration=1) + ACTIVITY.format(id=2, duration=2)
    path.write_text(SMALL % {"activities": activities, "times": ""})
    call_command("timetable", "solve", str(path), "--seconds", "5")
    assert "school.fet: 0 hard, 0 soft" in capsys.readouterr().out
    path.write_text("<html>")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("timetable", "solve", str(path))


def test_what_is_posed_is_the_week(school: School) -> None:
    """Bells of the class, both halves of it, odd and even weeks."""
    with use_scope(school.scope("director")):
        posed = pose(week(a_draft(school)))
    english = [a for a in posed.problem.activities if a.subject == "foreign_language"]
    assert {(len(a.weeks), a.groups) for a in english} == {(n, a.groups) for n in (1, 2) for a in english}
    assert judge(posed.problem, {english[0].key: Placed(0)}).by_fault()["unplaced"] == (12, 0)
