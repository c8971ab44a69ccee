"""The files of OneRoster CSV 1.1 and 1.2 that the register understands: columns, required ones, enumerations.

Facts of the specification: 1EdTech OneRoster CSV Binding 1.2.1 and CSV Tables 1.1.1. Columns beginning with OWN are
ours; the specification lets any system add columns that begin with "metadata.".
"""

from dataclasses import dataclass

OWN = "metadata.shanyraq."
EVERY = ("sourcedId", "status", "dateLastModified")
STATUSES = ("active", "tobedeleted")
DELETED = "tobedeleted"
SECRET = frozenset({"password"})
"""Never read: a register keeps nobody's password."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its columns in the order in which we write them, and those that may not be empty."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    own: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def written(self) -> tuple[str, ...]:
        """The header of the file as we write it."""
        return (*EVERY, *self.columns, *(OWN + name for name in self.own))


TABLES = {
    table.name: table
    for table in (
        Table(
            "orgs",
            ("name", "type", "identifier", "parentSourcedId"),
            ("name", "type"),
            ("bin", "kind", "profile", "number", "name_ru", "territory", "capacity", "languages", "shifts"),
        ),
        Table(
            "academicSessions",
            ("title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
            ("title", "type", "startDate", "endDate", "schoolYear"),
        ),
        Table(
            "courses",
            ("schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes"),
            ("title", "orgSourcedId"),
        ),
        Table(
            "classes",
            (
                "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
                "termSourcedIds", "subjects", "subjectCodes", "periods",
            ),
            ("title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
            ("language", "shift", "group"),
        ),
        Table(
            "users",
            (
                "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email",
                "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier",
                "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId",
                "pronouns",
            ),
            ("enabledUser", "givenName", "familyName"),
            ("iin", "guardians"),
        ),
        Table(
            "roles",
            ("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
            ("userSourcedId", "role", "orgSourcedId"),
            ("position", "rate"),
        ),
        Table(
            "enrollments",
            ("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"),
            ("classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
            ("order_number", "hours"),
        ),
        Table(
            "demographics",
            (
                "birthDate", "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican",
                "nativeHawaiianOrOtherPacificIslander", "white", "demographicRaceTwoOrMoreRaces",
                "hispanicOrLatinoEthnicity", "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth",
                "publicSchoolResidenceStatus",
            ),
            (),
        ),
    )
}  # fmt: skip
"""In the order in which they are loaded."""

OLDER_USERS = ("orgSourcedIds", "role")
"""What users.csv of 1.1 says of itself; from 1.2 roles.csv says it."""

SKIPPED = (
    "categories", "classResources", "courseResources", "lineItemLearningObjectiveIds", "lineItems",
    "lineItemScoreScales", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales",
    "scoreScales", "userProfiles", "userResources",
)  # fmt: skip
"""Files of the specification with nothing for the register: marks, books, sign-in names of other systems."""

ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = ("homeroom", "scheduled")
SEXES = {"male": "m", "female": "f"}
NO_SEX = ("other", "unspecified")
STUDENT = "student"
GUARDIANS = ("parent", "guardian", "relative")
POSTS = {"teacher": "teacher", "principal": "director", "counselor": "psychologist"}
"""Roles of OneRoster that are posts here; the rest of its staff roles have no counterpart."""
OTHER_STAFF = (
    "administrator", "aide", "districtAdministrator", "proctor", "siteAdministrator", "systemAdministrator",
)  # fmt: skip
ROLES = (STUDENT, *GUARDIANS, *POSTS, *OTHER_STAFF)

PREPARATORY = ("IT", "PR", "PK", "TK", "KG")
"""Grades before the first one; ours is 0."""


def grade_of(text: str) -> int | None:
    """Our grade of theirs: "07" is 7, "KG" is 0. None where it is none of a school's."""
    code = text.strip().upper()
    if code in PREPARATORY:
        return 0
    return int(code) if code.isascii() and code.isdigit() and int(code) <= 12 else None


def their_grade(grade: int) -> str:
    return f"{grade:02d}" if grade else "KG"
