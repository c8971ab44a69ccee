"""OneRoster 1.2 out: one zip of whole files (bulk), written row by row as the register gives them."""

import csv
import datetime as dt
import io
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from shanyraq.spine.exchange.gateways.oneroster import rows
from shanyraq.spine.exchange.gateways.oneroster.fields import SKIPPED, TABLES
from shanyraq.spine.exchange.gateways.oneroster.rows import Cells
from shanyraq.spine.registry import api as registry

SYSTEM = "shanyraq"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""A zip keeps no time of its members, so that the same register gives the same bytes."""
AT_ONCE = 1000
PARENTS = frozenset({"mother", "father"})


@dataclass
class Roster:
    """What is to be written: of which organisations, on which day, and under which names.

    `named` holds the identifiers that another system gave to rows of ours; every other row bears its own id. With
    `seats` each pupil is also enrolled in each class of a subject, as programs for lessons expect it; the register
    itself does not need that to be read back.
    """

    organisations: frozenset[uuid.UUID]
    day: dt.date
    named: Mapping[uuid.UUID, str] = field(default_factory=dict)
    seats: bool = True

    def __post_init__(self) -> None:
        self.whose = registry.Whose(organisations=self.organisations)
        year = self.day.year if self.day.month >= 9 else self.day.year - 1
        self.groups = {each.id: each for each in registry.group_entries(self.whose, school_year=year)}
        self.subjects: dict[uuid.UUID, set[str]] = defaultdict(set)
        for each in self.loads():
            self.subjects[each.group_id].add(each.subject)

    def name(self, id: uuid.UUID) -> str:
        return self.named.get(id) or str(id)

    def loads(self) -> Iterator[registry.LoadEntry]:
        return (each for each in registry.load_entries(self.whose, day=self.day) if each.group_id in self.groups)

    def stays(self) -> Iterator[registry.StayEntry]:
        return (each for each in registry.stay_entries(self.whose, day=self.day) if each.group_id in self.groups)

    def people(self) -> Iterator[list[registry.PersonEntry]]:
        """Everybody in it, some hundreds at a time."""
        everybody = registry.person_entries(self.whose, day=self.day)
        while some := list(islice(everybody, AT_ONCE)):
            yield some


def write_oneroster(out: IO[bytes], roster: Roster) -> None:
    """The roster as the scope in force sees it stands in `out` as a zip. Memory grows with classes, not with pupils."""
    parts: dict[str, Iterable[Cells]] = {
        "orgs": (rows.org(each, roster.name) for each in registry.organisation_entries(roster.whose)),
        "academicSessions": rows.sessions({each.school_year for each in roster.groups.values()}),
        "courses": _courses(roster),
        "classes": _classes(roster),
        "users": _users(roster),
        "roles": _roles(roster),
        "enrollments": _enrollments(roster),
        "demographics": (rows.birth(each, roster.name) for some in roster.people() for each in some),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as box:
        _write(box, "manifest.csv", ("propertyName", "value"), _manifest(parts))
        for name, cells in parts.items():
            table = TABLES[name]
            _write(box, table.file, table.written, ([row.get(key) for key in table.written] for row in cells))


def _write(box: zipfile.ZipFile, name: str, header: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    member = zipfile.ZipInfo(name, FIRST_MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    with box.open(member, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(lines)


def _manifest(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield "manifest.version", "1.0"
    yield "oneroster.version", "1.2"
    for name in sorted((*TABLES, *SKIPPED), key=str.lower):
        yield f"file.{name}", "bulk" if name in parts else "absent"
    yield "source.systemName", "Shanyraq"
    yield "source.systemCode", SYSTEM


def _courses(roster: Roster) -> Iterator[Cells]:
    found = {(each.organisation_id, rows.HOMEROOM) for each in roster.groups.values()}
    found |= {(roster.groups[id].organisation_id, name) for id, names in roster.subjects.items() for name in names}
    return (rows.course(roster.name(organisation), subject) for organisation, subject in sorted(found))


def _classes(roster: Roster) -> Iterator[Cells]:
    for group in roster.groups.values():
        yield rows.homeroom(group, roster.name)
    for group in roster.groups.values():
        for subject in sorted(roster.subjects.get(group.id, ())):
            yield rows.taught(group, subject, roster.name)


def _users(roster: Roster) -> Iterator[Cells]:
    for some in roster.people():
        rights: dict[uuid.UUID, list[registry.GuardianEntry]] = defaultdict(list)
        for each in registry.guardian_entries(registry.Whose(people=[one.id for one in some]), day=roster.day):
            if each.organisation_id in roster.organisations:
                rights[each.child_id].append(each)
                rights[each.guardian_id].append(each)
        for person in some:
            group = roster.groups.get(person.group_id) if person.group_id else None
            yield rows.user(person, rights.get(person.id, ()), group.grade if group else None, roster.name)


def _roles(roster: Roster) -> Iterator[Cells]:
    staff: set[uuid.UUID] = set()
    for post in registry.post_entries(roster.whose, day=roster.day):
        yield rows.post(post, roster.name, first=post.person_id not in staff)
        staff.add(post.person_id)
    for stay in roster.stays():
        person, place = roster.name(stay.person_id), roster.name(stay.organisation_id)
        yield rows.role(f"{stay.id}:role", person, "student", place, first=stay.person_id not in staff)
    told: set[int] = set()
    for right in registry.guardian_entries(roster.whose, day=roster.day):
        mark = hash((right.guardian_id, right.organisation_id, right.relation in PARENTS))
        if right.organisation_id is None or mark in told:
            continue
        told.add(mark)
        word = "parent" if right.relation in PARENTS else "guardian"
        person, place = roster.name(right.guardian_id), roster.name(right.organisation_id)
        yield rows.role(f"{right.id}:role", person, word, place, first=right.guardian_id not in staff)


def _enrollments(roster: Roster) -> Iterator[Cells]:
    for group in roster.groups.values():
        if group.class_teacher_id:
            place, person = roster.name(group.organisation_id), roster.name(group.class_teacher_id)
            lead = rows.seat(f"{group.id}:lead", roster.name(group.id), place, person, "teacher")
            yield {**lead, "primary": "true"}
    for load in roster.loads():
        yield rows.load(load, roster.name)
    for stay in roster.stays():
        yield rows.stay(stay, roster.name)
        for subject in sorted(roster.subjects.get(stay.group_id, ())) if roster.seats else ():
            taught = rows.taught_id(roster.name(stay.group_id), subject)
            place, person = roster.name(stay.organisation_id), roster.name(stay.person_id)
            yield rows.seat(f"{stay.id}:{subject}", taught, place, person, "student")
