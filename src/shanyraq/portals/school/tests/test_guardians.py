"""A guardian is added on a paper, sees the child, and sees nothing from the day the right ends."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.taken import taken_away
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import a_dispute, a_guardianship, person
from shanyraq.spine.registry.models import Guardianship, Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
TODAY, YESTERDAY = NOON.date(), NOON.date() - dt.timedelta(days=1)
FORM = {
    "act": "add", "g-relation": "father", "g-family": "Сейтқали", "g-given": "Арман", "g-patronymic": "",
    "g-sex": "m", "g-birth_date": "", "g-iin": "", "g-phone": "+7 701 123 45 67", "g-ground": "Туу туралы куәлік",
    "g-document_number": "АА 123", "g-valid_from": "2026-11-23",
}  # fmt: skip


@pytest.fixture(autouse=True)
def monday(db: None) -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def browser(person_id: Any) -> Client:
    client = Client()
    client.force_login(make_user(person_id))
    return client


def page_of(at: Any) -> str:
    return reverse("person_guardians", args=[at.pupil_id])


@pytest.mark.parametrize("role", ["director", "teacher"])
def test_a_father_is_added_and_his_access_ends_with_the_right_at_once(cast: Any, role: str) -> None:
    """Aigerim, or Bolat who leads the class, writes him down; he sees Erzhan, and an hour later nothing."""
    school = cast.school
    keeper = browser(getattr(school, f"{role}_id"))
    assert keeper.post(page_of(school), FORM).status_code == 302
    with system_scope("test"):
        right = Guardianship.objects.get(child=school.pupil_id, relation="father")
    assert (right.ground, right.document_number) == ("Туу туралы куәлік", "АА 123")
    father, child_page = browser(right.guardian_id), reverse("family_looks", args=[school.pupil_id])
    assert father.get(child_page).status_code == 200
    end = {"act": f"end-{right.id}", f"end-{right.id}-last_day": "2026-11-23", f"end-{right.id}-reason": ""}
    assert keeper.post(page_of(school), end).status_code == 422
    with system_scope("test"):
        Guardianship.objects.filter(id=right.id).update(valid_from=YESTERDAY)
    end |= {f"end-{right.id}-last_day": YESTERDAY.isoformat(), f"end-{right.id}-reason": "Сот шешімі № 4"}
    assert keeper.post(page_of(school), end).status_code == 302
    drain()
    assert father.get(child_page).status_code == 404
    shown = keeper.get(page_of(school)).content.decode()
    assert "Сот шешімі № 4" in shown
    rows = taken_away(keeper.get(page_of(school), {"format": "xlsx"})).rows
    assert {(row.cells[0], row.cells[6]) for row in rows} >= {("Сейтқали Арман", "Сот шешімі № 4")}


def test_a_person_of_the_register_is_found_by_iin_and_not_entered_twice(cast: Any) -> None:
    with system_scope("test"):
        known = person("Сейтқали", "Арман")
        Person.objects.filter(id=known.id).update(iin="150315500005")
    number = Person.objects.seen_by_system().count()
    director = browser(cast.school.director_id)
    answer = director.post(page_of(cast.school), FORM | {"g-iin": "150315500005", "g-family": "Басқа"})
    assert answer.status_code == 422
    assert "Басқа" in answer.content.decode()  # whose number it is, is not told
    again = director.post(page_of(cast.school), FORM | {"g-iin": "150315500005"})
    assert again.status_code == 302, again.context["form"].errors
    with system_scope("test"):
        assert Guardianship.objects.filter(child=cast.school.pupil_id, guardian=known.id).exists()
        assert Person.objects.count() == number


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"g-ground": ""}, "g-ground"),
        ({"g-document_number": " "}, "g-document_number"),
        ({"g-valid_from": "2026-12-01"}, "g-valid_from"),
        ({"g-relation": "x"}, "g-relation"),
        ({"g-iin": "123"}, "g-iin"),
    ],
)
def test_without_its_paper_nobody_is_named(cast: Any, wrong: dict[str, str], field: str) -> None:
    answer = browser(cast.school.director_id).post(page_of(cast.school), FORM | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field.removeprefix("g-")}
    with system_scope("test"):
        assert not Guardianship.objects.filter(relation="father").exists()


def test_a_dispute_freezes_who_they_are(cast: Any) -> None:
    with system_scope("test"):
        a_dispute(cast.school)
        right = a_guardianship(cast.school)
    director = browser(cast.school.director_id)
    assert "дау" in director.get(page_of(cast.school)).content.decode()
    assert director.post(page_of(cast.school), FORM).status_code == 422
    end = {"act": f"end-{right.id}", f"end-{right.id}-last_day": "2026-11-23", f"end-{right.id}-reason": "сот"}
    assert director.post(page_of(cast.school), end).status_code == 422
    with system_scope("test"):
        assert Guardianship.objects.get(id=right.id).valid_to is None


def test_nobody_of_another_class_or_school_comes_in(cast: Any) -> None:
    stranger = browser(cast.neighbour.director_id)
    assert stranger.get(page_of(cast.school)).status_code == 404
    assert stranger.post(page_of(cast.school), FORM).status_code == 404
    assert browser(cast.school.guardian_id).get(page_of(cast.school)).status_code == 404
    draft = registry.NamedGuardian(
        person=registry.PersonDraft(family="А", given="Б", birth_date=None, sex="m"), relation="father", ground="жоқ",
        document_number="1", valid_from=TODAY,
    )  # fmt: skip
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied):
        registry.name_guardian(child_id=cast.school.pupil_id, draft=draft)


def test_a_court_may_forbid_picking_up_alone(cast: Any) -> None:
    """Dana goes on seeing Erzhan's day; whoever hands the child over reads that she does not pick him up."""
    school = cast.school
    with use_scope(school.scope("director")):
        registry.limit_custody(
            child_id=school.pupil_id, guardian_id=school.guardian_id, ground="Сот шешімі", document_number="7",
            valid_from=YESTERDAY, forbids="pick_up",
        )  # fmt: skip
        [row] = registry.guardian_rows(school.pupil_id, day=TODAY)
    assert (row.limited, row.may_pick_up) == (False, False)
    assert registry.wards_of(school.guardian_id, day=TODAY) == (school.pupil_id,)
    mother = browser(school.guardian_id)
    assert mother.get(reverse("family_looks", args=[school.pupil_id])).status_code == 200
    card = browser(school.director_id).get(reverse("person", args=[school.pupil_id])).content.decode()
    assert "баланы алып кете алмайды" in card
