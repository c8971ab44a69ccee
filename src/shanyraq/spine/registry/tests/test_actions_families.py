"""Protection, custody limits and disputes: by whom, on which paper, and what follows."""

import datetime as dt

import pytest
from django.utils import translation

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, a_limit, add_pupil, person
from shanyraq.spine.registry.models import Guardianship, GuardianshipDispute, Person, ProtectionOrder

DAY = dt.date(2026, 11, 23)
ORDER = {"order_number": "5-17/2026", "order_date": dt.date(2026, 11, 20), "day": DAY}
LIMIT = {"ground": "сот шешімі", "document_number": "2-841/2026", "valid_from": DAY}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def post(at, role):
    who = new_id()
    return Scope(ActorKind.PERSON, actor_id=who, person_id=who, posts=(Post(role, at.organisation_id),))


def names(at):
    return [one.name for one in registry.roster(at.group_id, day=DAY)]


def test_only_the_director_protects_and_lifts_and_the_papers_are_kept(cast):
    child = cast.school.pupil_id
    for role in ("deputy", "secretary", "teacher"):
        with use_scope(post(cast.school, role)), pytest.raises(Denied):
            registry.protect(person_id=child, **ORDER)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied):
        registry.protect(person_id=child, **ORDER)
    with use_scope(cast.school.scope("director")):
        registry.protect(person_id=child, **ORDER)
        with pytest.raises(Denied, match="protected already"):
            registry.protect(person_id=child, **ORDER)
        registry.lift_protection(person_id=child, order_number="5-30/2026", order_date=DAY, day=DAY)
        with pytest.raises(Denied, match="not protected"):
            registry.lift_protection(person_id=child, **ORDER)
        [order] = ProtectionOrder.objects.all()
        assert not Person.objects.get(id=child).protected
    assert (order.order_number, order.lifting_number, order.lifted_on) == ("5-17/2026", "5-30/2026", DAY)
    with system_scope("test"):
        acts = HistoryEntry.objects.filter(act__contains="families").values_list("act", flat=True)
        assert sorted(name.rsplit(".", 1)[1] for name in acts) == ["lift_protection", "protect"]


@pytest.mark.parametrize(
    ("more", "field"), [({"order_number": "  "}, "order_number"), ({"order_date": dt.date(2026, 12, 1)}, "order_date")]
)
def test_protection_without_a_paper_is_refused(as_director, more, field):
    with pytest.raises(Denied) as refused:
        registry.protect(person_id=as_director.school.pupil_id, **(ORDER | more))
    assert refused.value.field == field


def test_a_protected_child_stands_in_no_list_but_the_directors_and_the_own_classes(cast):
    child = cast.school.pupil_id
    with system_scope("test"):
        other = add_pupil(cast.school, "Ахметова", "Сая")
        Person.objects.filter(id=child).update(protected=True)
    both, one = ["Ахметова Сая", "Сейтқали Ержан"], ["Ахметова Сая"]
    seen = {}
    for role in ("deputy", "secretary", "guard"):
        with use_scope(post(cast.school, role)):
            assert registry.card(child) is None
            assert registry.names_of([child, other]) == {other: "Ахметова Сая"}
            assert registry.card(cast.school.guardian_id) is None  # nor are the guardians, who live with the child
            seen[role] = names(cast.school)
    for role in ("director", "teacher"):
        with use_scope(cast.school.scope(role)):
            seen[role] = names(cast.school)
            assert registry.names_of([child])[child] == "Сейтқали Ержан"
    assert seen == {"deputy": one, "secretary": one, "guard": [], "director": both, "teacher": both}
    with use_scope(cast.school.scope("guardian")):
        assert registry.card(child) is not None


def test_a_limited_guardian_has_no_ward_is_told_nothing_and_keeps_the_guardianship(as_director):
    school = as_director.school
    assert registry.wards_of(school.guardian_id, day=DAY) == (school.pupil_id,)
    registry.limit_custody(child_id=school.pupil_id, guardian_id=school.guardian_id, **LIMIT)
    assert registry.wards_of(school.guardian_id, day=DAY) == ()
    assert registry.guardians_of([school.pupil_id], day=DAY) == {}
    assert registry.wards_of_group(school.group_id, day=DAY) == []  # no sheet is printed
    before = DAY - dt.timedelta(days=1)
    assert registry.wards_of(school.guardian_id, day=before) == (school.pupil_id,)
    papers = registry.family_papers(school.pupil_id, day=DAY)
    assert [(row.guardian, row.document_number) for row in papers.limits] == [("Сейтқали Дана", "2-841/2026")]
    assert [row.valid_to for row in papers.guardians] == [None]
    told = OutboxEvent.objects.filter(name__contains="RightsChanged").count()
    registry.end_custody_limit(
        child_id=school.pupil_id, limit_id=papers.limits[0].id, last_day=DAY, reason="сот күшін жойды"
    )
    assert registry.wards_of(school.guardian_id, day=DAY + dt.timedelta(days=1)) == (school.pupil_id,)
    assert OutboxEvent.objects.filter(name__contains="RightsChanged").count() == told + 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ground": " "}, "ground"),
        ({"document_number": ""}, "document_number"),
        ({"valid_to": dt.date(2026, 11, 1)}, "valid_to"),
    ],
)
def test_a_limit_needs_its_ground_its_paper_and_its_days(as_director, more, field):
    school = as_director.school
    with pytest.raises(Denied) as refused:
        registry.limit_custody(child_id=school.pupil_id, guardian_id=school.guardian_id, **(LIMIT | more))
    assert refused.value.field == field


def test_a_limit_is_of_a_guardian_of_the_own_child_and_stands_once(cast):
    school = cast.school
    with use_scope(school.scope("director")):
        with pytest.raises(Denied, match="not a guardian"):
            registry.limit_custody(child_id=school.pupil_id, guardian_id=cast.neighbour.guardian_id, **LIMIT)
        limit = registry.limit_custody(child_id=school.pupil_id, guardian_id=school.guardian_id, **LIMIT)
        with pytest.raises(Denied, match="already"):
            registry.limit_custody(child_id=school.pupil_id, guardian_id=school.guardian_id, **LIMIT)
    with use_scope(cast.neighbour.scope("director")):
        with pytest.raises(Denied):
            registry.limit_custody(child_id=school.pupil_id, guardian_id=school.guardian_id, **LIMIT)
        with pytest.raises(Hidden):
            registry.end_custody_limit(child_id=cast.neighbour.pupil_id, limit_id=limit, last_day=DAY, reason="сот")


def test_a_dispute_freezes_who_the_guardians_are_until_it_is_lifted_with_a_ground(as_director):
    school = as_director.school
    with system_scope("test"):
        father = person("Сейтқали", "Нұрлан", sex="m")
        right = Guardianship.objects.get(child=school.pupil_id)
    new = registry.GuardianDraft(
        child_id=school.pupil_id,
        guardian_id=father.id,
        organisation_id=school.organisation_id,
        relation="father",
        valid_from=DAY,
    )
    registry.open_dispute(child_id=school.pupil_id, ground="әкесі дауласып отыр", day=DAY)
    with pytest.raises(Denied, match="already"):
        registry.open_dispute(child_id=school.pupil_id, ground="тағы", day=DAY)
    with pytest.raises(Denied, match="dispute"):
        registry.set_guardians(drafts=[new])
    with pytest.raises(Denied, match="dispute"):
        registry.end_guardianship(guardianship_id=right.id, last_day=DAY, reason="сот")
    with pytest.raises(Denied, match="ground"):
        registry.lift_dispute(child_id=school.pupil_id, ground="  ", day=DAY)
    registry.lift_dispute(child_id=school.pupil_id, ground="татуласты", day=DAY)
    with pytest.raises(Denied, match="No dispute"):
        registry.lift_dispute(child_id=school.pupil_id, ground="тағы", day=DAY)
    assert registry.set_guardians(drafts=[new]) == 1
    assert GuardianshipDispute.objects.get().lifted_because == "татуласты"


def test_the_class_teacher_reads_the_papers_and_changes_none(cast):
    with system_scope("test"):
        a_limit(cast.school)
    with use_scope(cast.school.scope("teacher")):
        papers = registry.family_papers(cast.school.pupil_id, day=DAY)
        assert (len(papers.limits), papers.limits[0].valid_from) == (1, START)
        with pytest.raises(Denied):
            registry.open_dispute(child_id=cast.school.pupil_id, ground="дау", day=DAY)
