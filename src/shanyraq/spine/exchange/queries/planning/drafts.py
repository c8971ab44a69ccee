"""A record on its way to being a line, and the reasons given for it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.exchange.drafts import Deed, Fault, Kind, Place, Record
from shanyraq.spine.exchange.rules.verdicts import Verdict
from shanyraq.spine.registry import api as registry

_EMPTY = (None, "", ())
LANGUAGES = ("kk", "ru", "en")
Reason = dict[str, Any]


def reason(where: str, message: Any, *, entered: object = "", grave: bool = True, **said: Any) -> Reason:
    """A reason in every language of the house, since whoever reads it later may read another than who brought it."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            told = {name: value() if callable(value) else value for name, value in said.items()}
            words[language] = str(message) % told if told else str(message)
    return {"field": where, "words": words, "entered": str(entered)[:80], "grave": grave}


def reason_of(fault: Fault) -> Reason:
    return reason(fault.field, fault.message, entered=fault.entered, grave=fault.grave)


@dataclass(slots=True)
class Draft:
    """One record being planned.

    `values` are those of the record with references turned into ids of our rows, `stored` as they came. `standing` is
    the person of the register that is meant, `forced` whom somebody has decided it to be, `likely` who would be no
    surprise. `planned` is the id shown before for what is new; `deeds` is what the register is to be asked.
    """

    kind: Kind
    place: Place
    values: dict[str, Any]
    organisation_id: uuid.UUID | None
    deed: Deed = Deed.STANDS
    source_key: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    verdict: Verdict | None = None
    target: uuid.UUID | None = None
    standing: registry.StandingPerson | None = None
    forced: uuid.UUID | None = None
    likely: frozenset[uuid.UUID] = frozenset()
    planned: uuid.UUID | None = None
    decision: str = ""
    stored: Mapping[str, Any] = field(default_factory=dict)
    deeds: list[Any] = field(default_factory=list)
    is_new: bool = False
    is_ours: bool = True
    changes: list[list[str]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    candidates: list[uuid.UUID] = field(default_factory=list)
    _full_name: str | None = None

    @classmethod
    def of(cls, record: Record, *, organisation_id: uuid.UUID | None) -> "Draft":
        draft = cls(
            kind=record.kind,
            place=record.place,
            values={name: value for name, value in record.values.items() if value or value not in _EMPTY},
            organisation_id=organisation_id,
            deed=record.deed,
            source_key=record.source_key[:120],
            raw=record.raw,
            stored=record.values,
        )
        if record.faults:
            draft.reasons = [reason_of(fault) for fault in record.faults]
            if any(fault.grave for fault in record.faults):
                draft.verdict = Verdict.REFUSE
        return draft

    def make(self) -> uuid.UUID:
        """It is new, under the id that others already point at."""
        self.is_new = True
        self.target = self.planned or new_id()
        return self.target

    @property
    def is_open(self) -> bool:
        """Nothing has been decided about it yet."""
        return self.verdict is None

    def refuse(self, where: str, message: Any, **said: Any) -> None:
        self.verdict = Verdict.REFUSE
        self.reasons.append(reason(where, message, entered=self.entered(where), **said))

    def note(self, where: str, message: Any, **said: Any) -> None:
        self.reasons.append(reason(where, message, entered=self.entered(where), grave=False, **said))

    def entered(self, where: str) -> str:
        value = self.values.get(where, "")
        return str(getattr(value, "key", value))

    def change(self, where: str, before: object, after: object) -> None:
        self.changes.append([where, "" if before is None else str(before), str(after)])

    def settle(self) -> None:
        """What nobody refused and nothing asks about is new, or changes something, or stays."""
        if self.verdict is None:
            self.verdict = Verdict.CREATE if self.is_new else Verdict.CHANGE if self.changes else Verdict.LEAVE

    @property
    def full_name(self) -> str:
        """As the file says it; asked many times while a draft is planned, and never changed by that."""
        if self._full_name is None:
            said = self.values
            parts = (said.get("family"), said.get("given"), said.get("patronymic"))
            self._full_name = " ".join([part for part in parts if part])
        return self._full_name

    @property
    def title(self) -> str:
        """What the line is called on the screen."""
        said = self.values
        name = self.full_name or said.get("name") or said.get("name_kk") or said.get("name_ru") or ""
        if not name and self.kind is Kind.GROUP:
            name = f"{said.get('grade', '')} «{said.get('letter', '')}»"
        if not name and self.kind is Kind.LOAD:
            name = f"{said.get('subject', '')} {self.entered('group')}"
        return str(name or self.entered("child") or self.source_key)[:200]
