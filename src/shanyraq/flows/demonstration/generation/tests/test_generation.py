"""A small region: equal for its seed, whole by the register's rules, seen by scopes, refused where people are."""

import json
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test import Client

from shanyraq.flows.demonstration.generation import api as generation
from shanyraq.flows.demonstration.generation import founding as founding_file
from shanyraq.flows.demonstration.generation.neighbourhood import digest_of, plan_founding
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import Scope, system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind, Post
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.rules.identifiers import parse_iin

ORDER = generation.Order("turkistan-oblast", 60, 5)


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """A data folder of its own, so that no other test sees a demonstration clock."""
    settings.DATA = tmp_path
    return tmp_path


def founded(order: generation.Order) -> list[registry.Founding]:
    plan = generation.plan_of(order)
    return [plan_founding(each, seed=order.seed, count=len(plan)) for each in plan]


def digests(order: generation.Order) -> list[bytes]:
    return [digest_of(each) for each in founded(order)]


def test_the_same_seed_gives_the_same_region() -> None:
    other = generation.Order(ORDER.region, ORDER.pupils, ORDER.seed + 1)
    assert digests(ORDER) == digests(ORDER)
    assert digests(ORDER) != digests(other)


def test_the_whole_oblast_is_planned() -> None:
    plan = generation.plan_of(generation.Order("turkistan-oblast", 500_000))
    schools = [school for each in plan for school in each.schools]
    assert sum(school.pupils for school in schools) == 500_000
    assert 850 <= len(schools) <= 920
    assert len({school.school.source.bin for school in schools}) == len(schools)
    assert len({school.district for school in schools}) == 17
    assert {language for school in schools for language in school.school.source.languages} == {"kk", "ru", "uz", "tg"}
    assert all(school.school.source.territory.startswith("61") for school in schools)


def test_hours_families_and_numbers_add_up() -> None:
    """Every class has its plan's hours and a leader; every child a guardian; no number is given twice."""
    (region,) = founded(generation.Order("turkistan-oblast", 600, 5))
    numbers = [person.iin for person in region.people if person.iin]
    phones = [person.phone for person in region.people if person.phone]
    assert len(numbers) == len(set(numbers)) > 0.97 * len(region.people)
    assert len(phones) == len(set(phones))
    born = {person.iin: (person.birth_date, person.sex) for person in region.people if person.iin}
    assert all((parse_iin(iin).birth_date, parse_iin(iin).sex) == told for iin, told in born.items())
    schools = {each.id for each in region.organisations if each.kind == "school"}
    classes = {group.id for group in region.groups if group.organisation_id in schools}
    assert {load.group_id for load in region.loads} == classes
    assert all(group.class_teacher_id for group in region.groups)
    wards = {right.child_id for right in region.guardians}
    assert wards == {stay.person_id for stay in region.enrolments}
    assert sum(stay.organisation_id in schools for stay in region.enrolments) == 600
    posts: dict[object, float] = {}
    for load in region.loads:
        posts[load.employment_id] = posts.get(load.employment_id, 0) + float(load.hours_per_week)
    assert max(posts.values()) <= 30
    people = {person.id: person for person in region.people}
    families: dict[object, list[registry.PersonDraft]] = {}
    for right in region.guardians:
        families.setdefault(right.guardian_id, []).append(people[right.child_id])
    assert max(map(len, families.values())) > 1
    assert all(
        child.patronymic.startswith(family[0].patronymic[:3]) for family in families.values() for child in family
    )


@pytest.mark.django_db
def test_the_batch_writes_what_the_single_acts_write(folder: Path) -> None:
    """The same drafts by `found` and by the acts of every day give equal people, stays and rights."""
    (region,) = founded(ORDER)
    clock.anchor(founding_file.MORNING)

    def stands() -> dict[str, list[tuple[object, ...]]]:
        """Every column but the ids of rows that nobody names."""
        return {
            name: sorted(_columns(apps.get_model("registry", name)), key=str)
            for name in ("Organisation", "Person", "Group", "Enrolment", "Guardianship", "Employment", "TeachingLoad")
        }

    with system_scope("test"):
        registry.load_territories()
        with transaction.atomic():
            registry.found(founding=region, new_id=founding_file.ids_of(5, "rows").new)
            poured = stands()
            transaction.set_rollback(True)
        registry.register_organisations(drafts=region.organisations)
        registry.register_people(people=region.people)
        registry.open_groups(drafts=region.groups)
        registry.set_guardians(drafts=region.guardians)
        registry.enrol(drafts=region.enrolments)
        registry.employ(drafts=region.employments)
        registry.assign_loads(drafts=region.loads)
        assert stands() == poured


def _columns(model: type[models.Model]) -> Iterable[tuple[object, ...]]:
    named = model.__name__ in ("Organisation", "Person", "Group", "Employment")
    columns = [field.attname for field in model._meta.concrete_fields if named or not field.primary_key]
    return model._default_manager.values_list(*columns)


@pytest.mark.django_db
def test_a_director_sees_the_own_school_and_nobody_else(folder: Path) -> None:
    made = generation.generate(ORDER, say=str)
    (region,) = founded(ORDER)
    school = region.organisations[0].id
    director = next(p.person_id for p in region.employments if p.position == "director" and p.organisation_id == school)
    scope = Scope(actor_kind=ActorKind.PERSON, actor_id=director, person_id=director, posts=(Post("director", school),))
    pupils = {stay.person_id for stay in region.enrolments if stay.organisation_id == school}
    everybody = [person.id for person in region.people]
    with use_scope(scope):
        seen = {row.id for row in registry.learners(everybody)}
    assert seen & {stay.person_id for stay in region.enrolments} == pupils
    assert made.counts["enrolments"] == len(region.enrolments)
    assert clock.is_demo()


@pytest.mark.django_db
def test_what_was_cut_off_ends_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the first neighbourhood and started again: the same counts and digest, nothing twice."""
    order = generation.Order("turkistan-oblast", 1_700, 3)
    plan = generation.plan_of(order)
    assert len(plan) > 1

    def killed(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generation.generate(order, say=killed)
    with system_scope("test"):
        begun = len(registry.organisations())
    made = generation.generate(order, say=str)
    again = generation.generate(order, say=str)
    with system_scope("test"):
        assert 0 < begun < len(registry.organisations()) == made.counts["organisations"]
    assert made == again


@pytest.mark.django_db
def test_refusals_in_words(folder: Path) -> None:
    with pytest.raises(generation.Refused, match="No region is called mars"):
        generation.plan_of(generation.Order("mars", 10))
    with pytest.raises(generation.Refused, match="from 1 to"):
        generation.plan_of(generation.Order("turkistan-oblast", 0))
    generation.generate(ORDER, say=str)
    with pytest.raises(CommandError, match="not of this order"):
        call_command("generate", pupils=61, seed=5)


@pytest.mark.django_db
def test_sqlite_is_not_asked_for_a_whole_region(folder: Path) -> None:
    if connection.vendor == "sqlite":
        with pytest.raises(generation.Refused, match="PostgreSQL"):
            generation.generate(generation.Order("turkistan-oblast", 20_001), say=str)
    with system_scope("test"):
        assert registry.organisations() == []


@pytest.mark.django_db
def test_a_founding_names_nobody_from_elsewhere(folder: Path) -> None:
    (region,) = founded(ORDER)
    clock.anchor(founding_file.MORNING)
    broken = replace(region, people=region.people[1:])
    with system_scope("test"):
        registry.load_territories()
        with pytest.raises(Denied):
            registry.found(founding=broken, new_id=founding_file.ids_of(5, "rows").new)
        assert registry.organisations() == []


def test_the_plan_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("generate", pupils=5_000, dry_run=True)
    assert "together 9 schools, 5,000 pupils" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_region_is_opened_by_four_people_who_see_what_is_theirs(folder: Path) -> None:
    """The command tells the sign-ins and keeps them for the owner of the folder; asked again, the same are told."""
    said = StringIO()
    words = ("generate", "--region", ORDER.region, "--pupils", str(ORDER.pupils), "--seed", str(ORDER.seed))
    call_command(*words, stdout=said)
    kept = folder / "demo-signins.json"
    lines = {line["username"]: line["password"] for line in json.loads(kept.read_text())}
    assert set(lines) == {"head", "director", "teacher", "parent"}
    assert all(password in said.getvalue() for password in lines.values())
    assert kept.stat().st_mode & 0o077 == 0
    pages = {"head": "/office/", "director": "/school/", "teacher": "/teacher/", "parent": "/family/"}
    for username, password in lines.items():
        browser = Client()
        answer = browser.post("/account/login/", {"login": username, "password": password})
        assert answer.status_code == 302, username
        assert browser.get(pages[username], follow=True).status_code == 200, username
    again = StringIO()
    call_command(*words, stdout=again)
    assert json.loads(kept.read_text()) == [
        {**line, "password": lines[line["username"]]} for line in json.loads(kept.read_text())
    ]
    assert all(password in again.getvalue() for password in lines.values())


@pytest.mark.django_db
def test_nobody_is_given_a_way_into_a_working_database(folder: Path) -> None:
    with pytest.raises(generation.Refused, match="no demonstration"):
        generation.open_doors(ORDER)
