"""People in the eyes of access: places, accounts, sessions, keys."""

import datetime as dt
import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from shanyraq.spine.access.models import User, UserSession
from shanyraq.spine.access.queries.scopes import valid


def user_of_person(person_id: uuid.UUID) -> uuid.UUID | None:
    """The account of this person, or None. The caller has shown that the person may be asked about."""
    return User.objects.filter(person=person_id).values_list("id", flat=True).first()


def language_of(person_id: uuid.UUID) -> str:
    """The language in which this person is written to: the account's, or the house's where there is none."""
    found = User.objects.filter(person=person_id).values_list("language", flat=True).first()
    return found or settings.LANGUAGE_CODE


def may_be_locked_from(organisation_id: uuid.UUID, *, person_id: uuid.UUID, day: dt.date) -> bool:
    """Whether the person has an account, and works at this organisation or is guardian of a child of it."""
    accounts = User.objects.filter(person=person_id)
    posts = accounts.filter(valid("person__employments", day), person__employments__organisation=organisation_id)
    wards = accounts.filter(valid("person__wardships", day), person__wardships__child__organisation=organisation_id)
    return posts.exists() or wards.exists()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One live sign-in of the own account."""

    id: uuid.UUID
    device: str
    started_at: dt.datetime
    last_seen_at: dt.datetime
    is_this: bool


def own_sessions(user_id: uuid.UUID, *, this_key: str | None) -> list[SessionRow]:
    """The sign-ins whose stored session still opens something, the present one first."""
    rows = list(UserSession.objects.filter(user=user_id, ended_at=None).order_by("-last_seen_at"))
    live = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    found = [
        SessionRow(row.id, row.device, row.started_at, row.last_seen_at, row.session_key == this_key)
        for row in rows
        if row.session_key in live
    ]
    return sorted(found, key=lambda row: not row.is_this)


@dataclass(frozen=True, slots=True)
class Keys:
    """How the own account is protected."""

    has_password: bool
    passkeys: int
    has_app: bool
    recovery_codes_left: int


def own_keys(user: User) -> Keys:
    kinds = Authenticator.Type
    mine = list(Authenticator.objects.filter(user=user.id))
    codes = next((one for one in mine if one.type == kinds.RECOVERY_CODES), None)
    return Keys(
        has_password=user.has_usable_password(),
        passkeys=sum(one.type == kinds.WEBAUTHN for one in mine),
        has_app=any(one.type == kinds.TOTP for one in mine),
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )
