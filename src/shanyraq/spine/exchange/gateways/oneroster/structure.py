"""Organisations, classes and who teaches what, from orgs, classes, courses and enrollments."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Fault, Kind, Ref, Value
from shanyraq.spine.exchange.gateways.cells import Told, read_bin
from shanyraq.spine.exchange.gateways.oneroster.cells import day_of, elsewhere, fault, ids, one_of, say
from shanyraq.spine.exchange.gateways.oneroster.context import (
    Reading,
    Records,
    bin_of,
    is_deleted,
    record,
    year_of_class,
)
from shanyraq.spine.exchange.gateways.oneroster.fields import CLASS_TYPES, ORG_TYPES, grade_of
from shanyraq.spine.exchange.gateways.oneroster.scratch import Row
from shanyraq.spine.registry.reference.curriculum import subjects
from shanyraq.spine.registry.reference.kato import territories_by_code

LETTER = re.compile(r"^\s*\d{0,2}\s*[-–.]?\s*[«\"“'(]?\s*([^\W\d_]{1,4}|\d{1,2})\s*[»\"”')]?\s*$")
IN_TITLE = re.compile(r"^\s*(\d{1,2})\s*[-–]?\s*[«\"“'(]?\s*([^\W\d_])\s*[»\"”')]?(?:\s|$)")
ELECTIVE = "elective"
KINDS = ("kindergarten", "school", "college", "office")
PROFILES = ("general", "gymnasium", "lyceum", "small", "special", "boarding", "none")


def organisations(reading: Reading) -> Records:
    """Every row of orgs.csv."""
    for row in reading.orgs.values():
        faults = reading.common(row)
        kind = one_of(row, "type", ORG_TYPES, faults)
        if row.id == reading.sole:
            words = _("No BIN is given, so this row registers nothing; its people are read for your own organisation.")
            faults.append(fault(row, "type" if kind == "department" else "identifier", words))
        elif kind == "department":
            faults.append(fault(row, "type", _("A department is a part of an organisation, not one of the register.")))
        yield record(Kind.ORGANISATION, row, _organisation(reading, row, kind, faults), faults)


def _organisation(reading: Reading, row: Row, kind: str, faults: list[Fault]) -> dict[str, Value]:
    values: dict[str, Value] = {
        "bin": bin_of(row),
        "kind": row.own("kind") or ("school" if kind == "school" else "office"),
        "name_kk": row["name"],
        "name_ru": row.own("name_ru") or row["name"],
    }
    values |= {name: row.own(name) for name in ("profile", "territory") if row.own(name)}
    for name in ("number", "capacity", "shifts"):
        if row.own(name).isdecimal():
            values[name] = int(row.own(name))
    if row.own("languages"):
        values["languages"] = tuple(ids(row.own("languages")))
    _check_organisation(reading, row, values, faults)
    if row["parentSourcedId"] and row["parentSourcedId"] in reading.orgs:
        values["parent"] = Ref("source", row["parentSourcedId"])
    return values


def _check_organisation(reading: Reading, row: Row, values: dict[str, Value], faults: list[Fault]) -> None:
    """What would make the register refuse the organisation: a wrong BIN, a territory or a word nobody knows."""
    told = Told(reading.today)
    values["bin"] = read_bin(values["bin"], "bin", told) or ""
    faults += told.faults
    if row.own("territory") and row.own("territory") not in territories_by_code():
        faults.append(Fault("territory", _("There is no territory with this KATO code."), row.own("territory")[:80]))
    for name, known in (("kind", KINDS), ("profile", PROFILES)):
        if row.own(name) and row.own(name) not in known:
            words = _("Only these words are known here: %(choices)s.")
            faults.append(Fault(name, say(words, choices=", ".join(known)), row.own(name)[:80]))


def groups(reading: Reading) -> Records:
    """Every homeroom is a class of ours. What is neither homeroom nor scheduled is refused here."""
    for row in reading.scratch.rows("classes", "lower(classType) <> 'scheduled'"):
        faults = reading.common(row)
        values = reading.organisation(row, "schoolSourcedId", faults)
        if one_of(row, "classType", CLASS_TYPES, faults) == "homeroom":
            values |= _group(reading, row, faults)
        yield record(Kind.GROUP, row, values, faults)


def _group(reading: Reading, row: Row, faults: list[Fault]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    titled = IN_TITLE.match(row["title"])
    grades = ids(row["grades"])
    grade = grade_of(grades[0]) if len(grades) == 1 else None
    if grade is None and not grades and titled:
        grade = grade_of(titled[1])
    if grade is None:
        faults.append(fault(row, "grades", _("A class has one grade, from KG or 01 to 12.")))
    letter = LETTER.match(row["classCode"])
    if letter is None and titled is None:
        faults.append(fault(row, "classCode", _("The letter of the class is not told, neither here nor in the title.")))
    year = year_of_class(reading, row)
    if year is None:
        faults.append(fault(row, "termSourcedIds", _("The school year is not told: no such session with a date.")))
    found = {"grade": grade, "letter": letter[1] if letter else titled and titled[2], "school_year": year}
    values |= {name: value for name, value in found.items() if value is not None}
    if row.own("language"):
        values["language"] = row.own("language")
    if row.own("shift").isdecimal():
        values["shift"] = int(row.own("shift"))
    teachers = [each for each in _teachers(reading, row) if not is_deleted(each)]
    if teachers:
        values["class_teacher"] = Ref("source", teachers[0]["userSourcedId"])
    return values


def _teachers(reading: Reading, row: Row) -> list[Row]:
    """Who leads the homeroom, the primary teacher first."""
    found = reading.scratch.rows("enrollments", "classSourcedId = ? AND lower(role) = 'teacher'", [row.id])
    return sorted(found, key=lambda each: each["primary"].lower() != "true")


def loads(reading: Reading) -> Records:
    """A teacher in a scheduled class teaches its subject to the homeroom from which its pupils come."""
    joins = (
        "enrollments e CROSS JOIN classes c ON c.sourcedId = e.classSourcedId"
        " LEFT JOIN courses k ON k.sourcedId = c.courseSourcedId"
        " WHERE lower(e.role) = 'teacher' AND lower(c.classType) = 'scheduled' ORDER BY e.rowid"
    )
    parts = (("enrollments", "e"), ("classes", "c"), ("courses", "k"))
    for row, together in reading.scratch.grouped(parts, joins):
        taught, course = together[0][1], together[0][2]
        assert taught is not None
        faults = reading.common(row)
        faults += [elsewhere(taught, each) for each in reading.common(taught)]
        values = reading.organisation(row, "schoolSourcedId", faults)
        values |= {"teacher": Ref("source", row["userSourcedId"])}
        reading.point(row, "userSourcedId", "users", faults)
        home = taught.own("group") or next((found[0] for found in reading.scratch.values(_HOME, [taught.id])), "")
        if home:
            values["group"] = Ref("source", home)
        else:
            words = _("Its pupils do not come from one homeroom class: the load cannot be given to a class of ours.")
            faults.append(elsewhere(taught, fault(taught, "title", words)))
        values["subject"] = _subject(taught, course, faults)
        values |= _hours(row, faults)
        removed = is_deleted(row) or is_deleted(taught)
        yield record(Kind.LOAD, row, values, faults, removed=removed)


_HOME = "SELECT home FROM homes WHERE class = ?"


def _hours(row: Row, faults: list[Fault]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    if row.own("hours"):
        try:
            values["hours_per_week"] = Decimal(row.own("hours"))
        except InvalidOperation:
            words = _("«%(entered)s» is no number of hours.")
            faults.append(fault(row, "hours", words, entered=row.own("hours")[:20]))
    for name, field in (("valid_from", "beginDate"), ("valid_to", "endDate")):
        day = day_of(row, field, faults)
        if day:
            values[name] = day
    return values


def _subject(taught: Row, course: Row | None, faults: list[Fault]) -> str:
    """Our code of what is taught; an elective course, said aloud, where our table has nothing of that name."""
    said = [*ids(taught["subjectCodes"]), *ids(taught["subjects"])]
    if course:
        said += [*ids(course["subjectCodes"]), course["courseCode"], *ids(course["subjects"]), course["title"]]
    said.append(taught["title"])
    found = next((code for code in map(_code, said) if code), "")
    if not found:
        shown = next((text for text in (course["title"] if course else "", taught["title"]) if text), "")
        words = _("Our list has no subject «%(subject)s»: it is taken as an elective course.")
        faults.append(elsewhere(taught, fault(taught, "subjectCodes", words, grave=False, subject=shown[:60])))
    return found or ELECTIVE


def _code(text: str) -> str:
    return _codes().get(_folded([text]), "")


@cache
def _codes() -> dict[str, str]:
    """Our subjects by code and by name in each language."""
    return {
        _folded([name]): subject.code
        for subject in subjects().values()
        for name in (subject.code, subject.name_kk, subject.name_ru, subject.name_en)
    }


def _folded(words: Iterable[str]) -> str:
    return " ".join(" ".join(words).casefold().replace("_", " ").split())
