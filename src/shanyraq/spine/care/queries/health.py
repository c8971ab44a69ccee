"""Health sheets: the nurse's list, one child's sheet with its course, and what the teachers of a class heed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.care.models import HealthSheet, PhysicalGroup
from shanyraq.spine.care.models.health import HEALTH_GROUPS, PE_GROUPS, RESTRICTIONS
from shanyraq.spine.care.rules import holds, parted
from shanyraq.spine.registry import api as registry

HEALTH_WORDS, PE_WORDS, RESTRICTION_WORDS = dict(HEALTH_GROUPS), dict(PE_GROUPS), dict(RESTRICTIONS)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet as the nurse and the family read it."""

    key: tuple[dt.date, uuid.UUID]
    person_id: uuid.UUID
    recorded_at: dt.datetime
    by: str
    school: str
    passport_on: dt.date | None
    immunisation_on: dt.date | None
    health_group: str
    health_words: str
    pe_group: str
    pe_words: str
    restrictions: tuple[str, ...]
    restriction_words: str
    valid_from: dt.date
    valid_to: dt.date | None
    notes: str
    in_force: bool

    @property
    def is_whole(self) -> bool:
        """Both forms were shown and both groups are known."""
        return bool(self.passport_on and self.immunisation_on and self.health_group and self.pe_group)


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil in the nurse's list, with the sheet in force if there is one."""

    person_id: uuid.UUID
    name: str
    group_id: uuid.UUID | None
    group: str
    birth_date: dt.date | None
    sheet: SheetRow | None

    @property
    def state(self) -> str:
        if self.sheet is None:
            return "none"
        if not self.sheet.in_force:
            return "over"
        return "whole" if self.sheet.is_whole else "partly"


@dataclass(frozen=True, slots=True)
class HeedRow:
    """What whoever teaches this child heeds."""

    person_id: uuid.UUID
    name: str
    pe_words: str
    restriction_words: str
    valid_to: dt.date | None


def latest_sheets(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, HealthSheet]:
    """The sheet of each of these people that no other supersedes. Asked by acts and by the machine. One query."""
    rows = HealthSheet.objects.filter(person_id__in=list(person_ids)).seen_by_system().order_by("day", "id")
    return _last(list(rows))


def _last(rows: list[HealthSheet]) -> dict[uuid.UUID, HealthSheet]:
    gone = {row.supersedes_id for row in rows}
    return {row.person_id: row for row in rows if row.id not in gone}


def sheets_of(person_id: uuid.UUID) -> list[SheetRow]:
    """The sheets of one child that the scope sees, the one in force first. Four queries."""
    rows = list(HealthSheet.objects.filter(person_id=person_id).order_by("-day", "-id"))
    said = facts.payloads_of((row.day, row.id) for row in rows) if rows else {}
    who = registry.names_of({row.actor_id for row in rows if row.actor_id and row.actor_kind == "person"})
    schools = {row.id: row.short for row in registry.organisations({row.organisation_id for row in rows})}
    latest = _last(rows)
    return [
        _row(
            row,
            notes=str(said.get(row.id, {}).get("notes", "")),
            by=who.get(row.actor_id, "") if row.actor_id else "",
            school=schools.get(row.organisation_id, ""),
            latest=latest.get(person_id) is row,
        )
        for row in rows
    ]


def _row(row: HealthSheet, *, notes: str = "", by: str = "", school: str = "", latest: bool = True) -> SheetRow:
    codes = parted(row.restrictions)
    return SheetRow(
        key=(row.day, row.id),
        person_id=row.person_id,
        recorded_at=row.recorded_at,
        by=by,
        school=school,
        passport_on=row.passport_on,
        immunisation_on=row.immunisation_on,
        health_group=row.health_group,
        health_words=str(HEALTH_WORDS.get(row.health_group, "")),
        pe_group=row.pe_group,
        pe_words=str(PE_WORDS.get(row.pe_group, "")),
        restrictions=codes,
        restriction_words=_restrictions(codes),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        notes=notes,
        in_force=latest and holds(row.valid_from, row.valid_to, day=clock.today()),
    )


def _restrictions(codes: Iterable[str]) -> str:
    return ", ".join(str(RESTRICTION_WORDS[code]) for code in codes if code in RESTRICTION_WORDS)


def heeded_words(row: HealthSheet) -> dict[str, str]:
    """What teachers heed, in the language in force."""
    return {"pe": str(PE_WORDS.get(row.pe_group, "")), "restrictions": _restrictions(parted(row.restrictions))}


def pupils_of_school(organisation_id: uuid.UUID) -> list[PupilLine]:
    """Every pupil of the school whom the nurse sees, by class and name, with the latest sheet. Three queries."""
    people = [one for one in registry.people_at(organisation_id) if one.is_learner and one.group_id]
    names = {row.id: row for row in registry.groups({one.group_id for one in people if one.group_id})}
    sheets = _last(list(HealthSheet.objects.filter(organisation_id=organisation_id).order_by("day", "id")))
    order = {group_id: at for at, group_id in enumerate(names)}
    lines = [
        PupilLine(
            person_id=one.id,
            name=" ".join(filter(None, (one.family, one.given, one.patronymic))),
            group_id=one.group_id,
            group=names[one.group_id].name if one.group_id in names else "",
            birth_date=one.birth_date,
            sheet=_row(sheets[one.id]) if one.id in sheets else None,
        )
        for one in people
    ]
    return sorted(lines, key=lambda line: order.get(line.group_id, len(order)) if line.group_id else len(order))


def heeded_in(group_id: uuid.UUID, *, day: dt.date) -> list[HeedRow]:
    """What the teachers of this class heed on that day; a child about whom there is nothing to heed is left out."""
    people = {one.id: one for one in registry.roster(group_id, day=day)}
    rows = {row.person_id: row for row in PhysicalGroup.objects.filter(person__in=list(people))}
    found = []
    for key, one in people.items():
        row = rows.get(key)
        if row is None or not holds(row.valid_from, row.valid_to, day=day):
            continue
        words = _restrictions(parted(row.restrictions))
        found.append(HeedRow(key, one.name, str(PE_WORDS.get(row.pe_group, "")), words, row.valid_to))
    return found


@dataclass(frozen=True, slots=True)
class HealthEntry:
    """One sheet in an export; a later one that names it in `supersedes_id` stands in its place."""

    id: uuid.UUID
    day: dt.date
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    passport_on: dt.date | None
    immunisation_on: dt.date | None
    health_group: str
    pe_group: str
    restrictions: str
    valid_from: dt.date
    valid_to: dt.date | None
    notes: str
    supersedes_id: uuid.UUID | None


def health_entries(**whose: uuid.UUID) -> Iterator[HealthEntry]:
    """The sheets that the scope sees, with their words."""
    rows = list(HealthSheet.objects.filter(**whose).order_by("day", "id"))
    said = facts.payloads_of((row.day, row.id) for row in rows) if rows else {}
    for row in rows:
        yield HealthEntry(
            row.id, row.day, row.person_id, row.organisation_id, row.passport_on, row.immunisation_on,
            row.health_group, row.pe_group, row.restrictions, row.valid_from, row.valid_to,
            str(said.get(row.id, {}).get("notes", "")), row.supersedes_id,
        )  # fmt: skip
