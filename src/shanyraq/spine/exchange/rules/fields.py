"""What a column of a list may hold, kind by kind: a slot is a field of the row itself, or "mother.phone", of a
relative in the same row."""

from collections.abc import Iterator
from dataclasses import dataclass

NAMES = ("full_name", "family", "given", "patronymic")
WHO = ("iin", "birth_date", "sex")
REACHED = ("phone", "email")
CLASS = ("class", "grade", "letter")
RELATIVES = ("mother", "father", "parent", "guardian")
OF_RELATIVE = (*NAMES, "iin", "birth_date", "phone", "email")
DATES = ("valid_from", "valid_to")
NOT_TAKEN = "-"

SLOTS: dict[str, tuple[str, ...]] = {
    "organisation": (
        "bin", "kind", "profile", "number", "name_kk", "name_ru", "territory", "capacity", "languages", "shifts",
        "parent",
    ),
    "building": ("building", "address", "built_year", "organisation"),
    "room": ("building", "room", "room_kind", "capacity", "organisation"),
    "staff": (*NAMES, *WHO, *REACHED, "position", "rate", *DATES, "organisation"),
    "group": (*CLASS, "language", "shift", "class_teacher", "class_teacher_iin", "school_year", "organisation"),
    "load": ("teacher", "teacher_iin", "subject", *CLASS, "hours_per_week", "valid_from", "organisation"),
    "pupil": (
        *NAMES, *WHO, *CLASS, *REACHED, *DATES, "order_number", "organisation",
        *(f"{who}.{field}" for who in RELATIVES for field in OF_RELATIVE), "parent.relation",
    ),
    "guardian": ("child", "child_iin", *NAMES, *WHO, *REACHED, "relation", "organisation"),
}  # fmt: skip

# In which field of the record a slot ends, where the two are named differently.
FIELD_OF_SLOT = {
    "full_name": "given",
    "class": "group",
    "grade": "group",
    "letter": "group",
    "teacher_iin": "teacher",
    "child_iin": "child",
    "class_teacher_iin": "class_teacher",
    "building": "building",
    "room": "name",
    "room_kind": "kind",
}

# With all slots of one of the groups, a sheet is a list of the kind.
SIGNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "organisation": (("bin", "name_kk"), ("bin", "name_ru"), ("name_kk", "name_ru")),
    "load": (("teacher", "subject"), ("teacher_iin", "subject"), ("subject", "hours_per_week")),
    "guardian": (("child",), ("child_iin",)),
    "room": (("room",),),
    "building": (("building", "address"), ("building", "built_year")),
    "staff": (("full_name", "position"), ("given", "position"), ("family", "position")),
    "group": (("class", "language"), ("class", "class_teacher"), ("grade", "language"), ("class", "shift")),
    "pupil": (
        ("full_name", "class"), ("given", "class"), ("family", "class"), ("given", "grade"), ("full_name", "grade"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list as it was found: where it stands, what its heading says, and what it holds. `key` is the
    heading folded, with its turn where several are alike; `slot` is "" while nobody knows."""

    position: int
    heading: str
    key: str
    slot: str = ""
    rivals: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()


def fits(kind: str, slots: set[str]) -> bool:
    """Whether these columns make a list of this kind."""
    if kind == "pupil" and any("." in slot for slot in slots):
        return True
    return any(set(group) <= slots for group in SIGNS[kind])


def every_slot() -> Iterator[str]:
    seen: set[str] = set()
    for slots in SLOTS.values():
        for slot in slots:
            if slot not in seen:
                seen.add(slot)
                yield slot
