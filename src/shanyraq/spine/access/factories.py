"""Builders for tests and the isolation test: one row of each model at a given school."""

import datetime as dt
import hashlib
import secrets
import uuid
from typing import Protocol

from django.db import transaction

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.access.models import Appointment, Consent, Delegation, Invitation, Look, User, UserSession
from shanyraq.spine.registry.factories import models as register


class AtSchool(Protocol):
    """What these builders need to know of a school."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def director_id(self) -> uuid.UUID: ...
    @property
    def teacher_id(self) -> uuid.UUID: ...
    @property
    def pupil_id(self) -> uuid.UUID: ...
    @property
    def guardian_id(self) -> uuid.UUID: ...


def make_user(person_id: uuid.UUID | None, username: str = "", *, password: str | None = None) -> User:
    """An account of this person; without a password nobody can sign in with one."""
    user = User(person_id=person_id, username=username or f"test-{secrets.token_hex(4)}", joined_at=clock.now())
    user.set_password(password)
    user.save(force_insert=True)
    return user


@factory(User)
def a_user(at: AtSchool) -> User:
    found = User.objects.filter(person=at.guardian_id).first()
    return found or make_user(at.guardian_id)


@factory(UserSession)
def a_session(at: AtSchool) -> UserSession:
    now = clock.now()
    made: UserSession = UserSession.objects.create(
        user=a_user(at), session_key=secrets.token_hex(16), device="Chrome", started_at=now, last_seen_at=now
    )
    return made


@factory(Appointment)
def an_appointment(at: AtSchool, *, role: str = Appointment.Role.OFFICE) -> Appointment:
    school = register.Organisation.objects.get(id=at.organisation_id)
    made: Appointment = Appointment.objects.create(
        person_id=at.director_id, territory_id=school.territory_id, role=role, valid_from=dt.date(2026, 9, 1)
    )
    return made


@factory(Delegation)
def a_delegation(at: AtSchool, *, days: int = 30) -> Delegation:
    made: Delegation = Delegation.objects.create(
        person_id=at.teacher_id,
        organisation_id=at.organisation_id,
        given_by_id=at.director_id,
        ground="директордың бұйрығы № 12",
        valid_from=clock.today(),
        valid_to=clock.today() + dt.timedelta(days=days),
    )
    return made


@factory(Invitation)
def an_invitation(at: AtSchool, *, token: str = "") -> Invitation:
    now = clock.now()
    made: Invitation = Invitation.objects.create(
        person_id=at.guardian_id,
        child_id=at.pupil_id,
        organisation_id=at.organisation_id,
        invited_by_id=at.teacher_id,
        token_digest=hashlib.sha256((token or secrets.token_urlsafe(16)).encode()).digest(),
        created_at=now,
        expires_at=now + dt.timedelta(days=14),
    )
    return made


@factory(Look)
def a_look(at: AtSchool, *, page: str = "person") -> Look:
    made: Look = Look.objects.create(
        child_id=at.pupil_id,
        organisation_id=at.organisation_id,
        actor_id=at.teacher_id,
        at=clock.now(),
        page=page,
    )
    return made


@factory(Consent)
def a_consent(at: AtSchool) -> Consent:
    with system_scope("test consent"), transaction.atomic():
        draft = Consent(
            happened_at=clock.now(),
            organisation_id=at.organisation_id,
            person_id=at.pupil_id,
            given_by=at.guardian_id,
            purpose=Consent.Purpose.BIOMETRIC_ENTRY,
            word=Consent.Word.GIVEN,
        )
        return facts.record([draft])[0]
