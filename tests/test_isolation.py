"""The neighbour is not there: for every model and role, and for every address of the house.

Two schools stand side by side. A model without a factory fails here, an address with an unknown parameter fails here,
and whoever may see a row stands in a table: a changed policy must be read by somebody. The tests of the tests show
that a policy which forgot itself would be found.
"""

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.test import Client
from django.urls import reverse

from shanyraq.campus.gates.models import Device, UnknownCard
from shanyraq.kernel import clock
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.facts.models import Companion, Forgetting
from shanyraq.kernel.pages.checks import every_pattern
from shanyraq.kernel.scope import EVERYTHING, NOBODY, ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.apps import load
from shanyraq.kernel.scope.policies import replace_policy, scoped_models
from shanyraq.kernel.testing.factories import factory_of
from shanyraq.learning.journal.models import HomeworkFile, Lesson, MarkFact, Summative
from shanyraq.learning.reports.models import Card
from shanyraq.learning.timetable.models import CalendarPlan, Demand, Division, Timetable
from shanyraq.learning.timetable.models import Search as WeekSearch
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import Appointment, Delegation, User, UserSession
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.exchange.models import Apart, Export, Merge, Run
from shanyraq.spine.movement.models import Search, Transfer, TransferMove
from shanyraq.spine.presence.factories import a_move
from shanyraq.spine.presence.models import Absence, Case
from shanyraq.spine.quality.models import Finding, Snapshot
from shanyraq.spine.registry.factories import School, person
from shanyraq.spine.registry.models import Person, Room
from shanyraq.spine.talks.models import Bulletin, Thread

load("factories")

MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


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

# --- rows ------------------------------------------------------------------------------------------------------------

HEADS = "director deputy"
KEEPERS = f"{HEADS} secretary"
TEACHERS = "teacher subject_teacher"
CARE = "nurse psychologist"
STAFF = f"{KEEPERS} guard {CARE} {TEACHERS}"
FAMILY = "guardian pupil"
SEEN_BY = {
    "access.Appointment": "director",  # of the cast, the director is the one appointed
    "access.Consent": f"{HEADS} {FAMILY}",
    "access.Delegation": f"{KEEPERS} {TEACHERS}",  # Bolat is lent the right
    "access.Invitation": f"{KEEPERS} {TEACHERS}",  # Bolat wrote it
    "access.Look": f"{HEADS} {FAMILY}",
    "access.User": "guardian",  # Dana's own
    "access.UserSession": "guardian",
    "actions.HistoryEntry": HEADS,
    "diary.Tick": f"{HEADS} {TEACHERS} {FAMILY}",
    "care.Conclusion": f"{HEADS} psychologist {FAMILY}",  # the number and the advice
    "care.HealthSheet": f"nurse {FAMILY}",
    "care.PhysicalGroup": f"{HEADS} nurse {TEACHERS} {FAMILY}",  # what teachers heed, and no word about why
    "care.SpecialNeed": f"{HEADS} {CARE} teacher {FAMILY}",
    "exchange.Apart": KEEPERS,
    "exchange.Export": "guardian",  # Dana's own
    "exchange.HeadingMap": KEEPERS,
    "exchange.Line": KEEPERS,
    "exchange.Merge": KEEPERS,
    "exchange.Run": KEEPERS,
    "exchange.SourceKey": KEEPERS,
    "exchange.Trace": KEEPERS,
    "facts.Companion": HEADS,
    "facts.Forgetting": HEADS,
    "gates.Credential": f"{HEADS} {FAMILY}",
    "gates.Device": f"{HEADS} guard",
    "gates.DeviceCommand": f"{HEADS} guard",
    "gates.Knock": f"{HEADS} guard",
    "gates.Passage": f"{HEADS} guard teacher {FAMILY}",
    "gates.PassageLink": f"{HEADS} guard teacher {FAMILY}",
    "gates.UnknownCard": f"{HEADS} guard",
    "interface.Change": KEEPERS,
    "interface.ChangeBook": f"{KEEPERS} office",
    "interface.Token": HEADS,
    "journal.AttendanceFact": f"{HEADS} {TEACHERS}",
    "journal.BroughtFact": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.Cell": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.LateEdit": f"{HEADS} {TEACHERS}",
    "journal.HomeworkFile": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.Lesson": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.LessonEntry": f"{HEADS} {TEACHERS}",
    "journal.MarkFact": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.PeriodFact": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.PeriodMark": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.Score": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.ScoreFact": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.Summative": f"{HEADS} {TEACHERS} {FAMILY}",
    "journal.Unlock": f"{HEADS} {TEACHERS}",
    "movement.Move": f"{KEEPERS} {FAMILY}",
    "movement.Packet": f"{KEEPERS} teacher {FAMILY}",  # the class teacher reads what a new child brought
    "movement.Rollover": KEEPERS,
    "movement.RolloverLine": KEEPERS,
    "movement.Search": KEEPERS,
    "movement.SearchStep": KEEPERS,
    "movement.Transfer": f"{KEEPERS} {FAMILY}",
    "movement.TransferMove": f"{KEEPERS} {FAMILY}",
    "notices.Dispatch": "guardian",
    "notices.Notice": "guardian",
    "notices.Preference": "guardian",
    "presence.Absence": f"{HEADS} teacher guardian",
    "presence.AbsenceDay": f"{HEADS} {TEACHERS} {FAMILY}",
    "presence.Case": f"{HEADS} {TEACHERS} {FAMILY}",
    "presence.CaseMove": f"{HEADS} teacher {FAMILY}",
    "presence.DayState": f"{HEADS} {TEACHERS} {FAMILY}",
    "presence.ParentWord": f"{HEADS} teacher guardian",
    "presence.Testimony": f"{HEADS} {TEACHERS} {FAMILY}",
    "quality.Finding": f"{KEEPERS} teacher",
    "quality.FindingMove": f"{KEEPERS} teacher",
    "quality.FrozenRows": KEEPERS,
    "quality.Snapshot": f"{KEEPERS} office",
    "quality.SnapshotMove": f"{KEEPERS} office",
    "talks.Bulletin": f"{HEADS} {TEACHERS} guardian",
    "talks.BulletinFact": f"{HEADS} {TEACHERS} guardian",
    "talks.Line": f"{TEACHERS} guardian",  # of a conversation; the heads only where it was reported
    "talks.LineFact": f"{TEACHERS} guardian",
    "talks.Reading": f"{HEADS} {TEACHERS} guardian",
    "talks.Seat": f"{TEACHERS} guardian",
    "talks.Thread": f"{TEACHERS} guardian",
    "reports.Card": f"{HEADS} teacher {FAMILY}",  # who leads the class issues it
    "registry.Building": f"{STAFF} office",
    "registry.CustodyLimit": f"{KEEPERS} teacher",
    "registry.Employment": STAFF,
    "registry.Enrolment": f"{KEEPERS} {TEACHERS} {FAMILY}",
    "registry.Group": f"{STAFF} office {FAMILY}",
    "registry.Guardianship": f"{KEEPERS} teacher {FAMILY}",
    "registry.GuardianshipDispute": f"{KEEPERS} teacher",
    "registry.Person": f"{KEEPERS} guard {CARE} {TEACHERS} {FAMILY}",  # a guard says whose card it is
    "registry.ProtectionOrder": "director",
    "registry.Room": f"{STAFF} office",
    "registry.TeachingLoad": STAFF,
    "timetable.CalendarPlan": f"{HEADS} {TEACHERS}",
    "timetable.Demand": f"{HEADS} {TEACHERS}",  # Bolat's own
    "timetable.Division": f"{STAFF} {FAMILY}",
    "timetable.PlanLine": HEADS,
    "timetable.PlannedTopic": f"{HEADS} {TEACHERS}",
    "timetable.RoomClosure": STAFF,
    "timetable.Search": HEADS,
    "timetable.Slot": f"{STAFF} {FAMILY}",
    "timetable.Subgroup": f"{STAFF} {FAMILY}",
    "timetable.SubgroupMember": f"{HEADS} {TEACHERS} {FAMILY}",
    "timetable.TeacherHour": f"{HEADS} {TEACHERS}",  # Bolat's own
    "timetable.Timetable": f"{STAFF} {FAMILY}",
    "timetable.TimetablePublished": STAFF,
    "timetable.WorkingPlan": HEADS,
}
"""Who sees the row of the own school. `teacher` leads the class, `subject_teacher` only teaches it."""
ROLES = [*STAFF.split(), *FAMILY.split(), "office"]


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


def scope_as(role: str, at: School) -> Scope:
    """The scope of this role at the school, with the account of the person where there is one."""
    if role in {"deputy", "secretary", "guard", "nurse", "psychologist"}:
        return Scope(ActorKind.PERSON, actor_id=uuid.UUID(int=7), posts=(Post(role, at.organisation_id),))
    if role == "subject_teacher":
        return replace(at.scope("teacher"), posts=(Post("teacher", at.organisation_id),), led_groups=frozenset())
    scope = at.scope(role)
    account = User.objects.filter(person=scope.person_id).first() if scope.person_id else None
    return replace(scope, user_id=account.id if account else None)


def strangers(cast: Any) -> dict[str, Scope]:
    """Everybody who must not find a row of the neighbour."""
    office = Post("office", territory_path="KZ/150000000/151000000/")
    return {role: scope_as(role, cast.school) for role in ROLES if role != "office"} | {
        "the office of another region": Scope(ActorKind.PERSON, actor_id=uuid.UUID(int=1), posts=(office,)),
        "somebody without a post": Scope(ActorKind.PERSON, actor_id=uuid.UUID(int=2)),
        "a device": Scope(ActorKind.DEVICE, actor_id=uuid.UUID(int=3)),
        "nobody": NOBODY,
    }


def _renew(row: Model) -> dict[str, object]:
    """A column as it is, so that an update which reaches the row changes nothing and still counts it."""
    column = next(field for field in row._meta.local_concrete_fields if not field.primary_key and field.name != "day")
    return {column.attname: getattr(row, column.attname)}


WAYS: dict[str, Callable[[QuerySet[Model], Model], object]] = {
    "exists": lambda rows, row: rows.exists(),
    "count": lambda rows, row: rows.count(),
    "iterate": lambda rows, row: list(rows),
    "get": lambda rows, row: rows.first() and rows.get(),
    "update": lambda rows, row: rows.update(**_renew(row)),
    "delete": lambda rows, row: rows.delete()[0],
}


def violations(model: type[Model], row: Model, scope: Scope) -> set[str]:
    """The ways by which this scope reaches the row. A refusal by the database came too late: the row was found."""
    found = set()
    for way, reach in WAYS.items():
        with use_scope(scope), transaction.atomic():
            try:
                with transaction.atomic():
                    reached = reach(rows_of(model).filter(pk=row.pk), row)
            except (DatabaseError, ProtectedError):
                reached = True
            transaction.set_rollback(True)
        if reached:
            found.add(way)
    return found


def test_the_table_names_every_model() -> None:
    assert {model._meta.label for model in MODELS} == set(SEEN_BY), "say in SEEN_BY who sees the rows of this model"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_neighbours_row_is_absent_and_the_own_is_there(cast: Any, model: type[Model]) -> None:
    own, strange = build(model, cast.school), build(model, cast.neighbour)
    reached = {who: ways for who, scope in strangers(cast).items() if (ways := violations(model, strange, scope))}
    assert reached == {}, f"the neighbour's {model._meta.label} is reached"
    seeing = set()
    for role in ROLES:
        with use_scope(scope_as(role, cast.school)):
            seeing |= {role} if rows_of(model).filter(pk=own.pk).exists() else set()
    assert seeing == set(SEEN_BY[model._meta.label].split())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_policy_that_forgot_itself_would_be_found(cast: Any, model: type[Model]) -> None:
    """The same look at the neighbour's row, under a policy that shows everything, finds every way open."""
    strange = build(model, cast.neighbour)
    before = replace_policy(model, lambda scope: EVERYTHING)
    try:
        assert violations(model, strange, scope_as("guardian", cast.school)) == set(WAYS)
    finally:
        replace_policy(model, before)
    assert violations(model, strange, scope_as("guardian", cast.school)) == set()


# --- addresses -------------------------------------------------------------------------------------------------------

NAMES = ("Әбдіраш", "Сәуле", "Abdirash")
SIGNED_IN = ("director", "teacher", "guardian", "pupil", "office")
PUBLIC = {
    "card_seal",
    "account_inactive", "account_login", "check_receipt", "figure", "health_live", "health_ready", "home",
    "interface_docs", "invitation", "manifest", "metrics", "mfa_login_webauthn",
    "oneroster_openapi", "register_openapi", "roots", "roots_text", "style", "style_part", "worker",
}  # fmt: skip
"""Every address that answers somebody who has not signed in. It tells nothing about a person."""
LEAVING = {"account_logout", "lock_own_account", "account_change_password", "account_set_password"}
"""What ends the reader's own session is asked last."""
REFUSED = {400, 401, 403, 404, 405, 409, 422}


def account_of(person_id: uuid.UUID) -> User:
    return User.objects.filter(person=person_id).first() or make_user(person_id)


PARAMETERS = (
    Card,
    HomeworkFile, Lesson, MarkFact, Case, Device, UnknownCard, UserSession, Transfer, TransferMove, Search, Finding,
    Snapshot, Export, Run, Merge, Delegation, Timetable, Demand, Division, Room, Summative, CalendarPlan, Apart,
    Absence, Thread, Bulletin, WeekSearch,
)  # fmt: skip


def ids_of(at: School) -> dict[str, object]:
    """For every parameter of an address: that school's. A parameter that is not here fails the tests."""
    made = {model: build(model, at) for model in PARAMETERS}
    key = Authenticator.objects.create(user=account_of(at.pupil_id), type="webauthn", data={"name": "passkey"})
    return {
        "person_id": at.pupil_id,
        "child_id": at.pupil_id,
        "group_id": at.group_id,
        "organisation_id": at.organisation_id,
        "lesson_id": made[Lesson].id,
        "mark_id": made[MarkFact].id,
        "case_id": made[Case].id,
        "finding_id": made[Finding].id,
        "snapshot_id": made[Snapshot].id,
        "device_id": made[Device].id,
        "card_id": made[UnknownCard].id,
        "session": made[UserSession].id,
        "day": "2026-11-23",
        "subject": "algebra",
        "file_id": made[HomeworkFile].id,
        "code": "attendance",
        "paper_id": made[Card].id,
        "month": 9,
        "token": "nothing",
        "transfer_id": made[Transfer].id,
        "fact_id": made[TransferMove].id,
        "search_id": made[Search].id,
        "export_id": made[Export].id,
        "sourced_id": str(at.pupil_id),
        "key": str(at.pupil_id),
        "rest": "nothing",
        "name": "nothing",
        "verb": "cdata",
        "pk": key.pk,
        "run_id": made[Run].id,
        "other_id": at.teacher_id,
        "merge_id": made[Merge].id,
        "apart_id": made[Apart].id,
        "delegation_id": made[Delegation].id,
        "timetable_id": made[Timetable].id,
        "week_search_id": made[WeekSearch].id,
        "demand_id": made[Demand].id,
        "division_id": made[Division].id,
        "room_id": made[Room].id,
        "summative_id": made[Summative].id,
        "pupil_id": at.pupil_id,
        "year": 2026,
        "period": "q2",
        "plan_id": made[CalendarPlan].id,
        "absence_id": made[Absence].id,
        "thread_id": made[Thread].id,
        "bulletin_id": made[Bulletin].id,
    }  # fmt: skip


Address = tuple[str, str, bool]
"""Its name, where it is, and whether it names somebody or something of a school."""


def addresses(ids: dict[str, object]) -> list[Address]:
    """Every address of the house with these ids; those that end the reader's session stand last."""
    found: list[Address] = []
    for route, pattern in every_pattern():
        assert pattern.name, f"{route} has no name"
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
        missing = set(wanted) - set(ids)
        assert not missing, f"{route}: say in ids_of which {missing} of a school it takes"
        where = reverse(pattern.name, kwargs={name: ids[name] for name in wanted})
        if "code" in wanted:
            places = (("organisation", ids["organisation_id"]), ("group", ids["group_id"]))
            found += [(pattern.name, f"{where}?level={level}&place={place}", True) for level, place in places]
        else:
            found.append((pattern.name, where, any(name.endswith("_id") or name == "pk" for name in wanted)))
    return sorted(found, key=lambda address: (address[0] in LEAVING, address[0]))


def queries_of(ids: dict[str, object]) -> str:
    """What a reader could add to any address to get at the other school."""
    return f"q=Әбд&at={ids['organisation_id']}&of=organisation&level=group&place={ids['group_id']}"


def forms_of(ids: dict[str, object], *, by: object) -> list[dict[str, Any]]:
    """What a reader could send to any address: a form with everything in it, and a batch of the register."""
    pupil, lesson = str(ids["person_id"]), str(ids["lesson_id"])
    form = {
        "person": pupil, "child": pupil, "session": str(ids["session"]), "at": str(ids["organisation_id"]),
        "act": "off", "word": "given", "purpose": "biometric_entry", "outcome": "gate_wrong", "reason": "Себебі бар",
        "name": "Қақпа", "serial": "NEW-1", "family": "open", "mounted": "both", "networks": "127.0.0.1/32",
        f"code-{pupil}": "ill",
    }  # fmt: skip
    edits = [
        {"kind": "mark", "id": str(uuid.UUID(int=11)), "value": 2},
        {"kind": "code", "id": str(uuid.UUID(int=12)), "value": "ill"},
    ]
    about = {"pupil": pupil, "lesson": lesson, "reason": "Себебі бар"}
    batch = {"person": str(by), "edits": [edit | about for edit in edits]}
    return [{"data": form}, {"data": json.dumps(batch), "content_type": "application/json"}]


def officer(at: School) -> User:
    """Somebody of the education office above the school, who works at no school."""
    with system_scope("isolation"):
        who = person("Қасымова", "Сандуғаш")
        appointment = an_appointment(at)
        Appointment.objects.filter(id=appointment.id).update(person=who)
        return make_user(who.id)


def signed_in(at: School, role: str) -> Client:
    """A browser in which the account of this role is signed in; the middleware works out its scope by itself."""
    client = Client()
    client.raise_request_exception = False
    if role == "office":
        client.force_login(officer(at))
    elif role != "nobody":
        client.force_login(account_of(getattr(at, f"{role}_id")))
    return client


def body_of(answer: Any) -> str:
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def shown(client: Client, ids: dict[str, object]) -> set[str]:
    """Names of the addresses that show the people whose ids these are."""
    found = set()
    for name, where, names_somebody in addresses(ids):
        asks = [partial(client.get, f"{where}{'&' if '?' in where else '?'}{queries_of(ids)}")]
        if names_somebody:
            asks += [partial(client.get, where), partial(client.get, where, headers={"HX-Request": "true"})]
        bodies = [body_of(ask()) for ask in asks]
        if any(word in body for body in bodies for word in NAMES):
            found.add(name)
    return found


def rows_about(at: School, ids: dict[str, object]) -> set[tuple[str, str]]:
    """Every row of a scoped model in which an id of this school stands, with everything in it."""
    known = {*ids.values(), at.guardian_id, at.teacher_id, at.director_id, at.employment_id}
    known = {value for value in known if isinstance(value, uuid.UUID)}
    with system_scope("isolation"):
        return {
            (model._meta.label, repr(row))
            for model in MODELS
            for row in rows_of(model).values_list(*[field.attname for field in model._meta.local_concrete_fields])
            if known & {value for value in row if isinstance(value, uuid.UUID)}
        }


@pytest.fixture
def there(cast: Any) -> dict[str, object]:
    return ids_of(cast.neighbour)


@pytest.mark.parametrize("role", [*SIGNED_IN, "nobody"])
def test_no_address_shows_the_neighbour(cast: Any, there: dict[str, object], role: str) -> None:
    client = signed_in(cast.school, role)
    assert shown(client, there) == set()
    for name, where, names_somebody in addresses(there):
        answer = client.get(where)
        assert answer.status_code < 500 or name.startswith("health"), where
        if names_somebody and role != "nobody":
            # The office above both schools sees numbers of either, and still no child.
            of_offices = {"figure", "figure_download", "snapshot", "organisation"}
            lawful = role == "office" and name in of_offices
            assert answer.status_code in REFUSED or lawful, f"{where} answers {answer.status_code}"


@pytest.mark.parametrize("role", [*SIGNED_IN, "nobody"])
def test_nothing_sent_changes_the_neighbour(cast: Any, there: dict[str, object], role: str) -> None:
    """Neither by the neighbour's address nor by the neighbour's ids in a form sent to the own one."""
    client = signed_in(cast.school, role)
    before = rows_about(cast.neighbour, there)
    foreign, own = addresses(there), addresses(ids_of(cast.school))
    form, batch = forms_of(there, by=getattr(cast.school, f"{role}_id", ""))
    for name, where, names_somebody in foreign + [each for each in own if each not in foreign]:
        if name in LEAVING:
            continue
        answers = [client.post(where, **form)]
        answers += [client.post(where, **batch)] if name in {"lesson_cells", "journal_edits"} else []
        for answer in answers:
            told = f"{where} answers {answer.status_code}"
            assert answer.status_code < 500 or name.startswith("health"), told
            assert not any(word in body_of(answer) for word in (*NAMES, '"stored"')), told
            if names_somebody and (name, where, True) in foreign and role != "nobody":
                # Each edit of a batch has an answer of its own; the numbers of a figure change nothing; and who has
                # a passkey is asked to prove it before the library looks whose key it is.
                lawful = name in {"lesson_cells", "figure", "figure_download"}
                lawful = lawful or (role == "office" and name == "organisation")
                proving = answer.headers.get("Location", "").startswith(reverse("mfa_reauthenticate_webauthn"))
                assert answer.status_code in REFUSED or lawful or proving, told
    assert role == "nobody" or client.get(reverse("history")).status_code == 200  # signed in to the end
    for name, where, _names in own:
        if name in LEAVING:
            client.post(where, **form)
    after = rows_about(cast.neighbour, there)
    assert len(before) > 15
    assert after == before


def test_the_neighbours_own_director_sees_them(cast: Any, there: dict[str, object]) -> None:
    """The same look, by somebody who may: so the addresses are alive, and their silence means something."""
    client = signed_in(cast.neighbour, "director")
    assert shown(client, there) >= {"case", "child_day", "diary", "gate_card", "group", "lesson", "people", "person"}


def test_pages_of_a_house_without_policies_would_be_found(cast: Any, there: dict[str, object]) -> None:
    before = {model: replace_policy(model, lambda scope: EVERYTHING) for model in MODELS}
    try:
        found = shown(signed_in(cast.school, "director"), there)
    finally:
        for model, policy in before.items():
            replace_policy(model, policy)
    assert found >= {"person", "lesson"}  # a search by name looks only where its reader works, even so


def test_nobody_is_answered_by_public_addresses_alone(cast: Any, there: dict[str, object]) -> None:
    client = signed_in(cast.school, "nobody")
    for _route, pattern in every_pattern():
        access = getattr(pattern.callback, "page_access", None)
        assert access is None or not access.roles or pattern.name not in PUBLIC
    answered = set()
    for name, where, _names_somebody in addresses(there):
        answer = client.get(where.partition("?")[0])
        if answer.status_code == 200:
            answered.add(name)
        elif answer.status_code == 302:
            to = answer.headers["Location"]
            assert to.startswith((reverse("account_login"), reverse("invitation"), "/")), where
    assert answered <= PUBLIC
    of_words = {"card_seal", "figure", "health_ready", "invitation", "metrics", "mfa_login_webauthn", "style_part"}
    assert answered >= PUBLIC - of_words


@pytest.mark.parametrize("role", ["director", "guardian"])
def test_what_ends_the_own_session_still_stands(cast: Any, role: str) -> None:
    """LEAVING names addresses of the house, so none of them is passed over by a mistyped name."""
    client = signed_in(cast.school, role)
    assert {client.get(reverse(name)).status_code for name in LEAVING} <= {200, 302, 405}


def test_the_cast_is_real(cast: Any) -> None:
    """The names looked for above do stand in the neighbour's register, so their absence means something."""
    with system_scope("isolation"):
        found = Person.objects.filter(id__in=[cast.neighbour.pupil_id, cast.neighbour.guardian_id])
        assert {row.family for row in found} == {"Әбдіраш"}
