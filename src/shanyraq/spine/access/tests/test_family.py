"""What the family sees and decides: looks at the child's record, consents."""

import datetime as dt

import pytest
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import Consent, Look
from shanyraq.spine.registry.factories import models as register

PALM = access.Purpose.BIOMETRIC_ENTRY


def looks():
    with system_scope("test"):
        return list(Look.objects.order_by("at").values_list("actor_id", "child_id", "page"))


def test_a_look_is_one_insert_and_the_same_look_is_not_counted_twice(cast, monday):
    school = cast.school
    with use_scope(school.scope("teacher")):
        with count_queries() as counted:
            access.log_look(child_id=school.pupil_id, page="marks")
        access.log_look(child_id=school.pupil_id, page="marks")
        access.log_look(child_id=school.pupil_id, page="person")
        monday.shift(dt.timedelta(minutes=10))
        access.log_look(child_id=school.pupil_id, page="marks")
    assert counted.number == 1
    assert looks() == [
        (school.teacher_id, school.pupil_id, "marks"),
        (school.teacher_id, school.pupil_id, "person"),
        (school.teacher_id, school.pupil_id, "marks"),
    ]


@pytest.mark.parametrize("role", ["guardian", "pupil"])
def test_family_is_not_written_down_when_it_looks(cast, role):
    with use_scope(cast.school.scope(role)):
        access.log_look(child_id=cast.school.pupil_id, page="marks")
    assert looks() == []


def test_dana_reads_who_looked_and_saules_mother_does_not(cast, account, browser):
    account(cast.school.teacher_id)
    with use_scope(cast.school.scope("teacher")):
        access.log_look(child_id=cast.school.pupil_id, page="marks")
    page = reverse("family_looks", args=[cast.school.pupil_id])
    text = browser(cast.school.guardian_id).get(page, headers={"accept-language": "en"}).content.decode()
    assert "Тілеуов Болат" in text
    assert "teacher" in text
    assert "marks" in text
    assert browser(cast.neighbour.guardian_id).get(page).status_code == 404
    assert browser(cast.school.director_id).get(page).status_code == 404


def test_a_long_list_of_looks_is_read_in_pages(cast, browser, monday):
    with use_scope(cast.school.scope("teacher")):
        for _look in range(51):
            access.log_look(child_id=cast.school.pupil_id, page="marks")
            monday.shift(dt.timedelta(minutes=10))
    client = browser(cast.school.guardian_id)
    first = client.get(reverse("family_looks", args=[cast.school.pupil_id])).context["found"]
    older = client.get(
        reverse("family_looks", args=[cast.school.pupil_id]), {"before": first.older_before.isoformat()}
    ).context["found"]
    assert (len(first.looks), len(older.looks), older.older_before) == (50, 1, None)


def test_consent_is_given_and_taken_back_with_one_tap(cast, browser):
    school = cast.school
    client = browser(school.guardian_id)
    page = reverse("family_consents", args=[school.pupil_id])

    def having():
        with system_scope("test"):
            return access.has_consent([school.pupil_id, cast.neighbour.pupil_id], PALM)

    assert having() == set()
    client.post(page, {"purpose": PALM, "word": "given"})
    assert having() == {school.pupil_id}
    client.post(page, {"purpose": PALM, "word": "withdrawn"})
    assert having() == set()
    client.post(page, {"purpose": PALM, "word": "given"})
    assert having() == {school.pupil_id}
    names = sorted(OutboxEvent.objects.values_list("name", flat=True))
    assert names == ["ConsentGiven", "ConsentGiven", "ConsentWithdrawn"]


def test_each_word_supersedes_the_one_before(cast):
    with use_scope(cast.school.scope("guardian")):
        first = access.give_consent(child_id=cast.school.pupil_id, purpose=PALM)
        assert access.give_consent(child_id=cast.school.pupil_id, purpose=PALM) == first
        second = access.withdraw_consent(child_id=cast.school.pupil_id, purpose=PALM)
        rows = dict(Consent.objects.values_list("id", "supersedes_id"))
    assert rows == {first: None, second: first}


def test_the_other_parent_may_take_the_word_back(cast):
    school = cast.school
    with system_scope("test"):
        father = register.Person.objects.create(family="С", given="Марат", sex="m", sort_key="x", search_keys="x")
        register.Guardianship.objects.create(
            child_id=school.pupil_id, guardian=father, relation="father", valid_from=dt.date(2026, 9, 1)
        )
    with use_scope(school.scope("guardian")):
        access.give_consent(child_id=school.pupil_id, purpose=PALM)
    mother = school.scope("guardian")
    scope = type(mother)(
        actor_kind=mother.actor_kind, actor_id=father.id, person_id=father.id, children=mother.children
    )
    with use_scope(scope):
        access.withdraw_consent(child_id=school.pupil_id, purpose=PALM)
        assert access.has_consent([school.pupil_id], PALM) == set()


@pytest.mark.parametrize("role", ["director", "teacher", "pupil", "office"])
def test_nobody_but_a_guardian_agrees_for_a_child(cast, role):
    with use_scope(cast.school.scope(role)), pytest.raises(Denied):
        access.give_consent(child_id=cast.school.pupil_id, purpose=PALM)


def test_strangers_mother_neither_agrees_nor_sees(cast, browser):
    page = reverse("family_consents", args=[cast.school.pupil_id])
    stranger = browser(cast.neighbour.guardian_id)
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, {"purpose": PALM, "word": "given"}).status_code == 404
    with system_scope("test"):
        assert not Consent.objects.exists()


def test_nothing_is_withdrawn_that_was_not_given(cast):
    with use_scope(cast.school.scope("guardian")), pytest.raises(Denied):
        access.withdraw_consent(child_id=cast.school.pupil_id, purpose=PALM)


def test_unknown_purpose_is_not_there(cast, browser):
    page = reverse("family_consents", args=[cast.school.pupil_id])
    assert browser(cast.school.guardian_id).post(page, {"purpose": "x", "word": "given"}).status_code == 404


def test_the_clock_of_the_consent_is_the_schools(cast):
    with use_scope(cast.school.scope("guardian")):
        access.give_consent(child_id=cast.school.pupil_id, purpose=PALM)
        assert Consent.objects.get().happened_at == clock.now()
