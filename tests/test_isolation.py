"""The neighbour is not there: for every model and role, and for every address of the house.

Two schools stand side by side. A model without a factory fails here, an address with an unknown parameter fails here,
and the last test shows that a policy which forgot itself would be found.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import NoReverseMatch, reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.facts.models import Companion, Forgetting
from shanyraq.kernel.pages.checks import every_pattern
from shanyraq.kernel.scope import EVERYTHING, NOBODY, ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.apps import load
from shanyraq.kernel.scope.policies import replace_policy, scoped_models
from shanyraq.kernel.testing.factories import factory_of
from shanyraq.learning.journal.factories import a_lesson, a_mark
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import Appointment, User
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.presence.factories import a_case, a_move
from shanyraq.spine.registry.factories import School, person
from shanyraq.spine.registry.models import Person

load("factories")

MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
ROLES = ("director", "teacher", "guardian", "pupil")
ELSEWHERE = Scope(
    actor_kind=ActorKind.PERSON,
    actor_id=uuid.UUID(int=1),
    posts=(Post("office", territory_path="KZ/150000000/151000000/"),),
)
STRUCTURE = {"registry.Group", "registry.Building", "registry.Room"}
"""What an office sees of every organisation under its territory; never a row about a person."""
ALONE = {"access.User", "access.UserSession"}
"""Rows of one account: seen by that account alone, which the scopes of the cast do not carry."""
UNSEEN_BY_THE_HEAD = ALONE | {"notices.Notice", "notices.Dispatch", "notices.Preference"}


def a_companion(at: School) -> Model:
    return Companion.objects.get(id=a_move(at).id)


def an_order(at: School) -> Model:
    [order] = facts.forget([a_move(at)], ground="сот шешімі")
    return Forgetting.objects.get(id=order)


def an_entry_of_history(at: School) -> Model:
    return HistoryEntry.objects.create(
        act="test", at=clock.now(), actor_kind="person", actor_id=at.director_id, organisation_id=at.organisation_id
    )


OF_THE_KERNEL: dict[type[Model], Callable[[School], Model]] = {
    Companion: a_companion,
    Forgetting: an_order,
    HistoryEntry: an_entry_of_history,
}
MODELS = sorted(scoped_models(), key=lambda model: model._meta.label)
Pair = tuple[Model, Model]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Noon of a school Monday, and processes that remember nothing."""
    for kept in (scopes._kept, identity._kept, middleware._touched):
        kept.clear()
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


def rows_of(model: type[Model]) -> QuerySet[Model]:
    """The scoped manager of a model; accounts have theirs beside the one that signs in."""
    manager = getattr(model, "seen", None) or model._default_manager
    found: QuerySet[Model] = manager.all()
    return found


def build(model: type[Model], at: School) -> Model:
    made = OF_THE_KERNEL.get(model) or factory_of(model)
    assert made is not None, f"{model._meta.label} is scoped and has no factory: add one to its module's factories.py"
    with system_scope("isolation"), transaction.atomic():
        return made(at)


@pytest.fixture
def pair(cast: Any) -> Callable[[type[Model]], Pair]:
    return lambda model: (build(model, cast.school), build(model, cast.neighbour))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_neighbours_row_is_absent_for_every_role(
    cast: Any, model: type[Model], pair: Callable[[type[Model]], Pair]
) -> None:
    own, strange = pair(model)
    label = model._meta.label
    for role in ROLES:
        with use_scope(cast.school.scope(role)):
            assert not rows_of(model).filter(pk=strange.pk).exists(), f"{role} sees the neighbour's {label}"
            assert not rows_of(model).exclude(pk=own.pk).filter(pk=strange.pk).exists()
    with use_scope(cast.school.scope("office")):
        assert rows_of(model).filter(pk=own.pk).exists() == (label in STRUCTURE), f"the office and {label}"
    for nobody in (ELSEWHERE, NOBODY):
        with use_scope(nobody):
            assert not rows_of(model).filter(pk__in=[own.pk, strange.pk]).exists(), f"{label} is seen by a stranger"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_head_sees_the_own_schools_row_where_the_policy_says(
    cast: Any, model: type[Model], pair: Callable[[type[Model]], Pair]
) -> None:
    own, _strange = pair(model)
    with use_scope(cast.school.scope("director")):
        seen = rows_of(model).filter(pk=own.pk).exists()
    assert seen == (model._meta.label not in UNSEEN_BY_THE_HEAD)


def test_family_sees_what_is_its_own(cast: Any) -> None:
    """The exact list: a new model about a child is decided here, not by accident."""
    seen = set()
    for model in MODELS:
        with transaction.atomic():
            own = build(model, cast.school)
            with use_scope(cast.school.scope("guardian")):
                if rows_of(model).filter(pk=own.pk).exists():
                    seen.add(model._meta.label)
            transaction.set_rollback(True)
    assert seen == {
        "access.Consent", "access.Look", "gates.Credential", "gates.Passage", "gates.PassageLink", "journal.Cell",
        "journal.Lesson", "journal.MarkFact", "notices.Dispatch", "notices.Notice", "notices.Preference",
        "presence.Case", "presence.CaseMove", "presence.DayState", "presence.Testimony", "registry.Enrolment",
        "registry.Group", "registry.Guardianship", "registry.Person",
    }  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_policy_that_forgot_itself_would_be_found(
    cast: Any, model: type[Model], pair: Callable[[type[Model]], Pair]
) -> None:
    _own, strange = pair(model)
    before = replace_policy(model, lambda scope: EVERYTHING)
    try:
        with use_scope(cast.school.scope("guardian")):
            assert rows_of(model).filter(pk=strange.pk).exists()
    finally:
        replace_policy(model, before)


# --- addresses -------------------------------------------------------------------------------------------------------

NAMES = ("Әбдіраш", "Сәуле", "Abdirash")


@pytest.fixture
def strange_ids(cast: Any) -> dict[str, object]:
    """For every parameter of an address: the neighbour's. A parameter that is not here fails the test."""
    there = cast.neighbour
    with system_scope("isolation"), transaction.atomic():
        lesson, mark, case = a_lesson(there), a_mark(there), a_case(there)
        device = build_device(there)
    return {
        "person_id": there.pupil_id, "child_id": there.pupil_id, "pupil_id": there.pupil_id,
        "group_id": there.group_id, "lesson_id": lesson.id, "mark_id": mark.id, "case_id": case.id,
        "organisation_id": there.organisation_id, "day": "2026-11-23", "device_id": device.id, "card_id": device.id,
        "code": "attendance", "token": "nothing", "name": "nothing", "path": "getrequest", "endpoint": "nothing",
        "key": "nothing", "uidb36": "1", "pk": 1, "kind": "nothing", "verb": "cdata",
    }  # fmt: skip


def build_device(at: School) -> Model:
    from shanyraq.campus.gates.models import Device

    return build(Device, at)


def addresses(strange: dict[str, object], there: School) -> list[tuple[str, bool]]:
    """Every address of the house with the neighbour's ids, and whether it names any."""
    found: dict[str, bool] = {}
    for route, pattern in every_pattern():
        if not pattern.name or pattern.callback.__module__.startswith("django.contrib.staticfiles"):
            continue
        wanted = list(pattern.pattern.regex.groupindex)
        missing = set(wanted) - set(strange)
        assert not missing, f"{route}: say in strange_ids which {missing} of the neighbour's it takes"
        try:
            address = reverse(pattern.name, kwargs={name: strange[name] for name in wanted})
        except NoReverseMatch:
            continue
        if pattern.name.startswith("figure") and wanted:
            for level, place in (("organisation", there.organisation_id), ("group", there.group_id)):
                found[f"{address}?level={level}&place={place}"] = True
        else:
            found[address] = any(name.endswith("_id") for name in wanted)
    return sorted(found.items())


def officer(at: School) -> User:
    """Somebody of the education office above the school, who works at no school."""
    with system_scope("isolation"):
        who = person("Қасымова", "Сандуғаш")
        appointment = an_appointment(at)
        Appointment.objects.filter(id=appointment.id).update(person=who)
        return make_user(who.id)


def signed_in(cast: Any, role: str) -> Client:
    client = Client()
    if role == "office":
        client.force_login(officer(cast.school))
    elif role != "nobody":
        client.force_login(make_user(getattr(cast.school, f"{role}_id")))
    return client


@pytest.mark.parametrize("role", [*ROLES, "office", "nobody"])
def test_no_address_shows_the_neighbour(cast: Any, strange_ids: dict[str, object], role: str) -> None:
    client = signed_in(cast, role)
    client.raise_request_exception = False
    for address, names_somebody in addresses(strange_ids, cast.neighbour):
        # Forms without anybody's id are the reader's own affairs: sent empty, one of them would lock the account.
        for ask in (client.get, client.post) if names_somebody else (client.get,):
            answer = ask(address)
            told = f"{role} {ask.__name__.upper()} {address}: {answer.status_code}"
            assert answer.status_code < 500 or "/health/" in address, told
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert not any(name in body.decode("utf-8", "replace") for name in NAMES), told
            if names_somebody and role != "nobody":
                # The office above both schools sees numbers of either, and still no child.
                numbers = role == "office" and address.startswith(reverse("figure", args=["attendance"]))
                assert answer.status_code in {400, 403, 404, 405, 409, 422} or numbers, told


def test_nobody_is_led_to_sign_in(cast: Any, strange_ids: dict[str, object]) -> None:
    client = Client()
    for route, pattern in every_pattern():
        access = getattr(pattern.callback, "page_access", None)
        if access is None or not access.roles:
            continue
        wanted = list(pattern.pattern.regex.groupindex)
        answer = client.get(reverse(pattern.name, kwargs={name: strange_ids[name] for name in wanted}))
        # A page that only takes a form may refuse the way of asking before it asks who is there.
        assert answer.status_code in {302, 404, 405}, route
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(reverse("account_login")), route


def test_the_cast_is_real(cast: Any) -> None:
    """The names looked for above do stand in the neighbour's register, so their absence means something."""
    with system_scope("isolation"):
        strangers = Person.objects.filter(id__in=[cast.neighbour.pupil_id, cast.neighbour.guardian_id])
        assert {row.family for row in strangers} == {"Әбдіраш"}
