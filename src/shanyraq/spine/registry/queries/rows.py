"""The frozen rows the register hands out."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner as a class list shows them."""

    id: uuid.UUID
    family: str
    given: str
    patronymic: str
    group_id: uuid.UUID | None
    organisation_id: uuid.UUID | None

    @property
    def name(self) -> str:
        """Family name and given name."""
        return f"{self.family} {self.given}".strip()

    @property
    def initials(self) -> str:
        return (self.family[:1] + self.given[:1]).upper()


@dataclass(frozen=True, slots=True)
class SeatedLearner:
    """A learner on a class list, and since when."""

    id: uuid.UUID
    name: str
    group_id: uuid.UUID
    organisation_id: uuid.UUID
    since: dt.date


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with what a staff member or the family may read at the top of a card."""

    id: uuid.UUID
    family: str
    given: str
    patronymic: str
    birth_date: dt.date | None
    phone: str
    email: str
    is_learner: bool
    is_staff: bool
    organisation_id: uuid.UUID | None
    organisation: str
    group_id: uuid.UUID | None
    group: str

    @property
    def name(self) -> str:
        return f"{self.family} {self.given}".strip()

    @property
    def initials(self) -> str:
        return (self.family[:1] + self.given[:1]).upper()

    @property
    def where(self) -> str:
        """Who this is and where, in a few words: «№28, 7 «Ә»», «№28, staff», a parent."""
        if self.is_learner:
            return ", ".join(filter(None, (self.organisation, self.group)))
        if self.is_staff:
            return ", ".join(filter(None, (self.organisation, _("staff"))))
        return _("parent")


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    grade: int
    language: str
    shift: int
    class_teacher_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: uuid.UUID
    name: str
    short: str
    kind: str
    number: int | None
    territory_code: str
    territory_path: str


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A teacher's subject with a group."""

    person_id: uuid.UUID
    group_id: uuid.UUID
    organisation_id: uuid.UUID
    subject: str
    group: str


@dataclass(frozen=True, slots=True)
class Post:
    """An open employment, as the access module reads it."""

    organisation_id: uuid.UUID
    position: str
