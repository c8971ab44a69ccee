"""The region is planned before anything is written: its sums, families, teachers and week, without a database."""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.flows.demonstration.classes import plan_classes, plan_schools
from shanyraq.flows.demonstration.region import Region, plan_region
from shanyraq.flows.demonstration.sizes import CITY, LAST_LIVED_DAY, LYCEUM, SMALL, TINY
from shanyraq.flows.demonstration.term import Term, plan_term, planned_lessons
from shanyraq.flows.demonstration.topics import topics_of
from shanyraq.flows.demonstration.workloads import hours_of, plan_of
from shanyraq.kernel.text.phones import normalise
from shanyraq.learning.journal.api import Code
from shanyraq.spine.registry.reference.calendar import is_school_day
from shanyraq.spine.registry.reference.names import given_names
from shanyraq.spine.registry.rules.identifiers import is_demo_bin, is_demo_iin, parse_iin


@pytest.fixture(scope="module")
def small() -> Region:
    return plan_region(SMALL)


@pytest.fixture(scope="module")
def term(small: Region) -> Term:
    return plan_term(small.lyceum, planned_lessons(small.lyceum, since=SMALL.term_from))


def test_the_same_seed_plans_the_same_region() -> None:
    assert plan_region(TINY) == plan_region(TINY)
    lyceum = plan_region(TINY).lyceum
    lessons = planned_lessons(lyceum, since=TINY.term_from)
    assert lessons == planned_lessons(lyceum, since=TINY.term_from)
    assert plan_term(lyceum, lessons) == plan_term(lyceum, lessons)


def test_first_graders_are_as_many_as_the_office_counted(small: Region) -> None:
    first = {group.id for group in small.groups if group.grade == 1}
    channels = Counter(draft.channel for draft in small.enrolments if draft.group_id in first)
    assert channels == {"online": 1276, "paper": 4121}
    assert {draft.channel for draft in small.enrolments if draft.group_id not in first} == {""}
    assert len({group.organisation_id for group in small.groups if group.grade == 1}) == 85


def test_classes_are_not_too_full_and_named_in_order(small: Region) -> None:
    sizes = Counter(draft.group_id for draft in small.enrolments)
    assert max(sizes.values()) <= 28
    assert set(sizes) == {group.id for group in small.groups}
    lyceum = [each.key for each in small.lyceum.classes if each.grade in (1, 7)]
    assert lyceum == [(1, "А"), (1, "Ә"), (1, "Б"), (1, "В"), (7, "А"), (7, "Ә"), (7, "Б")]
    assert 850 <= sum(map(len, small.lyceum.learners.values())) <= 950


def test_the_whole_city_is_a_city() -> None:
    ids = Ids("count")
    classes = plan_classes(CITY, plan_schools(CITY, ids), ids)
    assert sum(each.learners for each in classes if each.grade == 1) == 5397
    assert 55_000 <= sum(each.learners for each in classes) <= 60_000
    assert {(each.school.number, each.grade) for each in classes if each.grade} == {
        (number, grade) for number in range(1, 86) for grade in range(1, 12)
    }


def test_every_child_has_one_seat_and_a_guardian(small: Region) -> None:
    enrolled = [draft.person_id for draft in small.enrolments]
    assert len(enrolled) == len(set(enrolled))
    assert {draft.child_id for draft in small.guardians} == set(enrolled)
    pairs = [(draft.child_id, draft.guardian_id) for draft in small.guardians]
    assert len(pairs) == len(set(pairs))


def test_brothers_and_sisters_share_their_guardians_across_schools(small: Region) -> None:
    families = [home for home in small.homes if len(home.children) > 1]
    assert len(families) > 250
    assert any(len({child.seat.school for child in home.children}) > 1 for home in families)
    answering: dict[object, set[object]] = defaultdict(set)
    for draft in small.guardians:
        answering[draft.child_id].add(draft.guardian_id)
    for home in families:
        assert {frozenset(answering[child.draft.id]) for child in home.children} == {
            frozenset(who.id for _relation, who in home.guardians)
        }
        assert len({child.draft.given for child in home.children}) == len(home.children)
    relations = Counter(tuple(relation for relation, _who in home.guardians) for home in small.homes)
    assert set(relations) == {("mother", "father"), ("mother",), ("father",), ("guardian",)}


def test_names_fit_the_sex_and_the_numbers_fit_the_people(small: Region) -> None:
    borne = defaultdict(set)
    for name in given_names():
        borne[name.name].add(name.sex)
    for person in small.people:
        assert person.sex in borne.get(person.given, {person.sex}), person
        endings = ("қызы", "вна", "чна") if person.sex == "f" else ("ұлы", "вич", "ич")
        assert person.patronymic.endswith(endings), person
        number = parse_iin(person.iin or "")
        assert (number.is_demo, number.birth_date, number.sex) == (True, person.birth_date, person.sex)
    iins = [person.iin for person in small.people]
    phones = [person.phone for person in small.people if person.phone]
    assert len(set(iins)) == len(iins)
    assert len(set(phones)) == len(phones)
    assert all(is_demo_iin(iin or "") for iin in iins)
    assert normalise(phones[0]) == phones[0]
    assert all(is_demo_bin(organisation.bin) for organisation in small.organisations)


def test_every_subject_of_every_class_has_its_one_teacher_and_all_its_hours(small: Region) -> None:
    """English in parts has two teachers in the classes of the middle school that are full enough."""
    hours: dict[tuple, list[Decimal]] = defaultdict(list)
    for load in small.loads:
        hours[load.group_id, load.subject].append(load.hours_per_week)
    planned = {
        (each.id, lessons.subject.code): [hours_of(lessons)]
        * (2 if each.id in small.lyceum.halves and lessons.subject.code == "foreign_language" else 1)
        for each in small.lyceum.classes
        for lessons in plan_of(each.grade, each.language, each.profile)
    }
    assert hours == planned
    assert {each.grade for each in small.lyceum.classes if each.id in small.lyceum.halves} == set(range(5, 10))
    teaching = Counter()
    for load in small.loads:
        teaching[load.person_id] += load.hours_per_week
    assert max(teaching.values()) <= 24
    assert {group.class_teacher_id is None for group in small.groups} == {False}
    assert 60 <= len(small.lyceum.staff.employments) <= 70


def test_the_week_has_no_clash_and_every_hour(small: Region) -> None:
    shifts = {each.id: each.shift for each in small.lyceum.classes}
    of_class = Counter((slot.class_id, slot.part, slot.weekday, slot.number) for slot in small.lyceum.week)
    of_teacher = Counter((slot.teacher, shifts[slot.class_id], slot.weekday, slot.number) for slot in small.lyceum.week)
    assert max(of_class.values()) == 1
    assert max(of_teacher.values()) == 1
    whole = {(slot.class_id, slot.weekday, slot.number) for slot in small.lyceum.week if not slot.part}
    assert all((s.class_id, s.weekday, s.number) not in whole for s in small.lyceum.week if s.part)
    held = Counter((s.class_id, s.subject, s.alternate) for s in small.lyceum.week if s.part < 2)
    for each in small.lyceum.classes:
        for lessons in plan_of(each.grade, each.language, each.profile):
            assert held[each.id, lessons.subject.code, False] == lessons.every_week
            assert held[each.id, lessons.subject.code, True] == lessons.every_second_week
        days = defaultdict(set)
        for slot in small.lyceum.week:
            if slot.class_id == each.id:
                days[slot.weekday].add(slot.number)
        assert all(numbers == set(range(1, len(numbers) + 1)) for numbers in days.values()), "a class never waits"


def test_bolat_begins_the_week_with_erzhans_class(small: Region) -> None:
    people = {person.id: person for person in small.people}
    own = next(each for each in small.lyceum.classes if each.key == (7, "Ә"))
    first = next(s for s in small.lyceum.week if (s.class_id, s.weekday, s.number) == (own.id, 0, 1))
    assert first.subject == "algebra"
    assert people[small.lyceum.staff.teachers[first.teacher]].given == "Болат"
    assert people[small.lyceum.staff.leaders[own.id]].given == "Гүлнар"
    dana, erzhan, aisha = (
        small.homes[0].guardians[0][1], small.homes[0].children[0], small.homes[0].children[1],
    )  # fmt: skip
    assert (dana.given, erzhan.draft.given, aisha.draft.given) == ("Дана", "Ержан", "Айша")
    assert (erzhan.seat.class_id, aisha.seat.grade, aisha.seat.school) == (own.id, 1, LYCEUM)


def test_the_term_is_lived_as_the_rules_want(small: Region, term: Term) -> None:
    lessons = {lesson.id: lesson for lesson in term.lessons}
    grades = {each.id: each.grade for each in small.lyceum.classes}
    assert len(lessons) == len(term.lessons)
    assert all(is_school_day(lesson.day, grades[lesson.group_id]).is_school_day for lesson in term.lessons)
    lived = {lesson.id for lesson in term.lessons if lesson.day <= LAST_LIVED_DAY}
    assert {draft.lesson_id for draft in term.attendance} == lived == {draft.lesson_id for draft in term.entries}
    assert 40_000 <= len(term.marks) <= 60_000
    places = [(mark.lesson_id, mark.pupil_id) for mark in term.marks]
    assert len(places) == len(set(places))
    away = {
        (draft.lesson_id, pupil) for draft in term.attendance for pupil, code in draft.exceptions if code != Code.LATE
    }
    assert not away & set(places), "nobody is marked in a lesson they were not in"
    assert {grades[lessons[mark.lesson_id].group_id] > 1 for mark in term.marks} == {True}
    share = sum(len(draft.exceptions) for draft in term.attendance) / sum(draft.roll for draft in term.attendance)
    assert 0.02 < share < 0.08


def test_homework_is_due_at_the_next_lesson_and_never_in_grade_one(small: Region, term: Term) -> None:
    lessons = {lesson.id: lesson for lesson in term.lessons}
    grades = {each.id: each.grade for each in small.lyceum.classes}
    assert any(entry.homework for entry in term.entries)
    for entry in term.entries:
        lesson = lessons[entry.lesson_id]
        assert entry.topic
        assert bool(entry.homework) == (entry.due is not None)
        assert entry.due is None or (entry.due > lesson.day and grades[lesson.group_id] > 1) or entry.due == lesson.day


def test_every_subject_of_the_plan_has_topics(small: Region) -> None:
    for each in small.lyceum.classes:
        for lessons in plan_of(each.grade, each.language, each.profile):
            assert topics_of(lessons.subject.code, each.grade), (lessons.subject.code, each.grade)
