"""The nurse enters a sheet: the family reads it whole, the teacher what to heed, everybody else nothing."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.testing.taken import taken_away
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import Look
from shanyraq.spine.care import api as care
from shanyraq.spine.care.models import HealthSheet, PhysicalGroup
from shanyraq.spine.registry.factories import School, add_pupil, person
from shanyraq.spine.registry.models import Employment, Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
FIRST = dt.date(2026, 9, 1)
ILLNESS = "Бронх демікпесі"
SHEET = care.HealthDraft(
    valid_from=FIRST, passport_on=FIRST, immunisation_on=FIRST, health_group="3", pe_group="special",
    restrictions=("swim", "board"), notes=ILLNESS,
)  # fmt: skip


@pytest.fixture(autouse=True)
def monday(db: None) -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def nurse_of(at: School) -> Person:
    with system_scope("test"):
        who = person("Иманғалиева", "Шынар", organisation_id=at.organisation_id, is_staff=True)
        Employment.objects.create(person=who, organisation_id=at.organisation_id, position="nurse", valid_from=FIRST)
        return who


def as_nurse(at: School) -> Scope:
    return Scope(
        ActorKind.PERSON,
        actor_id=(who := nurse_of(at)).id,
        person_id=who.id,
        posts=(Post("nurse", at.organisation_id),),
    )


def browser(person_id: Any) -> Client:
    client = Client()
    client.force_login(make_user(person_id))
    return client


def test_a_sheet_is_a_fact_and_a_later_one_stands_in_its_place(cast: Any) -> None:
    school = cast.school
    with use_scope(as_nurse(school)):
        first = care.write_sheet(person_id=school.pupil_id, draft=SHEET)
        care.write_sheet(person_id=school.pupil_id, draft=care.HealthDraft(valid_from=FIRST, pe_group="basic"))
        rows = care.sheets_of(school.pupil_id)
    assert [(row.pe_group, row.in_force, row.notes) for row in rows] == [
        ("basic", True, ""),
        ("special", False, ILLNESS),
    ]
    with system_scope("test"):
        later = HealthSheet.objects.get(supersedes_id=first)
        assert PhysicalGroup.objects.get().fact_id == later.id
        columns = [field.attname for field in HealthSheet._meta.concrete_fields]
        assert ILLNESS not in str(HealthSheet.objects.values_list(*columns))
        sealing.seal_everything()
        assert [one for one in sealing.verify().findings if "care" in str(one)] == []


@pytest.mark.parametrize("role", ["director", "teacher", "guardian"])
def test_only_the_nurse_of_the_school_enters_it(cast: Any, role: str) -> None:
    with use_scope(cast.school.scope(role)), pytest.raises(Denied):
        care.write_sheet(person_id=cast.school.pupil_id, draft=SHEET)
    with use_scope(as_nurse(cast.neighbour)), pytest.raises(Denied):
        care.write_sheet(person_id=cast.school.pupil_id, draft=SHEET)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"passport_on": dt.date(2026, 12, 1)}, "passport_on"),
        ({"valid_to": dt.date(2026, 8, 1)}, "valid_to"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(cast: Any, changed: dict[str, Any], field: str) -> None:
    draft = care.HealthDraft(**{"valid_from": FIRST, "pe_group": "basic", **changed})
    with use_scope(as_nurse(cast.school)), pytest.raises(Denied) as refused:
        care.write_sheet(person_id=cast.school.pupil_id, draft=draft)
    assert refused.value.field == field


def test_an_empty_sheet_and_unknown_codes_say_nothing(cast: Any) -> None:
    draft = care.HealthDraft(valid_from=FIRST, health_group="9", pe_group="x" * 40, notes="  ")
    with use_scope(as_nurse(cast.school)), pytest.raises(Denied):
        care.write_sheet(person_id=cast.school.pupil_id, draft=draft)


def test_the_page_of_the_nurse_the_family_and_the_teacher(cast: Any) -> None:
    """One form; the mother reads everything, Bolat what to heed, Aigerim not the illness; each look is told."""
    school = cast.school
    nurse = browser(nurse_of(school).id)
    page = reverse("health_sheet", args=[school.pupil_id])
    form = {
        "passport_on": "2026-09-01", "immunisation_on": "2026-09-01", "health_group": "3", "pe_group": "special",
        "restrictions": ["swim"], "notes": ILLNESS, "valid_from": "2026-09-01", "valid_to": "",
    }  # fmt: skip
    assert nurse.post(page, form).status_code == 302
    assert ILLNESS in nurse.get(page).content.decode()
    heeded = reverse("class_care", args=[school.group_id])
    teacher, mother = browser(school.teacher_id), browser(school.guardian_id)
    shown = teacher.get(heeded).content.decode()
    assert "жүзуге болмайды" in shown
    assert "арнайы" in shown
    assert ILLNESS not in shown
    assert "III" not in shown
    assert teacher.get(page).status_code == 404
    read = mother.get(reverse("family_care", args=[school.pupil_id])).content.decode()
    assert ILLNESS in read
    assert "III" in read
    assert mother.get(reverse("family_care", args=[cast.neighbour.pupil_id])).status_code == 404
    director = browser(school.director_id)
    assert director.get(page).status_code == 404
    assert ILLNESS not in director.get(heeded).content.decode()
    with system_scope("test"):
        looked = set(Look.objects.filter(child_id=school.pupil_id).values_list("actor_id", "page"))
    assert {who for who, what in looked if what == "health"} >= {school.teacher_id, school.director_id}
    assert "денсаулық парағы" in mother.get(reverse("family_looks", args=[school.pupil_id])).content.decode()


def test_what_is_typed_is_not_lost(cast: Any) -> None:
    nurse = browser(nurse_of(cast.school).id)
    answer = nurse.post(
        reverse("health_sheet", args=[cast.school.pupil_id]),
        {"notes": ILLNESS, "valid_from": "2026-09-01", "valid_to": "2026-08-01"},
    )
    assert answer.status_code == 422
    assert ILLNESS in answer.content.decode()


def test_the_list_says_whose_sheet_is_missing_and_goes_along_as_excel(cast: Any) -> None:
    school = cast.school
    with system_scope("test"):
        add_pupil(school, "Оспан", "Нұрлан")
    with use_scope(as_nurse(school)):
        care.write_sheet(person_id=school.pupil_id, draft=SHEET)
    with system_scope("test"):
        nurse = Employment.objects.get(position="nurse").person_id
    client = browser(nurse)
    where = reverse("health_sheets")
    said = client.get(where).content.decode()
    assert "Күшіндегі парағы жоқ оқушылар: 1 / 2." in said
    rows = taken_away(client.get(where, {"state": "none", "format": "xlsx"})).rows
    assert [row.cells[0] for row in rows] == ["Оспан Нұрлан"]
    assert len(taken_away(client.get(where, {"format": "xlsx"})).rows) == 2


def test_whom_a_court_protects_is_not_in_the_nurses_list(cast: Any) -> None:
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(protected=True)
    client = browser(nurse_of(cast.school).id)
    assert "Ержан" not in client.get(reverse("health_sheets")).content.decode()
    assert client.get(reverse("health_sheet", args=[cast.school.pupil_id])).status_code == 404


def test_a_forgotten_word_leaves_the_sheet_proved(cast: Any) -> None:
    with use_scope(as_nurse(cast.school)):
        key = care.write_sheet(person_id=cast.school.pupil_id, draft=SHEET)
    with system_scope("test"):
        facts.forget([HealthSheet.objects.get(id=key)], ground="сот шешімі")
    with use_scope(cast.school.scope("guardian")):
        [row] = care.sheets_of(cast.school.pupil_id)
    assert (row.notes, row.pe_group) == ("", "special")
