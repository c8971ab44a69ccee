"""Each lesson knows the topic its teacher's calendar plan has for it, and a class whether it keeps pace."""

import datetime as dt
from typing import Any

import time_machine
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.queries.planned import progress_of_teacher
from shanyraq.learning.journal.tests.test_pages import signed_in
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry.factories import YEAR

MONDAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


def test_lessons_know_their_topics_in_bulk_and_the_page_proposes_them(cast: Any) -> None:
    school = cast.school
    with time_machine.travel(NOON, tick=False), system_scope("story"):
        lessons = [lesson_on(school, MONDAY + dt.timedelta(days=offset)) for offset in (-14, -7, 0, 7)]
        plain = lesson_on(school, MONDAY, 2, subject="geometry")
        second = timetable.Topic(2, 2, "Теңдеулер", homework="№ 7")
        topics = [timetable.Topic(1, 2, "Көпмүшелер", ("7.2.1.4",), 2), second]
        timetable.write_calendar_plan(
            organisation_id=school.organisation_id, school_year=YEAR, teacher_id=school.teacher_id, subject="algebra",
            grade=7, topics=topics,
        )  # fmt: skip
        with count_queries() as queries:
            found = journal.planned_topics_of([*(lesson.id for lesson in lessons), plain.id])
        assert queries.number <= 4
        assert [found[lesson.id].topic if lesson.id in found else "" for lesson in lessons] == [
            "Көпмүшелер", "Көпмүшелер", "Теңдеулер", "",
        ]  # fmt: skip
        lessons[0].delete()  # it fell out: what follows shifts
        assert journal.planned_topic(journal.lesson(lessons[2].id)).topic == "Көпмүшелер"
        with use_scope(school.scope("teacher")):
            (row,) = progress_of_teacher(school.teacher_id)
        assert (row.hours, row.held, row.laid, row.written, row.behind) == (3, 1, 1, 0, 0)
        bolat = signed_in(school.teacher_id)
        page = bolat.get(reverse("lesson", args=[lessons[2].id])).content.decode()
        assert 'value="Көпмүшелер"' in page
        assert "7.2.1.4" in page
        assert Lesson.objects.get(id=lessons[2].id).topic == ""  # proposed is not written
        assert bolat.get(reverse("plan_progress")).status_code == 200
