"""The collections of the register's interface: fields, filters, orders and scopes of each. Pure.

One table answers requests, writes the OpenAPI description and the page of documentation, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shanyraq.spine.interface.rules.scopes import CONTACTS, GUARDIANSHIPS, IDENTIFIERS, PEOPLE, STRUCTURE


class Kind(StrEnum):
    """What a value in a question must look like."""

    ID = "id"
    CODE = "code"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    TRUTH = "truth"


class Nearness(StrEnum):
    """To whom a field of a row is told beyond the scope of the token."""

    ANYBODY = "anybody"
    CLOSE = "close"  # who keeps, teaches or is family
    OWN = "own"  # who keeps or is family


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row. It is left out of the answer where it is not told; null where there is nothing."""

    name: str
    schema: Mapping[str, Any]
    column: str = ""
    needs: str = ""
    to: Nearness = Nearness.ANYBODY

    @property
    def source(self) -> str:
        return self.column or self.name


@dataclass(frozen=True, slots=True)
class Filter:
    """An equality that may be asked."""

    name: str
    kind: Kind
    column: str
    choices: tuple[str, ...] = ()
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One collection. `orders` are the words of `sort` with their columns; the first is the usual one."""

    name: str
    one: str
    fields: tuple[Field, ...]
    scope: str
    filters: tuple[Filter, ...] = ()
    orders: Mapping[str, str] = field(default_factory=lambda: {"id": ""})
    dated: bool = False
    key: Kind = Kind.ID

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)


def text(**more: Any) -> dict[str, Any]:
    return {"type": "string", **more}


def or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


ID = text(format="uuid")
DAY = text(format="date")
NUMBER = {"type": "integer"}
TRUTH = {"type": "boolean"}
MAYBE_ID, MAYBE_DAY, MAYBE_NUMBER, MAYBE_TEXT = or_null(ID), or_null(DAY), or_null(NUMBER), or_null(text())
DECIMAL = text(pattern=r"^[0-9]+(\.[0-9]+)?$")

PLACE_KINDS = ("kindergarten", "school", "college", "office")
LEVELS = ("country", "oblast", "district", "sub_district", "settlement")
ROOM_KINDS = ("classroom", "laboratory", "gym", "workshop", "hall", "other")
GROUNDS = ("admitted", "transferred", "promoted", "moved")
POSITIONS = (
    "director", "deputy", "teacher", "educator", "guard", "secretary", "librarian", "psychologist", "nurse",
)  # fmt: skip
RELATIONS = ("mother", "father", "guardian", "trustee", "foster")

_ID = Field("id", ID)
_ORGANISATION = Field("organisation", ID, "organisation_id")
_DATES = (Field("valid_from", DAY), Field("valid_to", MAYBE_DAY))
_AT = Filter("organisation", Kind.ID, "organisation_id")
_WHO = Filter("person", Kind.ID, "person_id")
_CLASS = Filter("group", Kind.ID, "group_id")
_SINCE = {"id": "", "valid_from": "valid_from"}

RESOURCES: Mapping[str, Resource] = {
    each.name: each
    for each in (
        Resource(
            "territories", "Territory", (
                Field("code", text()), Field("parent", MAYBE_TEXT, "parent_id"), Field("level", text(enum=[*LEVELS])),
                Field("name_kk", text()), Field("name_ru", text()), Field("path", text()),
            ), STRUCTURE,
            (Filter("parent", Kind.CODE, "parent_id"), Filter("level", Kind.CODE, "level", LEVELS)),
            {"path": "path"}, key=Kind.CODE,
        ),
        Resource(
            "organisations", "Organisation", (
                _ID, Field("bin", text()), Field("kind", text(enum=[*PLACE_KINDS])), Field("profile", text()),
                Field("number", MAYBE_NUMBER), Field("name_kk", text()), Field("name_ru", text()),
                Field("territory", text(), "territory_id"), Field("languages", {"type": "array", "items": text()}),
                Field("capacity", MAYBE_NUMBER), Field("shifts", NUMBER), Field("opened_on", MAYBE_DAY),
                Field("closed_on", MAYBE_DAY),
            ), STRUCTURE, (
                Filter("kind", Kind.CODE, "kind", PLACE_KINDS), Filter("bin", Kind.CODE, "bin"),
                Filter("number", Kind.NUMBER, "number"), Filter("territory", Kind.CODE, "territory_id"),
                Filter("under", Kind.TEXT, ""),
            ), {"id": "", "name": "sort_key"},
        ),
        Resource(
            "buildings", "Building", (
                _ID, _ORGANISATION, Field("name", text()), Field("address", text()),
                Field("built_year", MAYBE_NUMBER),
            ), STRUCTURE, (_AT,), {"id": "", "name": "name"},
        ),
        Resource(
            "rooms", "Room", (
                _ID, _ORGANISATION, Field("building", ID, "building_id"), Field("name", text()),
                Field("kind", text(enum=[*ROOM_KINDS])), Field("capacity", MAYBE_NUMBER),
            ), STRUCTURE, (
                _AT, Filter("building", Kind.ID, "building_id"), Filter("kind", Kind.CODE, "kind", ROOM_KINDS),
            ), {"id": "", "name": "name"},
        ),
        Resource(
            "groups", "Group", (
                _ID, _ORGANISATION, Field("school_year", NUMBER), Field("grade", NUMBER), Field("letter", text()),
                Field("name", text()), Field("language", text()), Field("shift", NUMBER),
                Field("class_teacher", MAYBE_ID, "class_teacher_id", PEOPLE),
            ), STRUCTURE, (
                _AT, Filter("school_year", Kind.NUMBER, "school_year"), Filter("grade", Kind.NUMBER, "grade"),
                Filter("language", Kind.CODE, "language"),
            ), {"id": "", "name": "sort_key"},
        ),
        Resource(
            "people", "Person", (
                _ID, Field("family", text()), Field("given", text()), Field("patronymic", text()),
                Field("is_learner", TRUTH), Field("is_staff", TRUTH),
                Field("organisation", MAYBE_ID, "organisation_id"), Field("group", MAYBE_ID, "group_id"),
                Field("sex", text(enum=["m", "f"]), to=Nearness.CLOSE),
                Field("birth_date", MAYBE_DAY, needs=IDENTIFIERS, to=Nearness.CLOSE),
                Field("iin", MAYBE_TEXT, needs=IDENTIFIERS, to=Nearness.OWN),
                Field("phone", text(), needs=CONTACTS, to=Nearness.CLOSE),
                Field("email", text(), needs=CONTACTS, to=Nearness.CLOSE),
            ), PEOPLE, (
                _AT, _CLASS, Filter("is_learner", Kind.TRUTH, "is_learner"),
                Filter("is_staff", Kind.TRUTH, "is_staff"), Filter("family", Kind.TEXT, "family"),
                Filter("iin", Kind.CODE, "iin", needs=IDENTIFIERS),
            ), {"id": "", "name": "sort_key"},
        ),
        Resource(
            "enrolments", "Enrolment", (
                _ID, Field("person", ID, "person_id"), _ORGANISATION, Field("group", ID, "group_id"),
                Field("ground", text(enum=[*GROUNDS])), Field("order_number", text(), to=Nearness.OWN),
                Field("channel", text(), to=Nearness.OWN), *_DATES,
                Field("left_because", text(), to=Nearness.OWN),
            ), PEOPLE, (_AT, _WHO, _CLASS, Filter("ground", Kind.CODE, "ground", GROUNDS)), _SINCE, dated=True,
        ),
        Resource(
            "employments", "Employment", (
                _ID, Field("person", ID, "person_id"), _ORGANISATION, Field("position", text(enum=[*POSITIONS])),
                Field("rate", DECIMAL, to=Nearness.OWN), *_DATES,
            ), PEOPLE, (_AT, _WHO, Filter("position", Kind.CODE, "position", POSITIONS)), _SINCE, dated=True,
        ),
        Resource(
            "loads", "Load", (
                _ID, Field("person", ID, "person_id"), _ORGANISATION, Field("group", ID, "group_id"),
                Field("subject", text()), Field("hours_per_week", DECIMAL), *_DATES,
            ), PEOPLE, (_AT, _WHO, _CLASS, Filter("subject", Kind.CODE, "subject")), _SINCE, dated=True,
        ),
        Resource(
            "guardianships", "Guardianship", (
                _ID, Field("child", ID, "child_id"), Field("guardian", ID, "guardian_id"),
                Field("organisation", MAYBE_ID, "organisation_id"), Field("relation", text(enum=[*RELATIONS])), *_DATES,
            ), GUARDIANSHIPS, (
                _AT, Filter("child", Kind.ID, "child_id"), Filter("guardian", Kind.ID, "guardian_id"),
                Filter("relation", Kind.CODE, "relation", RELATIONS),
            ), _SINCE, dated=True,
        ),
    )
}  # fmt: skip

STRUCTURE_KINDS = frozenset({"organisations", "buildings", "rooms", "groups"})
FOLLOWED = tuple(name for name in RESOURCES if name != "territories")
"""The kinds of which changes are told."""
