"""Rows of OneRoster 1.2 from rows of the register. Columns that are not named stay empty."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from shanyraq.spine.exchange.gateways.oneroster.cells import NO_FAMILY
from shanyraq.spine.exchange.gateways.oneroster.fields import OWN, their_grade
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of, school_years
from shanyraq.spine.registry.reference.curriculum import subjects

Cells = Mapping[str, object]
Named = Callable[[uuid.UUID], str]
SEXES = {"m": "male", "f": "female"}
ROLES = {
    "director": "principal", "deputy": "siteAdministrator", "secretary": "siteAdministrator", "teacher": "teacher",
    "educator": "teacher", "psychologist": "counselor",
}  # fmt: skip
OTHERS = "aide"
HOMEROOM = "homeroom"


def own(**cells: object) -> dict[str, object]:
    return {OWN + name: value for name, value in cells.items()}


def org(entry: registry.OrganisationEntry, named: Named) -> Cells:
    return {
        "sourcedId": named(entry.id),
        "name": entry.name_kk,
        "type": "district" if entry.kind == "office" else "school",
        "identifier": entry.bin,
        **own(
            bin=entry.bin,
            kind=entry.kind,
            profile=entry.profile,
            number=entry.number,
            name_ru=entry.name_ru,
            territory=entry.territory_id,
            capacity=entry.capacity,
            languages=",".join(entry.languages),
            shifts=entry.shifts,
        ),
    }


def year_id(year: int) -> str:
    return f"year-{year}"


def sessions(years: Iterable[int]) -> Iterator[Cells]:
    """A school year and its quarters, as far as the calendar knows them."""
    known = {each.year: each for each in school_years()}
    for year in sorted(years):
        known_year = known.get(year)
        opens = known_year.opens if known_year else dt.date(year, 9, 1)
        closes = known_year.closes if known_year else dt.date(year + 1, 8, 31)
        told = {"schoolYear": year + 1}  # there a school year bears the name of its last calendar year
        whole = {"sourcedId": year_id(year), "title": f"{year}/{year + 1}", "type": "schoolYear"}
        yield {**told, **whole, "startDate": opens, "endDate": closes}
        for quarter in quarters_of(year) if known_year else ():
            yield {
                **told,
                "sourcedId": f"{year_id(year)}-{quarter.number}",
                "title": f"{quarter.number}",
                "type": "gradingPeriod",
                "startDate": quarter.first,
                "endDate": quarter.last,
                "parentSourcedId": year_id(year),
            }


def course_id(organisation: str, subject: str) -> str:
    return f"{organisation}:{subject}"


def course(organisation: str, subject: str) -> Cells:
    known = subjects().get(subject)
    title = known.name_kk if known else "Сынып" if subject == HOMEROOM else subject
    told = {} if subject == HOMEROOM else {"subjects": title, "subjectCodes": subject}
    there = {"sourcedId": course_id(organisation, subject), "orgSourcedId": organisation}
    return {**there, "title": title, "courseCode": subject, **told}


def homeroom(entry: registry.GroupEntry, named: Named) -> Cells:
    return {
        "sourcedId": named(entry.id),
        "title": entry.name,
        "grades": their_grade(entry.grade),
        "courseSourcedId": course_id(named(entry.organisation_id), HOMEROOM),
        "classCode": entry.letter,
        "classType": "homeroom",
        "schoolSourcedId": named(entry.organisation_id),
        "termSourcedIds": year_id(entry.school_year),
        **own(language=entry.language, shift=entry.shift),
    }


def taught_id(group: str, subject: str) -> str:
    return f"{group}:{subject}"


def taught(entry: registry.GroupEntry, subject: str, named: Named) -> Cells:
    """A scheduled class: one subject of one homeroom."""
    known = subjects().get(subject)
    name = known.name_kk if known else subject
    return {
        "sourcedId": taught_id(named(entry.id), subject),
        "title": f"{name}, {entry.name}",
        "grades": their_grade(entry.grade),
        "courseSourcedId": course_id(named(entry.organisation_id), subject),
        "classCode": f"{entry.grade}{entry.letter} {subject}",
        "classType": "scheduled",
        "schoolSourcedId": named(entry.organisation_id),
        "termSourcedIds": year_id(entry.school_year),
        "subjects": name,
        "subjectCodes": subject,
        **own(group=named(entry.id)),
    }


def user(
    entry: registry.PersonEntry, guardianships: Sequence[registry.GuardianEntry], grade: int | None, named: Named
) -> Cells:
    """A person. Sign-in names of ours are nobody's business: the user is named by the identifier."""
    over = [each for each in guardianships if each.child_id == entry.id]
    of = [each for each in guardianships if each.guardian_id == entry.id]
    agents = [each.guardian_id for each in over] + [each.child_id for each in of]
    told = " ".join(f"{quote(named(each.guardian_id), safe='')}={each.relation}@{each.valid_from}" for each in over)
    return {
        "sourcedId": named(entry.id),
        "enabledUser": "true",
        "username": named(entry.id),
        "userIds": f"{{iin:{entry.iin}}}" if entry.iin else "",
        "givenName": entry.given,
        "familyName": entry.family or NO_FAMILY,
        "middleName": entry.patronymic,
        "email": entry.email,
        "phone": entry.phone,
        "agentSourcedIds": ",".join(sorted({named(agent) for agent in agents})),
        "grades": "" if grade is None else their_grade(grade),
        "userMasterIdentifier": entry.iin or "",
        "primaryOrgSourcedId": named(entry.organisation_id) if entry.organisation_id else "",
        **own(iin=entry.iin or "", guardians=told),
    }


def birth(entry: registry.PersonEntry, named: Named) -> Cells:
    return {"sourcedId": named(entry.id), "birthDate": entry.birth_date, "sex": SEXES[entry.sex]}


def post(entry: registry.PostEntry, named: Named, *, first: bool) -> Cells:
    return {
        "sourcedId": str(entry.id),
        "userSourcedId": named(entry.person_id),
        "roleType": "primary" if first else "secondary",
        "role": ROLES.get(entry.position, OTHERS),
        "beginDate": entry.valid_from,
        "endDate": entry.valid_to,
        "orgSourcedId": named(entry.organisation_id),
        **own(position=entry.position, rate=entry.rate),
    }


def role(sourced_id: str, person: str, word: str, organisation: str, *, first: bool) -> Cells:
    kind = "primary" if first else "secondary"
    who = {"sourcedId": sourced_id, "userSourcedId": person}
    return {**who, "roleType": kind, "role": word, "orgSourcedId": organisation}


def stay(entry: registry.StayEntry, named: Named) -> Cells:
    return {
        **seat(str(entry.id), named(entry.group_id), named(entry.organisation_id), named(entry.person_id), "student"),
        "beginDate": entry.valid_from,
        "endDate": entry.valid_to,
        **own(order_number=entry.order_number),
    }


def load(entry: registry.LoadEntry, named: Named) -> Cells:
    taught_class = taught_id(named(entry.group_id), entry.subject)
    return {
        **seat(str(entry.id), taught_class, named(entry.organisation_id), named(entry.person_id), "teacher"),
        "primary": "true",
        "beginDate": entry.valid_from,
        "endDate": entry.valid_to,
        **own(hours=entry.hours_per_week),
    }


def seat(sourced_id: str, class_id: str, organisation: str, person: str, word: str) -> dict[str, object]:
    """An enrolment of somebody as something."""
    return {
        "sourcedId": sourced_id,
        "classSourcedId": class_id,
        "schoolSourcedId": organisation,
        "userSourcedId": person,
        "role": word,
        "primary": "false",
    }
