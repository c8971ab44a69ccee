"""The register of one organisation as OneRoster objects, within the scope in force."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of, school_years
from shanyraq.spine.registry.reference.curriculum import subjects

Object = Mapping[str, Any]
ROLES = {
    "director": "principal", "deputy": "siteAdministrator", "secretary": "siteAdministrator", "teacher": "teacher",
    "educator": "teacher", "psychologist": "counselor",
}  # fmt: skip
OTHERS = "aide"
PARENTS = frozenset({"mother", "father"})
SEXES = {"m": "male", "f": "female"}
HOMEROOM = "homeroom"


def grade(number: int) -> str:
    return f"{number:02d}" if number else "KG"


@dataclass(frozen=True)
class Roster:
    """One organisation on one day, read as far as a question needs it."""

    organisation_id: uuid.UUID
    day: dt.date
    now: dt.datetime
    looked_at: dict[uuid.UUID, uuid.UUID | None] = field(default_factory=dict)

    def look_at(self, told: Iterable[Object]) -> None:
        """The learners among these people were looked at, and their families will read it."""
        learners = {str(stay.person_id): stay.person_id for stay in self.stays}
        self.looked_at.update(
            {learners[one]: self.organisation_id for each in told if (one := each.get("sourcedId")) in learners}
        )

    @cached_property
    def whose(self) -> registry.Whose:
        return registry.Whose(organisations=[self.organisation_id])

    @cached_property
    def groups(self) -> dict[uuid.UUID, registry.GroupEntry]:
        year = self.day.year if self.day.month >= 9 else self.day.year - 1
        return {each.id: each for each in registry.group_entries(self.whose, school_year=year)}

    @cached_property
    def stays(self) -> list[registry.StayEntry]:
        return [each for each in registry.stay_entries(self.whose, day=self.day) if each.group_id in self.groups]

    @cached_property
    def loads(self) -> list[registry.LoadEntry]:
        return [each for each in registry.load_entries(self.whose, day=self.day) if each.group_id in self.groups]

    @cached_property
    def posts(self) -> list[registry.PostEntry]:
        return list(registry.post_entries(self.whose, day=self.day))

    @cached_property
    def rights(self) -> list[registry.GuardianEntry]:
        return list(registry.guardian_entries(self.whose, day=self.day))

    @cached_property
    def people(self) -> list[registry.PersonEntry]:
        return list(registry.person_entries(self.whose, day=self.day))

    def stamped(self, sourced_id: object, **more: Any) -> Object:
        """What every object begins with. The register keeps no moment of change of a row: it is as of now."""
        moment = self.now.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"sourcedId": str(sourced_id), "status": "active", "dateLastModified": moment, **more}


def ref(kind: str, sourced_id: object) -> dict[str, str]:
    return {"href": f"{kind}s/{sourced_id}", "sourcedId": str(sourced_id), "type": kind}


def orgs(roster: Roster) -> list[Object]:
    return [
        roster.stamped(
            each.id,
            name=each.name_kk,
            type="district" if each.kind == "office" else "school",
            identifier=each.bin,
            children=[],
        )
        for each in registry.organisation_entries(roster.whose)
    ]


def schools(roster: Roster) -> list[Object]:
    return [each for each in orgs(roster) if each["type"] == "school"]


def sessions(roster: Roster) -> list[Object]:
    found = []
    years = {each.school_year for each in roster.groups.values()}
    for year in (each for each in school_years() if each.year in years):
        told = {"schoolYear": str(year.year + 1)}
        quarters = quarters_of(year.year)
        children = [ref("academicSession", f"year-{year.year}-{each.number}") for each in quarters]
        found.append(
            roster.stamped(
                f"year-{year.year}", title=year.name, type="schoolYear", startDate=year.opens.isoformat(),
                endDate=year.closes.isoformat(), children=children, **told,
            )
        )  # fmt: skip
        found += [
            roster.stamped(
                f"year-{year.year}-{each.number}", title=str(each.number), type="gradingPeriod",
                startDate=each.first.isoformat(), endDate=each.last.isoformat(),
                parent=ref("academicSession", f"year-{year.year}"), children=[], **told,
            )
            for each in quarters
        ]  # fmt: skip
    return found


def taught(roster: Roster) -> dict[tuple[uuid.UUID, str], list[registry.LoadEntry]]:
    """Who teaches what to which group."""
    found: dict[tuple[uuid.UUID, str], list[registry.LoadEntry]] = defaultdict(list)
    for each in roster.loads:
        found[each.group_id, each.subject].append(each)
    return found


def _title(subject: str) -> str:
    known = subjects().get(subject)
    return known.name_kk if known else subject


def courses(roster: Roster) -> list[Object]:
    place = ref("org", roster.organisation_id)
    codes = sorted({subject for _group, subject in taught(roster)})
    homeroom = roster.stamped(HOMEROOM, title="Сынып", courseCode=HOMEROOM, subjects=[], subjectCodes=[], org=place)
    return [homeroom] + [
        roster.stamped(
            code, title=_title(code), courseCode=code, subjects=[_title(code)], subjectCodes=[code], org=place
        )
        for code in codes
    ]


def classes(roster: Roster) -> list[Object]:
    found = []
    for each in roster.groups.values():
        found.append(_class(roster, each, each.id, each.name, each.letter, HOMEROOM, HOMEROOM))
    for group_id, subject in sorted(taught(roster), key=str):
        each = roster.groups[group_id]
        title, code = f"{_title(subject)}, {each.name}", f"{each.grade}{each.letter} {subject}"
        found.append(_class(roster, each, f"{each.id}:{subject}", title, code, "scheduled", subject))
    return found


def _class(
    roster: Roster, group: registry.GroupEntry, sourced_id: object, title: str, code: str, kind: str, course: str
) -> Object:
    of_subject = course != HOMEROOM
    return roster.stamped(
        sourced_id,
        title=title,
        classCode=code,
        classType=kind,
        grades=[grade(group.grade)],
        subjects=[_title(course)] if of_subject else [],
        subjectCodes=[course] if of_subject else [],
        course=ref("course", course),
        school=ref("org", group.organisation_id),
        terms=[ref("academicSession", f"year-{group.school_year}")],
    )


def enrollments(roster: Roster) -> list[Object]:
    found = []
    for group in roster.groups.values():
        if group.class_teacher_id:
            lead = _seat(roster, f"{group.id}:lead", group.id, group.class_teacher_id, "teacher", primary=True)
            found.append(lead)
    for load in roster.loads:
        taught_class = f"{load.group_id}:{load.subject}"
        dates = _dates(load.valid_from, load.valid_to)
        found.append(_seat(roster, load.id, taught_class, load.person_id, "teacher", primary=True, **dates))
    lessons: dict[uuid.UUID, list[str]] = defaultdict(list)
    for group_id, subject in sorted(taught(roster), key=str):
        lessons[group_id].append(subject)
    for stay in roster.stays:
        dates = _dates(stay.valid_from, stay.valid_to)
        found.append(_seat(roster, stay.id, stay.group_id, stay.person_id, "student", primary=False, **dates))
        for subject in lessons[stay.group_id]:
            seat_id, taught_class = f"{stay.id}:{subject}", f"{stay.group_id}:{subject}"
            found.append(_seat(roster, seat_id, taught_class, stay.person_id, "student", primary=False))
    return found


def _dates(begins: dt.date, ends: dt.date | None) -> dict[str, str]:
    return {"beginDate": begins.isoformat()} | ({"endDate": ends.isoformat()} if ends else {})


def _seat(
    roster: Roster, sourced_id: object, class_id: object, person: uuid.UUID, role: str, *, primary: bool, **more: str
) -> Object:
    return roster.stamped(
        sourced_id,
        role=role,
        primary="true" if primary else "false",
        user=ref("user", person),
        **{"class": {"href": f"classes/{class_id}", "sourcedId": str(class_id), "type": "class"}},
        school=ref("org", roster.organisation_id),
        **more,
    )


def users(roster: Roster) -> list[Object]:
    roles: dict[uuid.UUID, set[str]] = defaultdict(set)
    agents: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    grades: dict[uuid.UUID, set[int]] = defaultdict(set)
    for post in roster.posts:
        roles[post.person_id].add(ROLES.get(post.position, OTHERS))
    for stay in roster.stays:
        roles[stay.person_id].add("student")
        grades[stay.person_id].add(roster.groups[stay.group_id].grade)
    for right in roster.rights:
        roles[right.guardian_id].add("parent" if right.relation in PARENTS else "guardian")
        agents[right.child_id].add(right.guardian_id)
        agents[right.guardian_id].add(right.child_id)
    return [
        roster.stamped(
            each.id,
            enabledUser="true",
            givenName=each.given,
            familyName=each.family or "-",
            middleName=each.patronymic,
            email=each.email,
            phone=each.phone,
            grades=sorted(grade(number) for number in grades[each.id]),
            agents=[ref("user", agent) for agent in sorted(agents[each.id])],
            roles=[
                {"roleType": "secondary" if at else "primary", "role": role, "org": ref("org", roster.organisation_id)}
                for at, role in enumerate(sorted(roles[each.id]))
            ],
            primaryOrg=ref("org", roster.organisation_id),
        )
        for each in roster.people
    ]


def having(*roles: str) -> Callable[[Roster], list[Object]]:
    def found(roster: Roster) -> list[Object]:
        return [each for each in users(roster) if _roles(each) & set(roles)]

    return found


def _roles(user: Object) -> set[str]:
    held: Iterable[Mapping[str, str]] = user["roles"]
    return {each["role"] for each in held}


def demographics(roster: Roster) -> list[Object]:
    return [
        roster.stamped(
            each.id,
            birthDate=each.birth_date.isoformat() if each.birth_date else "",
            sex=SEXES.get(each.sex, "unspecified"),
        )
        for each in roster.people
    ]
