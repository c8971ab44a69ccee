"""What leaves comes back the same: into an empty register whole, into its own without a trace."""

import datetime as dt
import io
import uuid
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from conftest import Cast
from django.db.models import Q

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.actions.applying import apply_part, apply_run
from shanyraq.spine.exchange.actions.reading import open_run
from shanyraq.spine.exchange.gateways.oneroster import Roster, manifest_of, read_oneroster, write_oneroster
from shanyraq.spine.exchange.queries.runs import refused_lines, run_card
from shanyraq.spine.registry.factories import START, add_pupil
from shanyraq.spine.registry.models import (
    Employment,
    Enrolment,
    Group,
    Guardianship,
    Organisation,
    Person,
    TeachingLoad,
)
from shanyraq.spine.registry.rules.identifiers import check_digit

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
BIN = f"25034000028{check_digit('25034000028')}"
NAME = ("person__family", "person__given")


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def written(organisation_id: uuid.UUID) -> io.BytesIO:
    out = io.BytesIO()
    write_oneroster(out, Roster(frozenset({organisation_id}), NOON.date()))
    return out


TABLES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "organisations": (Organisation, (
        "bin", "kind", "profile", "number", "name_kk", "name_ru", "territory", "capacity", "shifts",
    )),
    "people": (Person, (
        "iin", "family", "given", "patronymic", "birth_date", "sex", "phone", "email", "is_learner", "is_staff",
        "organisation__bin", "group__name",
    )),
    "groups": (Group, (
        "organisation__bin", "school_year", "grade", "letter", "name", "language", "shift", "class_teacher__family",
    )),
    "stays": (Enrolment, (
        *NAME, "organisation__bin", "group__name", "ground", "order_number", "valid_from", "valid_to",
    )),
    "posts": (Employment, (*NAME, "organisation__bin", "position", "rate", "valid_from", "valid_to")),
    "loads": (TeachingLoad, (*NAME, "group__name", "subject", "hours_per_week", "valid_from", "valid_to")),
    "guardianships": (Guardianship, (
        "child__family", "child__given", "guardian__family", "guardian__given", "organisation__bin", "relation",
        "valid_from", "valid_to",
    )),
}  # fmt: skip


def register() -> dict[str, set[tuple[Any, ...]]]:
    """Everything that stands, without ids: two registers are equal when these sets are."""
    with system_scope("test"):
        return {name: set(model.objects.values_list(*columns)) for name, (model, columns) in TABLES.items()}


def emptied() -> None:
    """Another database: everything of the register is gone but the territories."""
    with system_scope("test"):
        _gone(Q(), Q(pk__isnull=False))


def _gone(place: Q, people: Q) -> None:
    rights = Guardianship.objects.filter(place)
    rights.delete()
    for model in (TeachingLoad, Enrolment, Employment):
        model.objects.filter(place).delete()
    persons = set(Person.objects.filter(place | people).values_list("id", flat=True))
    Group.objects.filter(place).update(class_teacher=None)
    Person.objects.filter(id__in=persons).delete()
    schools = set(Group.objects.filter(place).values_list("organisation_id", flat=True))
    Group.objects.filter(place).delete()
    Organisation.objects.filter(id__in=schools).delete()


def enriched(cast: Cast) -> None:
    """One school alone, with what a real one has more: numbers, dates, a second child of one mother, a father."""
    school, other = cast.school, cast.neighbour
    with system_scope("test"):
        _gone(Q(organisation=other.organisation_id), Q(id=other.guardian_id))
        Organisation.objects.filter(id=school.organisation_id).update(bin=BIN, number=28, capacity=900)
        Person.objects.filter(id=school.pupil_id).update(birth_date=dt.date(2013, 4, 17), patronymic="Даниярұлы")
        Person.objects.filter(id=school.guardian_id).update(phone="+77011234567", birth_date=dt.date(1985, 5, 1))
        Person.objects.filter(id=school.director_id).update(birth_date=dt.date(1970, 1, 1), email="a@example.kz")
        Person.objects.filter(id=school.teacher_id).update(birth_date=dt.date(1980, 2, 2))
        second = add_pupil(school, "Сейтқали", "Мадина")
        Person.objects.filter(id=second).update(birth_date=dt.date(2014, 3, 3))
        Enrolment.objects.filter(person=second).update(order_number="12-О", valid_from=dt.date(2026, 10, 5))
        father = Person.objects.create(family="Сейтқали", given="Данияр", sex="m", birth_date=dt.date(1983, 1, 1),
                                       sort_key="сейтқали данияр", search_keys=" сейтқали данияр")  # fmt: skip
        for child, guardian, relation in (
            (second, school.guardian_id, "mother"), (second, father.id, "father"),
            (school.pupil_id, father.id, "trustee"),
        ):  # fmt: skip
            Guardianship.objects.create(
                child_id=child, guardian_id=guardian, organisation_id=school.organisation_id, relation=relation,
                valid_from=START,
            )  # fmt: skip
        TeachingLoad.objects.filter(group=school.group_id).update(hours_per_week=Decimal("2.5"))
        for each in Person.objects.all():
            each.sort_key = sort_key(" ".join(filter(None, (each.family, each.given, each.patronymic))))
            each.save(update_fields=["sort_key"])


def brought(file: io.BytesIO, organisation_id: uuid.UUID | None) -> Any:
    with system_scope("test"):
        run_id = open_run(
            organisation_id=organisation_id,
            source=manifest_of(file).system,
            filename="school.zip",
            records=read_oneroster(file),
        )
        refused = [(line.sheet, line.row, line.reasons) for line in refused_lines(run_id)]
        apply_run(run_id=run_id)
        while apply_part(run_id=run_id):
            pass
    assert refused == []
    return run_id


def test_an_exported_school_comes_into_an_empty_register_as_it_was(cast: Cast) -> None:
    enriched(cast)
    with use_scope(cast.school.scope("director")):
        file = written(cast.school.organisation_id)
    before = register()
    emptied()
    assert {name for name, rows in register().items() if rows} == set()
    brought(file, None)
    assert register() == before


def test_an_exported_school_brought_back_changes_nothing(cast: Cast) -> None:
    enriched(cast)
    with use_scope(cast.school.scope("director")):
        file = written(cast.school.organisation_id)
    before = register()
    run_id = brought(file, cast.school.organisation_id)
    with system_scope("test"):
        card = run_card(run_id)
    assert card is not None
    assert {verdict for each in card.counts.values() for verdict, count in each.items() if count} == {"leave"}
    assert register() == before


def test_a_file_brought_twice_does_nothing_the_second_time(cast: Cast) -> None:
    enriched(cast)
    with use_scope(cast.school.scope("director")):
        file = written(cast.school.organisation_id)
    emptied()
    brought(file, None)
    once = register()
    run_id = brought(file, None)
    with system_scope("test"):
        card = run_card(run_id)
    assert card is not None
    assert {verdict for each in card.counts.values() for verdict, count in each.items() if count} == {"leave"}
    assert register() == once
