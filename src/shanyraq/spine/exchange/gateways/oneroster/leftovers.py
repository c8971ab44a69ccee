"""Rows that belong to nothing: they are refused one by one, so that none is lost without a word."""

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Fault, Kind, Ref, Value
from shanyraq.spine.exchange.gateways.oneroster.cells import day_of, fault
from shanyraq.spine.exchange.gateways.oneroster.context import Reading, Records, record
from shanyraq.spine.exchange.gateways.oneroster.fields import ROLES, SESSION_TYPES, STUDENT, TABLES
from shanyraq.spine.exchange.gateways.oneroster.scratch import Row

_NOBODY = "NOT EXISTS (SELECT 1 FROM {name} x WHERE x.sourcedId = {pointer})"
_KNOWN = ", ".join(f"'{role.lower()}'" for role in ROLES)


def _pointing_nowhere(name: str, pointer: str) -> str:
    return _NOBODY.format(name=name, pointer=pointer)


def sessions_and_courses(reading: Reading) -> Records:
    """Academic sessions and courses are no records of ours; only a row that is wrong is shown."""
    for row in reading.scratch.rows("academicSessions"):
        faults = reading.common(row)
        day_of(row, "startDate", faults)
        day_of(row, "endDate", faults)
        if row["type"].lower() not in {word.lower() for word in SESSION_TYPES}:
            words = _("Only these words are known here: %(choices)s.")
            faults.append(fault(row, "type", words, choices=", ".join(SESSION_TYPES)))
        if any(each.grave for each in faults):
            yield record(Kind.GROUP, row, {}, faults)
    for row in reading.scratch.rows("courses"):
        faults = reading.common(row)
        if any(each.grave for each in faults):
            yield record(Kind.LOAD, row, {}, faults)


def staff_without_role(reading: Reading) -> Records:
    """Users who have no role, or one that nobody knows."""
    unplaced = "NOT EXISTS (SELECT 1 FROM roles r WHERE r.userSourcedId = users.sourcedId)"
    if not reading.is_delta("roles") and not reading.is_delta("users"):
        for row in reading.scratch.rows("users", unplaced):
            faults = [*reading.common(row), Fault("role", _("The file gives this user no role."))]
            yield record(Kind.STAFF, row, {}, faults)
    for row in reading.scratch.rows("roles", f"lower(role) NOT IN ({_KNOWN})"):
        faults = [] if reading.is_older else reading.common(row)
        words = _("Only these words are known here: %(choices)s.")
        faults.append(fault(row, "role", words, choices=", ".join(ROLES)))
        yield record(Kind.STAFF, _at_users(reading, row), {}, faults)


def roles_of_nobody(reading: Reading) -> Records:
    """Roles whose user is not in the file. A file of changes may mean one who is known already."""
    if reading.is_older:
        return
    nobody = _pointing_nowhere("users", "roles.userSourcedId")
    for row in reading.scratch.rows("roles", f"{nobody} AND lower(role) IN ({_KNOWN})"):
        faults = reading.common(row)
        reading.point(row, "userSourcedId", "users", faults)
        values = reading.organisation(row, "orgSourcedId", faults)
        kind = Kind.PUPIL if row["role"].lower() == STUDENT else Kind.STAFF
        for name, field in (("valid_from", "beginDate"), ("valid_to", "endDate")):
            day = day_of(row, field, faults)
            values |= {name: day} if day else {}
        yield record(kind, row, values, faults, key=row["userSourcedId"])


def loads_of_nothing(reading: Reading) -> Records:
    """Teachers enrolled into a class that is not in the file."""
    nothing = _pointing_nowhere("classes", "enrollments.classSourcedId")
    for row in reading.scratch.rows("enrollments", f"{nothing} AND lower(role) <> '{STUDENT}'"):
        faults = reading.common(row)
        reading.point(row, "classSourcedId", "classes", faults)
        if reading.is_delta("classes"):
            words = _("The class has no row in this file of changes, so its subject and pupils are not told.")
            faults.append(fault(row, "classSourcedId", words))
        yield record(Kind.LOAD, row, {"teacher": Ref("source", row["userSourcedId"])}, faults)


def stays_of_nobody(reading: Reading) -> Records:
    """Pupils enrolled who are not in users.csv, or into what is not in classes.csv; birth dates of nobody."""
    nobody = _pointing_nowhere("users", "enrollments.userSourcedId")
    nothing = _pointing_nowhere("classes", "enrollments.classSourcedId")
    for row in reading.scratch.rows("enrollments", f"lower(role) = '{STUDENT}' AND ({nobody} OR {nothing})"):
        faults = reading.common(row)
        reading.point(row, "userSourcedId", "users", faults)
        reading.point(row, "classSourcedId", "classes", faults)
        values: dict[str, Value] = reading.organisation(row, "schoolSourcedId", faults)
        values["group"] = Ref("source", row["classSourcedId"])
        yield record(Kind.PUPIL, row, values, faults, key=row["userSourcedId"])
    for row in reading.scratch.rows("demographics", _pointing_nowhere("users", "demographics.sourcedId")):
        faults = reading.common(row)
        reading.point(row, "sourcedId", "users", faults)
        values = {}
        day = day_of(row, "birthDate", faults)
        values |= {"birth_date": day} if day else {}
        yield record(Kind.PUPIL, row, values, faults)


def students_without_role(reading: Reading) -> Records:
    """Pupils in a class to whom the file gives another role than a student's."""
    other = (
        "lower(role) = 'student' AND EXISTS (SELECT 1 FROM roles r WHERE r.userSourcedId = enrollments.userSourcedId)"
        " AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.userSourcedId = enrollments.userSourcedId"
        " AND lower(r.role) = 'student')"
    )
    for row in reading.scratch.rows("enrollments", other):
        faults = reading.common(row)
        words = _("The user is enrolled as a student and has no role of a student.")
        faults.append(fault(row, "role", words))
        yield record(Kind.PUPIL, row, {}, faults, key=row["userSourcedId"])


def _at_users(reading: Reading, row: Row) -> Row:
    """In 1.1 a role stands in users.csv."""
    return Row(TABLES["users"].file, row.number, row.cells) if reading.is_older else row
