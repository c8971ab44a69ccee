"""The scope cannot be forgotten: every way of running a query is narrowed or refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from shanyraq.kernel.scope import NOBODY, NoScope, system_scope, use_scope
from shanyraq.kernel.scope.prepared import Prepared
from shanyraq.spine.registry.models import Enrolment, Group, Person

WAYS: dict[str, Callable[[QuerySet[Any]], Any]] = {
    "iterate": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(n=Count("id")),
    "aggregate of a slice": lambda rows: rows[:3].aggregate(n=Count("id")),
    "get": lambda rows: rows.get(),
    "first": lambda rows: rows.first(),
    "in_bulk": lambda rows: rows.in_bulk(),
    "iterator": lambda rows: list(rows.iterator()),
    "values": lambda rows: list(rows.values("id")),
    "slice": lambda rows: list(rows[:1]),
    "update": lambda rows: rows.update(given="X"),
    "delete": lambda rows: rows.delete(),
    "raw": lambda rows: list(Person.objects.raw("SELECT * FROM registry_person")),
    "union": lambda rows: list(rows.union(rows)),
    "subquery": lambda rows: list(Enrolment.objects.filter(person__in=rows)),
    "as sql": lambda rows: str(rows.query),
    "explain": lambda rows: rows.explain(),
}


def test_only_a_query_that_no_scope_narrows_can_be_prepared(db: None) -> None:
    open_to_all, narrowed = (
        Prepared(lambda given: Person.objects.filter(given=given).seen_by_system()),
        Prepared(lambda given: Person.objects.filter(given=given)),
    )
    assert open_to_all.rows("Ержан") == []
    with system_scope("test"), pytest.raises(ValueError, match="prepared"):
        narrowed.rows("Ержан")


@pytest.mark.parametrize("way", WAYS)
def test_no_scope_no_rows(db: None, way: str) -> None:
    with pytest.raises(NoScope):
        WAYS[way](Person.objects.all())


def test_a_query_may_be_built_before_anybody_acts(db: None) -> None:
    assert Person.objects.filter(family="Ли").order_by("id").exclude(given="A") is not None


def test_director_sees_exactly_the_own_people(as_director: Any) -> None:
    school = as_director.school
    expected = {school.director_id, school.teacher_id, school.pupil_id, school.guardian_id}
    assert set(Person.objects.values_list("id", flat=True)) == expected
    assert Person.objects.count() == 4
    assert set(Person.objects.all().union(Person.objects.all()).values_list("id", flat=True)) == expected
    assert {p.id for p in Person.objects.order_by("id")[:10].iterator()} == expected
    assert Person.objects.aggregate(n=Count("id"))["n"] == 4
    assert Person.objects.order_by("id")[:2].aggregate(n=Count("id"))["n"] == 2


def test_neighbours_rows_cannot_be_changed_or_removed(as_director: Any) -> None:
    stranger = as_director.neighbour.pupil_id
    assert Person.objects.filter(id=stranger).update(given="Х") == 0
    assert Person.objects.filter(id=stranger).delete()[0] == 0
    with system_scope("look"):
        assert Person.objects.get(id=stranger).given == "Сәуле"


def test_subqueries_are_narrowed_by_themselves(as_director: Any) -> None:
    with system_scope("all"):
        everybody = Person.objects.count()
        inner = Person.objects.filter(id=OuterRef("class_teacher"))
    assert everybody == 8
    seen = Group.objects.annotate(led=Exists(inner), name_=Subquery(inner.values("given")[:1]))
    assert [(g.led, g.name_) for g in seen] == [(True, "Болат")]


def test_guardian_sees_the_own_child_and_nobody_elses(as_guardian: Any) -> None:
    school = as_guardian.school
    assert set(Person.objects.values_list("id", flat=True)) == {school.pupil_id, school.guardian_id}
    assert list(Group.objects.values_list("id", flat=True)) == [school.group_id]


def test_nobody_sees_nothing_and_the_office_sees_no_child(cast: Any) -> None:
    with use_scope(NOBODY):
        assert list(Person.objects.all()) == []
    with use_scope(cast.school.scope("office")):
        assert list(Person.objects.all()) == []
        assert Group.objects.count() == 2


def test_the_scope_ends_with_its_block(cast: Any) -> None:
    with use_scope(cast.school.scope("director")):
        rows = Person.objects.all()
    with pytest.raises(NoScope):
        list(rows)


def test_the_same_query_is_narrowed_anew_for_each_scope(cast: Any) -> None:
    rows = Person.objects.filter(is_learner=True)
    for school in (cast.school, cast.neighbour):
        with use_scope(school.scope("director")):
            assert list(rows.all().values_list("id", flat=True)) == [school.pupil_id]


def test_system_scope_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), system_scope(" "):
        pass
