"""Marks and attendance are among what a family takes away, with the receipts of what is published."""

import json

from conftest import Cast

from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal.factories import DAY, NOON, a_brought, a_mark, a_period_fact, a_score_fact, lesson_on
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.queries import exports
from shanyraq.spine.exchange import api as exchange

TERMS = ("scores", "results", "brought_points")


def written(cast: Cast) -> Lesson:
    with system_scope("two lessons, one of them ill, one mark"):
        first, second = lesson_on(cast.school, DAY, 2), lesson_on(cast.school, DAY, 3)
        Lesson.objects.filter(id__in=[first.id, second.id]).update(taken_at=NOON, roll=1)
        Cell.objects.create(
            lesson=second, pupil_id=cast.school.pupil_id, group_id=cast.school.group_id,
            organisation_id=cast.school.organisation_id, subject="algebra", day=DAY, code="ill", changed_at=NOON,
        )  # fmt: skip
        a_mark(cast.school)
        a_mark(cast.neighbour)
        sealing.seal_everything()
        sealing.publish()
    return second


def held(name: str) -> object:
    return next(each for each in exchange.holdings() if each.name == name)


def test_a_family_takes_marks_attendance_and_receipts_of_its_own_child(cast: Cast) -> None:
    written(cast)
    with use_scope(cast.school.scope("guardian")):
        marks = list(exports._marks(pupil_id=cast.school.pupil_id))
        attendance = list(exports._attendance_of_person(cast.school.pupil_id))
        receipts = dict(exports._receipts(cast.school.pupil_id))
        strangers = list(exports._marks(pupil_id=cast.neighbour.pupil_id))
    assert [(each.person_id, each.value) for each in marks] == [(cast.school.pupil_id, 9)]
    assert [(each.number, each.code) for each in attendance] == [(2, "present"), (3, "ill")]
    assert list(receipts) == [f"{DAY.isoformat()}-algebra-{marks[0].id}"]
    assert [str(cast.school.pupil_id) in json.dumps(json.loads(text)) for text in receipts.values()] == [True]
    assert strangers == []


def test_scores_and_results_are_taken_along_by_their_own_family_alone(cast: Cast) -> None:
    with system_scope("a term"):
        for at in (cast.school, cast.neighbour):
            a_score_fact(at)
            a_period_fact(at)
            a_brought(at)
    with use_scope(cast.school.scope("guardian")):
        own = [list(held(name).of_person(cast.school.pupil_id)) for name in TERMS]  # type: ignore[attr-defined]
        strange = [list(held(name).of_person(cast.neighbour.pupil_id)) for name in TERMS]  # type: ignore[attr-defined]
    assert [(row.value, row.maximum) for row in own[0]] == [(17, 20)]
    assert [(row.mark, row.basis[0]) for row in own[1]] == [(4, ["fo", 70, 10])]
    assert [(row.got, row.most) for row in own[2]] == [(16, 20)]
    assert strange == [[], [], []]


def test_a_director_takes_those_of_the_own_school(cast: Cast) -> None:
    ill = written(cast)
    with use_scope(cast.school.scope("director")):
        marks = list(exports._marks(organisation_id=cast.school.organisation_id))
        absent = list(exports._exceptions_of_organisation(cast.school.organisation_id))
    assert [each.organisation_id for each in marks] == [cast.school.organisation_id]
    assert [(each.lesson_id, each.code) for each in absent] == [(ill.id, "ill")]


def test_the_exchange_knows_what_the_journal_holds() -> None:
    assert {"lessons", "marks", "attendance"} <= {each.name for each in exchange.holdings()}
    assert held("marks").receipts is exports._receipts  # type: ignore[attr-defined]
