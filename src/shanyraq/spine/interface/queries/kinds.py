"""The collections of the interface: each with its words, its fields and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from shanyraq.spine.interface.queries.roster import (
    Object,
    Roster,
    classes,
    courses,
    demographics,
    enrollments,
    having,
    orgs,
    schools,
    sessions,
    users,
)

_STAMP = ("sourcedId", "status", "dateLastModified")
_USER = (
    *_STAMP, "enabledUser", "givenName", "familyName", "middleName", "email", "phone", "grades", "agents.sourcedId",
    "roles.role", "roles.roleType", "roles.org.sourcedId", "primaryOrg.sourcedId",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Collection:
    """One kind of objects: under which words, with which fields, read how."""

    many: str
    one: str
    fields: tuple[str, ...]
    read: Callable[[Roster], list[Object]]


COLLECTIONS = {
    path: Collection(many, one, fields, read)
    for path, many, one, fields, read in (
        ("orgs", "orgs", "org", (*_STAMP, "name", "type", "identifier", "children"), orgs),
        ("schools", "orgs", "org", (*_STAMP, "name", "type", "identifier", "children"), schools),
        ("academicSessions", "academicSessions", "academicSession", (
            *_STAMP, "title", "type", "startDate", "endDate", "schoolYear", "parent.sourcedId", "children.sourcedId",
        ), sessions),
        ("courses", "courses", "course", (
            *_STAMP, "title", "courseCode", "subjects", "subjectCodes", "org.sourcedId",
        ), courses),
        ("classes", "classes", "class", (
            *_STAMP, "title", "classCode", "classType", "grades", "subjects", "subjectCodes", "course.sourcedId",
            "school.sourcedId", "terms.sourcedId",
        ), classes),
        ("users", "users", "user", _USER, users),
        ("students", "users", "user", _USER, having("student")),
        ("teachers", "users", "user", _USER, having("teacher")),
        ("enrollments", "enrollments", "enrollment", (
            *_STAMP, "role", "primary", "beginDate", "endDate", "user.sourcedId", "class.sourcedId",
            "school.sourcedId",
        ), enrollments),
        ("demographics", "demographics", "demographics", (*_STAMP, "birthDate", "sex"), demographics),
    )
}  # fmt: skip
