"""Who sees whom in the register: the exact sets."""

import dataclasses

import pytest

from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.registry.factories import add_pupil, person
from shanyraq.spine.registry.models import Employment, Enrolment, Group, Guardianship, Person

EVERYBODY = {"director", "teacher", "pupil", "guardian", "classmate"}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("director", EVERYBODY),
        ("teacher", EVERYBODY),
        ("guardian", {"pupil", "guardian"}),
        ("pupil", {"pupil"}),
        ("office", set()),
    ],
)
def test_people_seen_by_each_role(cast, role, seen):
    """A guardian of one pupil does not see the classmate; an office sees no person at all."""
    school = cast.school
    ids = {
        school.director_id: "director",
        school.teacher_id: "teacher",
        school.pupil_id: "pupil",
        school.guardian_id: "guardian",
        add_pupil(school, "Ким", "Вера"): "classmate",
    }
    with use_scope(school.scope(role)):
        assert {ids.get(key, "a stranger") for key in Person.objects.values_list("id", flat=True)} == seen


@pytest.mark.parametrize(
    ("role", "rights", "stays", "posts", "groups"),
    [
        ("director", 1, 1, 2, 1),
        ("teacher", 1, 1, 2, 1),
        ("guardian", 1, 1, 0, 1),
        ("pupil", 1, 1, 0, 1),
        ("office", 0, 0, 0, 2),
    ],
)
def test_rows_seen_by_each_role(cast, role, rights, stays, posts, groups):
    """The office above sees the classes of both schools and nobody in them."""
    with use_scope(cast.school.scope(role)):
        seen = [model.objects.count() for model in (Guardianship, Enrolment, Employment, Group)]
    assert seen == [rights, stays, posts, groups]


def test_a_teacher_who_leads_no_class_sees_no_guardians(cast):
    scope = dataclasses.replace(cast.school.scope("teacher"), led_groups=frozenset())
    with use_scope(scope):
        assert Guardianship.objects.count() == 0
        assert not Person.objects.filter(id=cast.school.guardian_id).exists()


def test_a_guardian_whose_right_has_ended_is_not_shown_to_the_school(cast):
    with use_scope(cast.school.scope("director")):
        Guardianship.objects.update(valid_to="2026-10-01")
        assert not Person.objects.filter(id=cast.school.guardian_id).exists()


def test_a_person_who_belongs_nowhere_is_seen_by_nobody_but_themself(as_director):
    with system_scope("test"):
        stranger = person("Жатқан", "Бөтен")
    assert not Person.objects.filter(id=stranger.id).exists()
