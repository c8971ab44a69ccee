"""Builders for tests: a whole small school in a few rows, and one row of each model at a given school."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel.scope import Scope, system_scope
from shanyraq.kernel.scope.scopes import ActorKind, Post
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.folding import search_keys
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry import models

START = dt.date(2026, 9, 1)
YEAR = 2026
TOWN = "KZ/610000000/611000000/611010000/"


@dataclass(frozen=True, slots=True)
class School:
    """The ids of one small school and of the people in it."""

    organisation_id: uuid.UUID
    territory_path: str
    group_id: uuid.UUID
    director_id: uuid.UUID
    teacher_id: uuid.UUID
    pupil_id: uuid.UUID
    guardian_id: uuid.UUID
    employment_id: uuid.UUID

    def scope(self, role: str) -> Scope:
        """The scope of the director, class teacher, guardian, pupil or of the office above."""
        if role == "office":
            return Scope(
                actor_kind=ActorKind.PERSON,
                actor_id=new_id(),
                posts=(Post("office", territory_path=self.territory_path),),
            )
        people = {
            "director": self.director_id,
            "teacher": self.teacher_id,
            "guardian": self.guardian_id,
            "pupil": self.pupil_id,
        }
        person = people[role]
        posts = {
            "director": (Post("director", self.organisation_id),),
            "teacher": (Post("teacher", self.organisation_id), Post("class_teacher", self.organisation_id)),
            "guardian": (Post("guardian"),),
            "pupil": (Post("pupil"),),
        }[role]
        taught = frozenset({self.group_id}) if role == "teacher" else frozenset()
        return Scope(
            actor_kind=ActorKind.PERSON,
            actor_id=person,
            person_id=person,
            posts=posts,
            groups=taught,
            led_groups=taught,
            children=frozenset({self.pupil_id}) if role == "guardian" else frozenset(),
        )


def build_town() -> models.Territory:
    """Turkistan city with the territories above it."""
    above: models.Territory | None = None
    for code, level, path in (
        ("KZ", "country", "KZ/"),
        ("610000000", "oblast", "KZ/610000000/"),
        ("611000000", "district", "KZ/610000000/611000000/"),
        ("611010000", "sub_district", TOWN),
    ):
        above, _made = models.Territory.objects.get_or_create(
            code=code,
            defaults={
                "parent": above, "level": level, "name_kk": f"Аумақ {code}", "name_ru": f"Территория {code}",
                "sort_key": code, "path": path,
            },
        )  # fmt: skip
    assert above is not None
    return above


def person(family: str, given: str, **fields: object) -> models.Person:
    """A saved person, found by name as any other."""
    values: dict[str, object] = {
        "family": family, "given": given, "sex": "f", "sort_key": sort_key(f"{family} {given}"),
        "search_keys": search_keys(family, given),
    }  # fmt: skip
    return models.Person.objects.create(**{**values, **fields})


def build_school(number: int = 28, *, pupil: str = "Ержан", family: str = "Сейтқали") -> School:
    """A school with a director, a class teacher, one class, one pupil and the pupil's mother."""
    with system_scope("test school"):
        town = build_town()
        school = models.Organisation.objects.create(
            bin=f"2503400{number:05d}", kind="school", number=number, name_kk=f"№{number} мектеп",
            name_ru=f"Школа №{number}", short_kk=f"№{number}", short_ru=f"№{number}", sort_key=f"{number:04d}",
            search_keys=f" {number}", territory=town, territory_path=town.path,
        )  # fmt: skip
        director = person("Омарова", "Айгерім", organisation=school, is_staff=True)
        teacher = person("Тілеуов", "Болат", sex="m", organisation=school, is_staff=True)
        group = models.Group.objects.create(
            organisation=school, school_year=YEAR, grade=7, letter="Ә", name="7 «Ә»", sort_key="07 Ә",
            language="kk", class_teacher=teacher,
        )  # fmt: skip
        child = person(family, pupil, sex="m", organisation=school, group=group, is_learner=True)
        mother = person(f"{family}", "Дана")
        for who, position in ((director, "director"), (teacher, "teacher")):
            post = models.Employment.objects.create(
                person=who, organisation=school, position=position, valid_from=START
            )
        models.TeachingLoad.objects.create(
            employment=post, person=teacher, organisation=school, group=group, subject="algebra",
            hours_per_week=3, valid_from=START,
        )  # fmt: skip
        models.Enrolment.objects.create(
            person=child, organisation=school, group=group, ground="admitted", valid_from=START
        )
        models.Guardianship.objects.create(
            child=child, guardian=mother, organisation=school, relation="mother", valid_from=START
        )
        return School(
            organisation_id=school.id, territory_path=town.path, group_id=group.id, director_id=director.id,
            teacher_id=teacher.id, pupil_id=child.id, guardian_id=mother.id, employment_id=post.id,
        )  # fmt: skip


def add_pupil(at: School, family: str, given: str) -> uuid.UUID:
    """One more pupil in the school's class."""
    with system_scope("test pupil"):
        child = person(family, given, organisation_id=at.organisation_id, group_id=at.group_id, is_learner=True)
        models.Enrolment.objects.create(
            person=child, organisation_id=at.organisation_id, group_id=at.group_id, ground="admitted",
            valid_from=START,
        )  # fmt: skip
        return child.id


@factory(models.Person)
def a_person(at: School) -> models.Person:
    return models.Person.objects.get(id=at.pupil_id)


@factory(models.Group)
def a_group(at: School) -> models.Group:
    return models.Group.objects.get(id=at.group_id)


@factory(models.Enrolment)
def an_enrolment(at: School) -> models.Enrolment:
    return models.Enrolment.objects.get(person=at.pupil_id)


@factory(models.Employment)
def an_employment(at: School) -> models.Employment:
    return models.Employment.objects.get(id=at.employment_id)


@factory(models.TeachingLoad)
def a_load(at: School) -> models.TeachingLoad:
    return models.TeachingLoad.objects.get(group=at.group_id)


@factory(models.Guardianship)
def a_guardianship(at: School) -> models.Guardianship:
    return models.Guardianship.objects.get(child=at.pupil_id)


@factory(models.Building)
def a_building(at: School) -> models.Building:
    return models.Building.objects.create(organisation_id=at.organisation_id, name="А корпусы")


@factory(models.Room)
def a_room(at: School) -> models.Room:
    return models.Room.objects.create(organisation_id=at.organisation_id, building=a_building(at), name="204")


@factory(models.ProtectionOrder)
def a_protection(at: School) -> models.ProtectionOrder:
    return models.ProtectionOrder.objects.create(
        person_id=at.pupil_id, organisation_id=at.organisation_id, order_number="5-17/2026", order_date=START,
        set_on=START,
    )  # fmt: skip


@factory(models.CustodyLimit)
def a_limit(at: School) -> models.CustodyLimit:
    return models.CustodyLimit.objects.create(
        child_id=at.pupil_id, guardian_id=at.guardian_id, organisation_id=at.organisation_id, ground="сот шешімі",
        document_number="2-841", valid_from=START,
    )  # fmt: skip


@factory(models.GuardianshipDispute)
def a_dispute(at: School) -> models.GuardianshipDispute:
    return models.GuardianshipDispute.objects.create(
        child_id=at.pupil_id, organisation_id=at.organisation_id, ground="ата-ана дауы", opened_on=START
    )
