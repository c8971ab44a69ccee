"""Pure rules of access: roles, audiences, the school year in force, usernames, masks."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from enum import StrEnum

from shanyraq.kernel.text.latin import passport

INVITATION_LASTS = dt.timedelta(days=14)
"""How long an invitation is good for."""

LOOK_WINDOW = dt.timedelta(minutes=10)
"""Looks by one person at one page of one child within the same window are one look."""


class Role(StrEnum):
    """Every role a post may carry."""

    DIRECTOR = "director"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    EDUCATOR = "educator"
    GUARD = "guard"
    LIBRARIAN = "librarian"
    PSYCHOLOGIST = "psychologist"
    NURSE = "nurse"
    GUARDIAN = "guardian"
    PUPIL = "pupil"
    OFFICE_HEAD = "office_head"
    OFFICE = "office"


KEEPERS = (Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY)
"""Who keeps the accounts of an organisation."""

HEADS = (Role.DIRECTOR, Role.DEPUTY)


class Audience(StrEnum):
    """Whose home page and navigation a person sees. From the strongest to the weakest."""

    OFFICE = "office"
    SCHOOL = "school"
    TEACHER = "teacher"
    FAMILY = "family"
    PUPIL = "pupil"
    PUBLIC = "public"


_OF_ROLE = {
    Role.OFFICE_HEAD: Audience.OFFICE,
    Role.OFFICE: Audience.OFFICE,
    Role.TEACHER: Audience.TEACHER,
    Role.CLASS_TEACHER: Audience.TEACHER,
    Role.EDUCATOR: Audience.TEACHER,
    Role.GUARDIAN: Audience.FAMILY,
    Role.PUPIL: Audience.PUPIL,
}


def audiences_of(roles: Iterable[str]) -> tuple[Audience, ...]:
    """The audiences these roles belong to, strongest first. Every other post of a school is of its office."""
    found = {_OF_ROLE.get(Role(role), Audience.SCHOOL) for role in roles}
    return tuple(audience for audience in Audience if audience in found) or (Audience.PUBLIC,)


def audience_of(roles: Iterable[str], *, chosen: str = "") -> Audience:
    """The chosen audience where the roles allow it, else the strongest."""
    mine = audiences_of(roles)
    return next((audience for audience in mine if audience == chosen), mine[0])


def age_on(day: dt.date, *, birth_date: dt.date) -> int:
    """Full years on the day; who is born on 29 February is a year older on 1 March."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before


def school_years(day: dt.date) -> tuple[int, ...]:
    """The school years in force on a day, by the calendar year in which they begin.

    August belongs to both: last year's class teacher still closes it, the next one already prepares.
    """
    if day.month < 8:
        return (day.year - 1,)
    return (day.year - 1, day.year) if day.month == 8 else (day.year,)


def username_stem(*names: str) -> str:
    """The first name that leaves Latin letters, as passports write it: «Сейтқали» gives seitkali."""
    for name in names:
        kept = "".join(letter for letter in passport(name).casefold() if letter.isascii() and letter.isalpha())
        if kept:
            return kept[:24]
    return "user"


def masked(family: str, given: str) -> str:
    """Enough of a name to recognise one's own, too little to learn another's: «С••••• Д.»."""
    initial = f"{given[:1]}." if given else ""
    return f"{family[:1]}••••• {initial}".strip() if family else initial


def look_id(*, actor_id: uuid.UUID, child_id: uuid.UUID, page: str, at: dt.datetime) -> uuid.UUID:
    """The id of this look: the same actor, child, page and window give the same id, so it is stored once.

    The window's beginning stands in the first 48 bits as in a UUIDv7, so that the index grows at one end.
    """
    window = int(LOOK_WINDOW.total_seconds()) * 1000
    milliseconds = int(at.timestamp() * 1000) // window * window
    named = hashlib.sha256(b"".join((b"look", actor_id.bytes, child_id.bytes, page.encode()))).digest()
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(named[:10])
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
