"""Pages opened daily: at most 12 queries, and not one more when there are twice as many rows."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from shanyraq.campus.gates.factories import a_device, a_passage, an_unknown_card
from shanyraq.kernel import clock
from shanyraq.kernel.pages.checks import every_pattern
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.learning.journal.factories import a_late_edit, a_score, a_summative, an_unlock, lesson_on
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.timetable.factories import a_demand, a_member, a_topic, slot_at, timetable_of
from shanyraq.learning.timetable.factories import a_line as a_plan_line
from shanyraq.learning.timetable.factories import a_search as a_week_search
from shanyraq.learning.timetable.models import Demand
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import a_consent, a_look, an_appointment, make_user
from shanyraq.spine.access.models import Appointment
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.care.factories import a_group, a_need
from shanyraq.spine.exchange.factories import a_line
from shanyraq.spine.exchange.models import Run
from shanyraq.spine.movement.factories import a_search, a_transfer
from shanyraq.spine.notices.factories import a_notice
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.factories import a_case, an_absence
from shanyraq.spine.presence.models import Case
from shanyraq.spine.registry.factories import START, YEAR, School, add_pupil, person
from shanyraq.spine.registry.models import Employment, Group, Guardianship
from shanyraq.spine.talks.factories import a_bulletin
from shanyraq.spine.talks.factories import a_line as a_said_line
from shanyraq.spine.talks.models import Thread

MOST = 12
# The gates: the guard's board: seven lists of a day on one screen, refreshed in parts.
# A school: its day, and the open questions of its register.
# A week under the hands: lessons, demands, hours, rooms, bells and sizes, each asked once, whatever the school.
# The rollover of a class: the plan of the whole school, with who counts for the limits of the new classes.
# Marks and how they came about: schemes, marks, tests and results of every subject of a year.
# The figures: one question for each declared figure.
# Sheets for a class: the pupils old enough for a sign-in of their own, with their accounts and invitations.
# Marks and how they came about: schemes, marks, tests and results of every subject of a year.
# The report cards of a class: what each card would say now, from results and absences, beside what was issued.
MORE = {
    "the report cards of a class": 13,
    "the gates": 14, "a school": 13, "a week under the hands": 15, "what stands in a week": 15,
    "the rollover of a class": 13, "the figures": 13, "marks of a year": 16, "how a mark came about": 17,
    "sheets for a class": 14,
}  # fmt: skip
DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)

Address = Callable[[School], str]
PAGES: dict[str, tuple[str, Address]] = {
    "a family's day": ("guardian", lambda at: reverse("child_day", args=[at.pupil_id, DAY])),
    "why": ("guardian", lambda at: reverse("child_day_why", args=[at.pupil_id, DAY])),
    "the diary": ("guardian", lambda at: reverse("diary", args=[at.pupil_id])),
    "what is to be done": ("guardian", lambda at: reverse("todo", args=[at.pupil_id])),
    "marks of a year": ("guardian", lambda at: reverse("marks", args=[at.pupil_id])),
    "how a mark came about": (
        "guardian",
        lambda at: reverse("how", args=[at.pupil_id, "algebra", "q2"]) + "?soch=18&soch_of=20",
    ),
    "a pupil's own diary": ("pupil", lambda at: reverse("own_diary")),
    "conversations": ("guardian", lambda at: reverse("talks")),
    "conversations of a teacher": ("teacher", lambda at: reverse("talks")),
    "a conversation": ("guardian", lambda at: reverse("talk", args=[first_thread(at)])),
    "a new conversation": ("guardian", lambda at: reverse("new_talk", args=[at.pupil_id])),
    "telling a class": ("teacher", lambda at: reverse("class_talk", args=[at.group_id])),
    "telling of an absence": ("guardian", lambda at: reverse("absence", args=[at.pupil_id])),
    "told by parents": ("teacher", lambda at: reverse("absences")),
    "a pupil's day": ("pupil", lambda at: reverse("children")),
    "a teacher's day": ("teacher", lambda at: reverse("teacher")),
    "a register": ("teacher", lambda at: reverse("lesson", args=[first_lesson(at)])),
    "a month's register": ("teacher", lambda at: reverse("register_month", args=[at.group_id, "algebra"])),
    "the cells of a month": ("teacher", lambda at: reverse("month_cells", args=[at.group_id, "algebra"])),
    "a week in the register": ("teacher", lambda at: reverse("journal_week")),
    "the control of the register": ("director", lambda at: reverse("register_control")),
    "marks that cannot well be": ("director", lambda at: f"{reverse('register_control')}?look=patterns"),
    "homework of the classes": ("director", lambda at: f"{reverse('register_control')}?look=homework"),
    "a school": ("director", lambda at: reverse("school")),
    "classes": ("director", lambda at: reverse("groups")),
    "a class": ("director", lambda at: reverse("group", args=[at.group_id])),
    "people": ("director", lambda at: f"{reverse('people')}?q=сейт"),
    "a person": ("director", lambda at: reverse("person", args=[at.pupil_id])),
    "a class list": ("director", lambda at: reverse("class_list", args=[at.group_id])),
    "the staff": ("director", lambda at: reverse("staff")),
    "a passport": ("director", lambda at: reverse("organisation", args=[at.organisation_id])),
    "a passport from above": ("office", lambda at: reverse("organisation", args=[at.organisation_id])),
    "the structure": ("office", lambda at: reverse("structure")),
    "a child's guardians": ("teacher", lambda at: reverse("person_guardians", args=[at.pupil_id])),
    "a child's family": ("director", lambda at: reverse("person_family", args=[at.pupil_id])),
    "what teachers heed": ("teacher", lambda at: reverse("class_care", args=[at.group_id])),
    "needs of a school": ("director", lambda at: reverse("needs")),
    "a family's care": ("guardian", lambda at: reverse("family_care", args=[at.pupil_id])),
    "health sheets": ("nurse", lambda at: reverse("health_sheets")),
    "courts and disputes": ("director", lambda at: reverse("family_papers")),
    "lent rights": ("director", lambda at: reverse("delegations")),
    "a teacher's card": ("director", lambda at: reverse("person", args=[at.teacher_id])),
    "cases": ("director", lambda at: reverse("cases")),
    "a figure of a school": (
        "director",
        lambda at: f"{reverse('figure', args=['attendance'])}?level=organisation&place={at.organisation_id}",
    ),
    "a figure of a class": (
        "director",
        lambda at: f"{reverse('figure', args=['attendance'])}?level=group&place={at.group_id}",
    ),
    "the figures": ("director", lambda at: reverse("figures")),
    "a family's children": ("guardian", lambda at: reverse("children")),
    "more": ("guardian", lambda at: reverse("family_more")),
    "who looked": ("guardian", lambda at: reverse("family_looks", args=[at.pupil_id])),
    "what was agreed": ("guardian", lambda at: reverse("family_consents", args=[at.pupil_id])),
    "notices": ("guardian", lambda at: reverse("notices")),
    "which notices": ("guardian", lambda at: reverse("notice_choices")),
    "a part of a child's day": ("guardian", lambda at: reverse("child_day_part", args=[at.pupil_id, DAY])),
    "attendance as a list": ("teacher", lambda at: reverse("lesson_attendance", args=[first_lesson(at)])),
    "the cells of a lesson": ("teacher", lambda at: reverse("lesson_cells", args=[first_lesson(at)])),
    "sheets for a class": ("director", lambda at: reverse("class_invitations", args=[at.group_id])),
    "sheets for the staff": ("director", lambda at: reverse("staff_invitations")),
    "a case": ("director", lambda at: reverse("case", args=[first_case(at)])),
    "the gates": ("director", lambda at: reverse("gates")),
    "the own history": ("director", lambda at: f"{reverse('history')}?of=organisation"),
    "movement": ("director", lambda at: f"{reverse('movement')}?q=сейт"),
    "moving a child": ("director", lambda at: reverse("moving_child", args=[at.pupil_id])),
    "a transfer": ("director", lambda at: reverse("transfer", args=[a_transfer_of(at)])),
    "a family's transfer": ("guardian", lambda at: reverse("family_transfer", args=[a_transfer_of(at)])),
    "marks brought along": ("teacher", lambda at: reverse("brought_marks")),
    "the rollover": ("director", lambda at: reverse("rollover")),
    "the rollover of a class": ("director", lambda at: reverse("rollover_class", args=[at.group_id])),
    "class sizes": ("director", lambda at: reverse("class_sizes")),
    "searches": ("director", lambda at: reverse("searches")),
    "children looked for": ("office", lambda at: reverse("missing_children")),
    "questions of the register": ("director", lambda at: reverse("quality")),
    "the own class's questions": ("teacher", lambda at: reverse("quality")),
    "questions by school": ("office", lambda at: reverse("quality_schools")),
    "numbers for statistics": ("director", lambda at: reverse("snapshots")),
    "the register as of a day": ("director", lambda at: reverse("register_on")),
    "the import desk": ("director", lambda at: reverse("exchange")),
    "a file on its way in": ("director", lambda at: reverse("exchange_run", args=[first_run(at)])),
    "the merge desk": ("director", lambda at: reverse("merge_desk")),
    "the timetable desk": ("director", lambda at: reverse("timetable")),
    "a week under the hands": ("director", lambda at: reverse("timetable_week", args=[a_week(at)])),
    "what stands in a week": ("director", lambda at: reverse("timetable_slots", args=[a_week(at)])),
    "a search for the week": ("director", lambda at: reverse("search_run", args=[a_week_search_of(at)])),
    "what is searched for": ("director", lambda at: reverse("timetable_search", args=[a_week(at)])),
    "demands of the week": ("director", lambda at: reverse("demands")),
    "the working plan": ("director", lambda at: reverse("working_plan")),
    "classes in parts": ("director", lambda at: reverse("divisions")),
    "whose week": ("director", lambda at: reverse("weeks")),
    "a class's week": ("teacher", lambda at: reverse("week_of_class", args=[at.group_id])),
    "a teacher's week": ("teacher", lambda at: reverse("week_of_teacher", args=[at.teacher_id])),
    "a pupil's week": ("guardian", lambda at: reverse("week_of_pupil", args=[at.pupil_id])),
    "calendar plans": ("teacher", lambda at: reverse("calendar_plans")),
    "plan and fact": ("teacher", lambda at: reverse("plan_progress")),
    "hours of a teacher": ("teacher", lambda at: reverse("teacher_hours")),
    "marks of the own subjects": ("teacher", lambda at: reverse("marks_desk")),
    "marks of a school": ("director", lambda at: reverse("marks_desk")),
    "a term": ("teacher", lambda at: reverse("term_marks", args=[at.group_id, "algebra", YEAR, "q2"])),
    "a year": ("teacher", lambda at: reverse("year_marks", args=[at.group_id, "algebra", YEAR])),
    "how a result came about": (
        "guardian",
        lambda at: reverse("mark_explained", args=[at.pupil_id, "algebra", YEAR, "q2"]),
    ),
    "the tests of a class": ("teacher", lambda at: reverse("class_tests", args=[at.group_id])),
    "the tests of a school": ("director", lambda at: reverse("school_tests")),
    "the scores of a test": ("teacher", lambda at: reverse("summative", args=[a_test_of(at)])),
    "closed registers": ("director", lambda at: reverse("locks")),
    "the papers of a quarter": ("director", lambda at: f"{reverse('reports')}?quarter=1"),
    "the report cards of a class": ("teacher", lambda at: reverse("class_cards", args=[at.group_id, YEAR, "q1"])),
    "a child's report cards": ("guardian", lambda at: reverse("child_cards", args=[at.pupil_id])),
    "success and quality": ("director", lambda at: f"{reverse('report_rates')}?quarter=1&by=teacher"),
    "pupils by their marks": ("director", lambda at: f"{reverse('report_lists')}?quarter=1"),
    "the movement of a quarter": ("director", lambda at: f"{reverse('report_moves')}?quarter=1"),
    "a class register for print": ("teacher", lambda at: f"{reverse('class_register', args=[at.group_id])}?quarter=1"),
    "an office": ("office", lambda at: reverse("office")),
    "the first page": ("nobody", lambda at: reverse("home")),
}


NOT_DAILY = {
    "class_cards_paper": "a file", "card_paper": "a file", "register_paper": "a file",
    "tick_homework": "no page", "withdraw_absence": "no page", "bring_paper": "no page", "absence_paper": "a file",
    "report_talk": "no page", "close_talk": "no page", "read_bulletin": "no page",
    "account_inactive": "sign-in", "own_sessions": "a form", "lock_own_account": "a form",
    "choose_audience": "a form", "mfa_index": "own security", "security": "own security",
    "invitation_welcome": "once in a life", "one_invitation": "a form", "lock_person": "once in a year",
    "live_ticket": "no page", "journal_token": "no page", "mark_receipt": "a file", "family_receipts": "a file",
    "gate_card": "once a card", "health_sheet": "once a child", "child_needs": "once a child",
    "care_receipt": "a file", "admission": "a form", "new_transfer": "a form", "search": "once a child",
    "transfer_receipt": "a file",
    "journal_edits": "no page", "homework_load": "no page", "lesson_files": "a form", "homework_file": "a file",
    "quality_again": "a form", "quality_table": "a file", "finding": "once a question",
    "snapshot": "twice a year", "snapshot_table": "a file", "register_table": "a file",
    "own_tokens": "once a program", "service_tokens": "once a program",
    "merge_desk": "once a month", "merge_pair": "once a pair", "merge_undo": "no page", "merge_ask_again": "no page",
    "person_correct": "a form", "exchange_of_office": "once a year",

    "exports": "once a year", "person_export": "once a year", "take_export": "a file",
    "withdraw_delegation": "a form", "plan_of_test": "a form", "marks_of_lesson": "leads on",
    "score_of_pupil": "a form",
    "new_gate": "once a gate", "gate": "once a week", "replace_gate": "once a gate", "figure_download": "a file",
    "own_week": "leads on", "week_of_room": "once a room", "timetable_places": "while a lesson is carried",
    "publish_timetable": "a few times a year", "timetable_file": "once a year", "timetable_table": "a file",
    "calendar_plan": "once a plan", "calendar_plan_table": "a file",
    "discard_timetable": "a form", "demand": "a form", "division": "once a division",
    "exchange_template": "a file", "exchange_refused": "a file", "exchange_headings": "once a school",

}  # fmt: skip
"""Addresses for the signed in that nobody opens every day, each with the reason."""


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    for kept in (scopes._kept, identity._kept, middleware._touched):
        kept.clear()
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


def first_lesson(at: School) -> uuid.UUID:
    with system_scope("count"):
        return Lesson.objects.filter(group_id=at.group_id, day=DAY).earliest("number").id


def a_transfer_of(at: School) -> uuid.UUID:
    with system_scope("count"):
        return a_transfer(at).id


def a_test_of(at: School) -> uuid.UUID:
    with system_scope("count"):
        return a_summative(at).id


def first_case(at: School) -> uuid.UUID:
    with system_scope("count"):
        return Case.objects.filter(organisation_id=at.organisation_id).earliest("opened_at", "id").id


def first_thread(at: School) -> uuid.UUID:
    with system_scope("count"):
        return Thread.objects.filter(child_id=at.pupil_id).earliest("started_at", "id").id


def first_run(at: School) -> uuid.UUID:
    with system_scope("count"):
        return Run.objects.filter(organisation_id=at.organisation_id).earliest("opened_at", "id").id


def a_week(at: School) -> uuid.UUID:
    with system_scope("count"):
        return timetable_of(at, state="draft").id


def a_week_search_of(at: School) -> uuid.UUID:
    with system_scope("count"):
        return a_week_search(at).id


def live_a_morning(at: School, *, pupils: int, lessons: int, first: int = 1) -> None:
    """More pupils pass the gate and more lessons are held."""
    with system_scope("count"), transaction.atomic():
        people = [at.pupil_id] + [add_pupil(at, "Сейтқали", f"Оқушы{first}{number}") for number in range(pupils)]
        held = [lesson_on(at, DAY, number=first + number) for number in range(lessons)]
        for pupil in people[:1] if first == 1 else people[1:]:
            also = replace(at, pupil_id=pupil)
            a_case(also)
            a_line(also)
            a_notice(also)
            a_device(also)
            an_unknown_card(also)
            a_consent(also)
            a_look(also)
            a_passage(also)
            a_search(also)
            a_score(also)
            a_late_edit(also)
            an_unlock(also)
            an_absence(also)
            a_bulletin(also)
            a_said_line(also)
            a_group(also)
            a_need(also)
            Guardianship.objects.get_or_create(
                child_id=pupil,
                guardian_id=at.guardian_id,
                defaults={"organisation_id": at.organisation_id, "relation": "mother", "valid_from": START},
            )
            for lesson in held:
                a_cell_in(lesson, pupil)
        of = [timetable_of(at), timetable_of(at, state="draft")]
        for number in range(lessons):
            for week in of:
                slot_at(at, number, first + number, of=week)
            a_plan_line(at)
            a_topic(at)
            demand = a_demand(at)
            Demand.objects.create(
                organisation_id=at.organisation_id, school_year=YEAR, group_id=at.group_id, every_week=2,
                subject=f"{demand.subject}{first}{number}", teacher_id=at.teacher_id,
            )  # fmt: skip
            a_member(at)
        for number in range(lessons):
            teacher = person("Ахметова", f"Мұғалім{first}{number}", organisation_id=at.organisation_id, is_staff=True)
            Employment.objects.create(
                person=teacher, organisation_id=at.organisation_id, position="teacher", valid_from=START
            )
            letter = "БВГД"[first + number - 1]
            Group.objects.create(
                organisation_id=at.organisation_id, school_year=YEAR, grade=7, letter=letter, name=f"7 «{letter}»",
                sort_key=f"07 {letter}", language="kk", class_teacher=teacher,
            )  # fmt: skip
        came = presence.Entry(at=NOON - dt.timedelta(hours=4), says="in", source="test")
        said = presence.Entry(at=NOON - dt.timedelta(hours=3), says="present", slot=1, source="test")
        presence.testify(
            words=[
                presence.Word(
                    person_id=person, organisation_id=at.organisation_id, day=DAY, witness=witness, entries=(entry,)
                )
                for person in people
                for witness, entry in (("gate", came), ("register", said))
            ],
            quietly=True,
        )


def a_cell_in(lesson: Lesson, pupil_id: uuid.UUID) -> Cell:
    """A mark of this pupil in this lesson."""
    return Cell.objects.create(
        lesson=lesson, pupil_id=pupil_id, group_id=lesson.group_id, organisation_id=lesson.organisation_id,
        subject=lesson.subject, day=lesson.day, mark=8, changed_at=NOON,
    )  # fmt: skip


def signed_in(at: School, role: str) -> Client:
    client = Client()
    if role == "office":
        with system_scope("count"):
            who = person("Қасымова", "Сандуғаш")
            Appointment.objects.filter(id=an_appointment(at).id).update(person=who)
            client.force_login(make_user(who.id))
    elif role == "nurse":
        with system_scope("count"):
            who = person("Иманғалиева", "Шынар", organisation_id=at.organisation_id, is_staff=True)
            Employment.objects.create(
                person=who, organisation_id=at.organisation_id, position="nurse", valid_from=START
            )
            client.force_login(make_user(who.id))
    elif role != "nobody":
        client.force_login(make_user(getattr(at, f"{role}_id")))
    return client


def counted(client: Client, address: str) -> tuple[int, list[str]]:
    client.get(address)
    with count_queries() as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    assert "⟪unknown" not in answer.content.decode(), address
    return queries.number, queries.statements


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_few_queries_and_no_more_with_more_rows(cast: Any, page: str) -> None:
    school = cast.school
    live_a_morning(school, pupils=2, lessons=2)
    role, address = PAGES[page]
    client = signed_in(school, role)
    number, statements = counted(client, address(school))
    assert number <= MORE.get(page, MOST), "\n".join(statements)
    live_a_morning(school, pupils=6, lessons=2, first=3)
    more, statements = counted(client, address(school))
    assert more <= number, "\n".join(statements)


def test_every_page_is_counted_or_is_not_daily(cast: Any) -> None:
    """A new page is put into the table, or somebody says why not."""
    live_a_morning(cast.school, pupils=1, lessons=1)
    counted_names = {resolve(address(cast.school).partition("?")[0]).url_name for _role, address in PAGES.values()}
    signed = {p.name for _route, p in every_pattern() if getattr(getattr(p.callback, "page_access", None), "roles", ())}
    leading = {"family", "pupil"}  # lead on to a counted page
    assert signed - counted_names - set(NOT_DAILY) - leading == set()
