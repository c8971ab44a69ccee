"""Invented people as drafts of the register: numbers that no state issues, each given once."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.spine.registry.api import PersonDraft
from shanyraq.spine.registry.rules.identifiers import Sex, demo_iins
from shanyraq.spine.registry.rules.people import InventedPerson

PHONE_PREFIX = "+77000"
"""Kazakhstan keeps no numbers for fiction; these begin with zeros, and no message is ever sent to them."""


@dataclass
class People:
    """Collects people; every one has an IIN of the demonstration, grown-ups a telephone number."""

    ids: Ids
    drafts: list[PersonDraft] = field(default_factory=list)
    _numbers: dict[tuple[dt.date, str], Iterator[str]] = field(default_factory=dict)
    _phones: int = 0

    def add(self, person: InventedPerson, *, grown_up: bool = False) -> PersonDraft:
        draft = PersonDraft(
            id=self.ids.new(),
            family=person.surname,
            given=person.given_name,
            patronymic=person.patronymic,
            birth_date=person.born,
            sex=str(person.sex),
            iin=self._iin(person.born, person.sex),
            phone=self._phone() if grown_up else "",
        )
        self.drafts.append(draft)
        return draft

    def _iin(self, born: dt.date, sex: Sex) -> str:
        key = (born, str(sex))
        if key not in self._numbers:
            self._numbers[key] = demo_iins(born, sex)
        return next(self._numbers[key])

    def _phone(self) -> str:
        self._phones += 1
        return f"{PHONE_PREFIX}{self._phones:06}"


@dataclass(frozen=True, slots=True)
class Named:
    """A draft's id with its name, for the sign-in table."""

    id: uuid.UUID
    name: str

    @classmethod
    def of(cls, draft: PersonDraft) -> "Named":
        return cls(draft.id, f"{draft.family} {draft.given}")
